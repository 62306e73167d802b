import { CodemodError } from '../../../core/errors.js';
import type { ProjectTree } from '../../../core/project-tree.js';
import { decodeSource, isSkip, type SourceFile } from '../../../core/source-file.js';
import { type MaskedText, maskSeparators } from '../foreign/separator-mask.js';
import { parseJavaScript } from '../parse.js';
import { InstalledPackages, isInstalled, type PathKind } from './installed-packages.js';

/** What a project is made of: sources, declarations, and what packages and compilers are told. */
const READ = /\.(?:[cm]?[jt]s|[jt]sx|json)$/i;
/** JSON that no program imports, and that is large. */
const NOT_READ = /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/;
const AT_ONCE = 64;
/** Bytes of all files together. */
const MOST_BYTES = 512 * 1024 * 1024;

/** What was written and removed since somebody asked: the text before, null where there was no such file. */
export type Undo = ReadonlyMap<string, string | null>;

/**
 * The files of a tree as a compiler sees them, by paths from the root with a `/` in front, with the packages that are installed beside
 * them. What is written stays in memory.
 */
export class ProjectFiles {
  readonly #bytes: ReadonlyMap<string, Buffer>;
  readonly #packages: InstalledPackages | null;
  /** Where relative paths begin. */
  readonly currentFolder: string;
  readonly #texts = new Map<string, string>();
  readonly #masks = new Map<string, MaskedText>();
  readonly #folders = new Map<string, Map<string, Exclude<PathKind, null>>>();
  readonly #admitted = new Set<string>();
  #undo = new Map<string, string | null>();

  constructor(bytes: ReadonlyMap<string, Buffer>, packages: InstalledPackages | null, currentFolder = '/') {
    this.#bytes = bytes;
    this.currentFolder = currentFolder;
    this.#packages = packages;
    this.#folders.set('/', new Map());
    for (const path of bytes.keys()) this.#enter(path);
  }

  /** All files of the tree, without installed packages. */
  paths(): readonly string[] {
    return [...this.#folders].flatMap(([folder, names]) =>
      [...names].flatMap(([name, kind]) => (kind === 'file' ? [inside(folder, name)] : [])),
    );
  }

  kindOf(path: string): PathKind {
    const real = this.realpath(path);
    if (this.#folders.has(real)) return 'folder';
    const kind = this.#folders.get(folderOf(real))?.get(nameOf(real));
    return kind ?? (this.#isOnDisk(real) ? (this.#packages?.kindOf(real) ?? null) : null);
  }

  /** Null where there is no such file. */
  read(path: string): string | null {
    const real = this.realpath(path);
    if (this.#folders.get(folderOf(real))?.get(nameOf(real)) !== 'file') {
      return this.#isOnDisk(real) ? (this.#packages?.read(real) ?? null) : null;
    }
    const text = this.#texts.get(real) ?? this.#decode(real);
    this.#texts.set(real, text);
    return text;
  }

  /**
   * Lets a configuration that another one extends be read from disk where it is no file of the tree, as one that is generated and that git
   * ignores.
   *
   * @returns false where there is no such file.
   */
  admit(path: string): boolean {
    if (path.endsWith('.json')) this.#admitted.add(path);
    return this.kindOf(path) === 'file';
  }

  /** True for a file of the tree that is no text, or not in UTF-8. */
  isUnreadable(path: string): boolean {
    const bytes = this.#bytes.get(path);
    return bytes !== undefined && isSkip(decodeSource(path, bytes, null));
  }

  /** A text that a tool has made of a file, with the separators of lines that were hidden from it. */
  unmasked(path: string, text: string): string {
    return this.#masks.get(path)?.unmask(text) ?? text;
  }

  list(path: string): readonly string[] {
    const real = this.realpath(path);
    const own = this.#folders.get(real)?.keys() ?? [];
    return [...new Set([...own, ...(isInstalled(real) ? (this.#packages?.list(real) ?? []) : [])])];
  }

  realpath(path: string): string {
    return isInstalled(path) ? (this.#packages?.realpath(path) ?? path) : path;
  }

  write(path: string, text: string): void {
    this.#note(path);
    this.#texts.set(path, text);
    this.#enter(path);
  }

  remove(path: string): void {
    this.#note(path);
    this.#texts.delete(path);
    this.#folders.get(folderOf(path))?.delete(nameOf(path));
  }

  /** What has changed since the last call. */
  takeUndo(): Undo {
    const undo = new Map([...this.#undo].filter(([path, before]) => this.read(path) !== before));
    this.#undo = new Map();
    return undo;
  }

  takeBack(undo: Undo): void {
    for (const [path, before] of undo) {
      if (before === null) this.remove(path);
      else this.write(path, before);
    }
    this.#undo = new Map();
  }

  #isOnDisk(path: string): boolean {
    return isInstalled(path) || this.#admitted.has(path);
  }

  #decode(path: string): string {
    const bytes = this.#bytes.get(path) ?? Buffer.alloc(0);
    const source = decodeSource(path, bytes, null);
    // A file that is no text is none of the run: for types anything will do.
    if (isSkip(source)) return bytes.toString('utf8');
    const masked = maskedSource(source);
    if (masked !== null) this.#masks.set(path, masked);
    return masked?.text ?? source.text;
  }

  #note(path: string): void {
    if (!this.#undo.has(path)) this.#undo.set(path, isInstalled(path) ? null : this.read(path));
  }

  #enter(path: string): void {
    let kind: 'file' | 'folder' = 'file';
    for (let here = path; here !== '/'; here = folderOf(here)) {
      const names = this.#folders.get(folderOf(here)) ?? new Map<string, 'file' | 'folder'>();
      const isKnown = names.size > 0;
      names.set(nameOf(here), kind);
      this.#folders.set(folderOf(here), names);
      if (isKnown && kind === 'folder') return;
      kind = 'folder';
    }
  }
}

/**
 * Reads what a project may be made of.
 *
 * @throws CodemodError `project-too-large`.
 */
export async function readProjectFiles(tree: ProjectTree): Promise<ProjectFiles> {
  const paths = (await tree.paths()).filter((path) => READ.test(path) && !NOT_READ.test(path));
  const bytes = new Map<string, Buffer>();
  let size = 0;
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE);
    const contents = await Promise.all(some.map((path) => tree.read(path)));
    for (const [index, content] of contents.entries()) {
      if (content === null) continue;
      bytes.set(`/${some[index]}`, content);
      size += content.length;
    }
    if (size > MOST_BYTES) {
      const message = `its sources have more than ${MOST_BYTES / 1024 / 1024} MiB, too many for one look at all of them`;
      throw new CodemodError('project-too-large', message);
    }
  }
  const packages = tree.root === undefined ? null : new InstalledPackages(tree.root);
  return new ProjectFiles(bytes, packages, `/${tree.currentFolder ?? ''}`);
}

/** Null where there is nothing to hide, or no telling what stands inside of a string. */
function maskedSource(source: SourceFile): MaskedText | null {
  if (!/[\u2028\u2029]/.test(source.text)) return null;
  const parsed = parseJavaScript(source);
  return isSkip(parsed) ? null : maskSeparators(parsed);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function inside(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}
