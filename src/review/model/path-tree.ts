import { type ReviewIndex, shownFile } from './review-index.js';

/** A line of the tree of files. */
export interface TreeRow {
  /** For a folder its path with a `/` at the end. */
  readonly path: string;
  /** What stands in the row, as it is shown: a folder that holds nothing but one folder shares its row. */
  readonly name: string;
  /** Counts from 1. */
  readonly level: number;
  /** Number of the file; null for a folder. */
  readonly file: number | null;
  /** How many of the hunks shown are in it. */
  readonly hunks: number;
  readonly isOpen: boolean;
}

interface Folder {
  /** As it is shown. */
  readonly name: string;
  readonly folders: Map<string, Folder>;
  readonly files: { readonly path: string; readonly name: string; readonly file: number; readonly hunks: number }[];
  hunks: number;
}

const emptyFolder = (name: string): Folder => ({ name, folders: new Map(), files: [], hunks: 0 });

/** The tree of the files that have hunks among those shown, and of those that cannot be shown; folders first. */
export function treeRows(index: ReviewIndex, shown: readonly number[], closed: ReadonlySet<string>): readonly TreeRow[] {
  return [...rowsOf(buildTree(index, shown), '', 1, closed)];
}

function buildTree({ files, hunks }: ReviewIndex, shown: readonly number[]): Folder {
  const counts = new Map<number, number>();
  for (const number of shown) {
    const file = hunks[number]?.file ?? -1;
    counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  const root = emptyFolder('');
  for (const [number, file] of files.entries()) {
    const count = counts.get(number) ?? 0;
    if (count > 0 || file.stale !== null) place(root, file.path, shownFile(file).path.split('/'), number, count);
  }
  return root;
}

/** @param names what is shown for each part of the path. */
function place(root: Folder, path: string, names: readonly string[], file: number, hunks: number): void {
  let folder = root;
  for (const [index, part] of path.split('/').slice(0, -1).entries()) {
    const inner = folder.folders.get(part) ?? emptyFolder(names[index] ?? part);
    folder.folders.set(part, inner);
    inner.hunks += hunks;
    folder = inner;
  }
  folder.files.push({ path, name: names.at(-1) ?? '', file, hunks });
}

function* rowsOf(folder: Folder, prefix: string, level: number, closed: ReadonlySet<string>): Generator<TreeRow> {
  for (const [first, child] of folder.folders) {
    const { parts, name, inner } = withoutChain(first, child);
    const path = `${prefix}${parts}/`;
    const isOpen = !closed.has(path);
    yield { path, name, level, file: null, hunks: inner.hunks, isOpen };
    if (isOpen) yield* rowsOf(inner, path, level + 1, closed);
  }
  for (const { path, name, file, hunks } of folder.files) yield { path, name, level, file, hunks, isOpen: false };
}

interface Chain {
  readonly parts: string;
  readonly name: string;
  readonly inner: Folder;
}

/** A folder that holds one folder and nothing else shares its row. */
function withoutChain(part: string, folder: Folder): Chain {
  let [parts, name, inner] = [part, folder.name, folder];
  while (inner.files.length === 0 && inner.folders.size === 1) {
    for (const [next, only] of inner.folders) [parts, name, inner] = [`${parts}/${next}`, `${name}/${only.name}`, only];
  }
  return { parts, name, inner };
}
