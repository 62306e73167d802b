import { constants } from 'node:fs';
import nodePath from 'node:path';
import { CodemodError } from '../core/errors.js';
import type { FileSystem } from './file-system.js';
import { attempt, ioCode } from './io-error.js';

/**
 * An open folder. Where the file system has descriptor paths, what is done by a name of it happens in this very folder,
 * whatever becomes of the path that led here; elsewhere each component was looked at when it was opened.
 */
export interface Folder {
  /** As the user knows it, for messages. */
  readonly label: string;
  /** A path by which the system finds `name` in this folder. */
  at(name: string): string;
  readonly fd: number;
}

const FOLDER_ONLY = constants.O_RDONLY | constants.O_DIRECTORY;

/** Opens the folder that the user named and hands it out for as long as `use` takes. Links on the way to it are the user's own. */
export async function withRoot<T>(fs: FileSystem, root: string, use: (folder: Folder) => Promise<T>): Promise<T> {
  return await using(fs, openAt(fs, root, '.', FOLDER_ONLY), use);
}

/**
 * Opens a folder below another one, step by step; a component that is a symlink, or no folder, is an error (ELOOP, ENOTDIR).
 *
 * @param path relative and `/`-separated; empty for the folder itself.
 */
export async function withFolder<T>(fs: FileSystem, from: Folder, path: string, use: (folder: Folder) => Promise<T>): Promise<T> {
  const [name, ...rest] = path === '' ? [] : path.split('/');
  if (name === undefined) return await use(from);
  return await using(fs, openBelow(fs, from, name), (folder) => withFolder(fs, folder, rest.join('/'), use));
}

/** What a message calls a name in a folder: the path from the root. */
export function labelIn(folder: Folder, name: string): string {
  return folder.label === '.' ? name : `${folder.label}/${name}`;
}

/**
 * The same where the folder may be missing.
 *
 * @param codes which errors of opening it mean that; a symlink or a file on the way does by default not.
 */
export async function withFolderOr<T>(
  fs: FileSystem,
  from: Folder,
  path: string,
  missing: () => T,
  use: (folder: Folder) => Promise<T>,
  codes: readonly (string | null)[] = ['ENOENT'],
): Promise<T> {
  let isOpen = false;
  try {
    return await withFolder(fs, from, path, (folder) => {
      isOpen = true;
      return use(folder);
    });
  } catch (thrown) {
    if (isOpen || !codes.includes(ioCode(thrown))) throw thrown;
    return missing();
  }
}

/** For {@link withFolderOr}: what no longer is the folder that it was counts as missing too. */
export const GONE: readonly (string | null)[] = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/** Splits a path into its folder (empty at the top) and its last name. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: slash < 0 ? '' : path.slice(0, slash), name: path.slice(slash + 1) };
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

async function using<T>(fs: FileSystem, folder: Folder, use: (folder: Folder) => Promise<T>): Promise<T> {
  try {
    return await use(folder);
  } finally {
    fs.close(folder.fd);
  }
}

function openBelow(fs: FileSystem, parent: Folder, name: string): Folder {
  const label = labelIn(parent, name);
  try {
    return openAt(fs, parent.at(name), label, FOLDER_ONLY | constants.O_NOFOLLOW);
  } catch (thrown) {
    throw isLink(fs, parent.at(name)) ? linkError(label, thrown) : thrown;
  }
}

/** The system says of a link that it is no directory (ENOTDIR), which whoever sees a folder behind it will not believe. */
function linkError(label: string, thrown: unknown): CodemodError {
  const message = `Cannot open the folder ${label}: it is a symbolic link, and links are not followed.`;
  // The system's own error stays the cause: callers tell by it what is missing from what is in the way.
  return new CodemodError('io-error', message, { path: label, cause: thrown instanceof Error ? thrown.cause : thrown });
}

function isLink(fs: FileSystem, path: string): boolean {
  try {
    return fs.look(path)?.kind === 'symlink';
  } catch {
    return false;
  }
}

function openAt(fs: FileSystem, path: string, label: string, flags: number): Folder {
  return attempt('open the folder', label, () => {
    const fd = fs.open(path, flags);
    return { label, fd, at: (name) => (fs.hasDescriptorPaths ? `/proc/self/fd/${fd}/${name}` : nodePath.join(path, name)) };
  });
}
