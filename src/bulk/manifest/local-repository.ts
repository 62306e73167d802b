import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { byCodeUnits } from '../../core/by-code-units.js';
import { compileGlobs } from '../../trees/path-filter.js';

/** The real path of the repository in a folder of this machine, bare or not; null where there is none. */
export function findRepository(folder: string): string | null {
  if (!isFolder(folder)) return null;
  const real = realpathSync.native(folder);
  const own = path.basename(real) === '.git' ? path.dirname(real) : real;
  return isRepository(own) ? own : null;
}

function isRepository(folder: string): boolean {
  if (existsSync(path.join(folder, '.git'))) return true;
  return existsSync(path.join(folder, 'HEAD')) && isFolder(path.join(folder, 'objects')) && isFolder(path.join(folder, 'refs'));
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const MOST_LEVELS = 8;

/**
 * The repositories that a glob of folders takes, sorted: `../services/*`, `/srv/**`. Links are not followed, hidden folders are
 * taken where the pattern names them, and nothing is looked for inside of a repository.
 */
export function globRepositories(glob: string, currentFolder: string): readonly string[] {
  const parts = path.resolve(currentFolder, glob).split(path.sep);
  const isPattern = (part: string): boolean => /[*?[{]/.test(part);
  const first = parts.findIndex(isPattern);
  const start = parts.slice(0, first < 0 ? parts.length : first).join(path.sep) || path.parse(currentFolder).root;
  const found = first < 0 ? [start] : foldersBelow(start, parts.slice(first));
  return [...new Set(found.flatMap((folder) => findRepository(folder) ?? []))].sort(byCodeUnits);
}

function foldersBelow(folder: string, parts: readonly string[]): readonly string[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [folder];
  if (part === '**') return anyDepth(folder, rest, 0);
  const takes = compileGlobs([part]);
  return subfolders(folder)
    .filter((name) => takes(name) && (!name.startsWith('.') || part.startsWith('.')))
    .flatMap((name) => foldersBelow(path.join(folder, name), rest));
}

function anyDepth(folder: string, rest: readonly string[], level: number): readonly string[] {
  const here = rest.length === 0 ? [folder] : foldersBelow(folder, rest);
  if (level === MOST_LEVELS || (level > 0 && findRepository(folder) !== null)) return here;
  const below = subfolders(folder).filter((name) => !name.startsWith('.'));
  return [...here, ...below.flatMap((name) => anyDepth(path.join(folder, name), rest, level + 1))];
}

function subfolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => lstatSync(path.join(folder, name)).isDirectory());
  } catch {
    // A folder that may not be read, or is gone, holds none that could be taken.
    return [];
  }
}
