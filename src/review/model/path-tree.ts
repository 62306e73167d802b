import type { ReviewIndex } from './review-index.js';

/** A line of the tree of files. */
export interface TreeRow {
  /** For a folder its path with a `/` at the end. */
  readonly path: string;
  /** What stands in the row: a folder that holds nothing but one folder shares its row. */
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
  readonly folders: Map<string, Folder>;
  readonly files: { readonly name: string; readonly file: number; readonly hunks: number }[];
  hunks: number;
}

const emptyFolder = (): Folder => ({ folders: new Map(), files: [], hunks: 0 });

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
  const root = emptyFolder();
  for (const [file, { path, stale }] of files.entries()) {
    const count = counts.get(file) ?? 0;
    if (count > 0 || stale !== null) place(root, path.split('/'), file, count);
  }
  return root;
}

function place(root: Folder, names: readonly string[], file: number, hunks: number): void {
  let folder = root;
  for (const name of names.slice(0, -1)) {
    const inner = folder.folders.get(name) ?? emptyFolder();
    folder.folders.set(name, inner);
    inner.hunks += hunks;
    folder = inner;
  }
  folder.files.push({ name: names.at(-1) ?? '', file, hunks });
}

function* rowsOf(folder: Folder, prefix: string, level: number, closed: ReadonlySet<string>): Generator<TreeRow> {
  for (const [first, child] of folder.folders) {
    const { name, inner } = withoutChain(first, child);
    const path = `${prefix}${name}/`;
    const isOpen = !closed.has(path);
    yield { path, name, level, file: null, hunks: inner.hunks, isOpen };
    if (isOpen) yield* rowsOf(inner, path, level + 1, closed);
  }
  for (const { name, file, hunks } of folder.files) yield { path: prefix + name, name, level, file, hunks, isOpen: false };
}

/** A folder that holds one folder and nothing else shares its row. */
function withoutChain(name: string, folder: Folder): { readonly name: string; readonly inner: Folder } {
  let [joined, inner] = [name, folder];
  while (inner.files.length === 0 && inner.folders.size === 1) {
    const [[next, only] = ['', emptyFolder()]] = inner.folders;
    [joined, inner] = [`${joined}/${next}`, only];
  }
  return { name: joined, inner };
}
