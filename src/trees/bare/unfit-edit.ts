import { isUtf8 } from 'node:buffer';
import { foldersAbove } from '../path-filter.js';
import type { TreeEdit } from '../tree-edit.js';
import type { TreeFile } from './tree-listing.js';

/** What some file system or terminal would take for something else. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;
/** `.git`, as case-blind file systems, Windows (short names, streams behind a colon) and HFS+ (which ignores some characters) read it. */
const GIT_FOLDER = /^(?:\.git|git~\d+)[ .]*(?::.*)?$/is;
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** Why a commit cannot hold these edits, or null. Paths that are no files in the parent are never replaced. */
export function unfitEdit(edits: readonly TreeEdit[], files: ReadonlyMap<string, TreeFile>): string | null {
  const gone = new Set(edits.flatMap(({ path, content }) => (content === null ? [path] : [])));
  const written = new Set(edits.flatMap(({ path, content }) => (content === null ? [] : [path])));
  if (gone.size + written.size !== edits.length || [...gone].some((path) => written.has(path))) {
    return 'A path is changed twice in one commit.';
  }
  const folders = new Set([...files.keys()].flatMap((path) => (gone.has(path) ? [] : foldersAbove(path))));
  for (const path of written) for (const folder of foldersAbove(path)) folders.add(folder);
  for (const { path, content } of edits) {
    const why = nameFault(path) ?? placeFault(path, content, files, gone, written, folders);
    if (why !== null) return `${JSON.stringify(path)} cannot be part of a commit: ${why}.`;
  }
  return null;
}

/** Why nothing is ever written under a name, or null. */
export function nameFault(path: string): string | null {
  if (!path.isWellFormed() || !isUtf8(Buffer.from(path)) || CONTROL.test(path))
    return 'its name holds a character that is no text';
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'a part of its name is empty or made of dots';
    if (GIT_FOLDER.test(part.replace(IGNORED_BY_HFS, '')))
      return `some system takes ${JSON.stringify(part)} for git's own folder`;
  }
  return null;
}

function placeFault(
  path: string,
  content: Buffer | null,
  files: ReadonlyMap<string, TreeFile>,
  gone: ReadonlySet<string>,
  written: ReadonlySet<string>,
  folders: ReadonlySet<string>,
): string | null {
  const standing = files.get(path);
  if (standing !== undefined && standing.kind !== 'file') return 'it is a symbolic link or a submodule';
  if (content === null) return standing === undefined ? 'it is to be deleted, and is not there' : null;
  if (folders.has(path)) return 'a folder has that name';
  const blocked = foldersAbove(path).find((folder) => written.has(folder) || (files.has(folder) && !gone.has(folder)));
  return blocked === undefined ? null : `${JSON.stringify(blocked)} is a file`;
}
