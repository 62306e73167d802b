import { lstatSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { CodemodError, systemCode } from '../core/errors.js';
import { findTop, openRepository, type Repository } from './repository.js';

/** What the user's paths mean: one root, and paths below it. */
export interface Targets {
  /** An absolute path without links: the top of the repository, else the folder given or the one that holds all paths. */
  readonly root: string;
  readonly repository: Repository | null;
  /** True when the root is the top of a repository, even where there is no git to open it with. */
  readonly inRepository: boolean;
  /** Relative to the root, `/`-separated; empty: everything. */
  readonly paths: readonly string[];
}

interface Target {
  readonly typed: string;
  /** Absolute; without links but for a file that is one itself. */
  readonly real: string;
  readonly folder: string;
}

/**
 * Finds out what the paths that a user typed mean.
 *
 * @param typed files and folders; none: the current folder.
 * @throws CodemodError `path-missing`, `two-repositories`, `path-encoding`, and as {@link openRepository}.
 */
export async function resolveTargets(typed: readonly string[], currentFolder: string): Promise<Targets> {
  const targets = (typed.length === 0 ? ['.'] : typed).map((argument) => resolveTarget(argument, currentFolder));
  const top = commonTop(targets);
  const root = top ?? commonFolder(targets.map((target) => target.folder));
  const repository = top === null ? null : await openRepository(top);
  const paths = targets.map((target) => path.relative(root, target.real).split(path.sep).join('/'));
  return {
    root,
    repository,
    inRepository: top !== null,
    paths: paths.includes('') && paths.length === 1 ? [] : [...new Set(paths)],
  };
}

function resolveTarget(typed: string, currentFolder: string): Target {
  const absolute = path.resolve(currentFolder, typed);
  try {
    if (statOf(absolute).isDirectory()) {
      const real = realpathSync.native(absolute);
      return { typed, real, folder: real };
    }
    const folder = realpathSync.native(path.dirname(absolute));
    return { typed, real: path.join(folder, path.basename(absolute)), folder };
  } catch (error) {
    throw targetError(typed, error);
  }
}

/** A link to a folder is that folder: the user named it. A link to a file, or to nothing, stays a link. */
function statOf(file: string): { isDirectory(): boolean } {
  const stat = lstatSync(file);
  return stat.isSymbolicLink() ? (statSync(file, { throwIfNoEntry: false }) ?? stat) : stat;
}

function targetError(typed: string, error: unknown): CodemodError {
  const code = systemCode(error);
  const why = code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist' : `cannot be reached (${code})`;
  return new CodemodError('path-missing', `${typed} ${why}.`, { path: typed, cause: error });
}

function commonTop(targets: readonly Target[]): string | null {
  const tops = new Map<string, string | null>();
  for (const { folder } of targets) if (!tops.has(folder)) tops.set(folder, findTop(folder));
  const topOf = (target: Target): string | null => tops.get(target.folder) ?? null;
  const [first] = targets;
  const top = first === undefined ? null : topOf(first);
  const other = targets.find((target) => topOf(target) !== top);
  if (first === undefined || other === undefined) return top;
  const [a, b] = [first, other].map((target) => `${target.typed} (${topOf(target) ?? 'in no repository'})`);
  const message = `The paths belong to two repositories: ${a} and ${b}. Run codemod once for each.`;
  throw new CodemodError('two-repositories', message, { path: other.typed });
}

/** The deepest folder that holds all of them. */
function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let current = common;
    while (!isWithin(folder, current)) current = path.dirname(current);
    return current;
  });
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}
