import { createRequire } from 'node:module';
import { CodemodError } from '../core/errors.js';
import type { Selection } from './tree.js';

/** A {@link Selection}, compiled: what to take by its path alone. */
export interface PathFilter {
  /** True when the file is wanted by its name, its place and the globs. */
  takes(path: string): boolean;
  /** True for a folder that is no input, whatever the options, and no news either: our own records, and git's folder. */
  hides(folder: string): boolean;
  /** Why the folder is left out whole, or null. */
  prunes(folder: string): string | null;
  /** True when the user named exactly this file. */
  names(path: string): boolean;
  /** True when a file below the folder may be taken. */
  mayHold(folder: string): boolean;
  /** True when the user named this folder, or something below it. */
  leadsTo(folder: string): boolean;
}

const HIDDEN: ReadonlySet<string> = new Set(['.codex', '.git']);

/** Folders that hold other people's code, by the conventions of npm, PEP 405, tox, nox, Bower and Go. */
const VENDORED: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'site-packages',
  'vendor',
  '.venv',
  'venv',
  '.tox',
  '.nox',
  '.eggs',
  '__pypackages__',
  '.hg',
  '.svn',
]);

export function compileFilter(selection: Selection): PathFilter {
  const { accepts, noIgnore } = selection;
  const inside = new Set(selection.paths);
  const everything = inside.size === 0 || inside.has('');
  const above = new Set(selection.paths.flatMap(foldersAbove));
  const included = selection.include.length === 0 ? null : compileGlobs(selection.include);
  const excluded = selection.exclude.length === 0 ? null : compileGlobs(selection.exclude);
  const isInside = (path: string): boolean =>
    everything || inside.has(path) || foldersAbove(path).some((folder) => inside.has(folder));
  const leadsTo = (folder: string): boolean => above.has(folder) || inside.has(folder);
  return {
    takes: (path) => accepts(path) && isInside(path) && included?.(path) !== false && excluded?.(path) !== true,
    names: (path) => inside.has(path),
    leadsTo,
    mayHold: (folder) => above.has(folder) || isInside(folder),
    hides: (folder) => HIDDEN.has(nameOf(folder)),
    prunes(folder) {
      const name = nameOf(folder);
      // Who names a vendored folder, or a path below it, wants it.
      if (VENDORED.has(name) && !noIgnore && !leadsTo(folder)) return `vendored code (${name})`;
      return null;
    },
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Every folder that holds the path, the nearest first; the root is not among them. */
export function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  return folders;
}

const LONGEST_GLOB = 1000;
/** Each `*` of a segment multiplies the time that a hostile file name can cost. */
export const MOST_STARS = 3;
const MOST_GLOBSTARS = 8;

/** One glob without `/` matches at any depth, one with it from the root; one that matches a folder matches all below it. */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.map(compileGlob);
  return (path) => matchers.some((matches) => matches(path));
}

function compileGlob(glob: string): (path: string) => boolean {
  checkGlob(glob);
  // Extended globs are regular expressions in disguise; file names with parentheses are more common.
  const plain = glob
    .replace(/^\.?\//, '')
    .replace(/\/+$/, '')
    .replace(/[()]/g, '\\$&');
  const rooted = /^\.?\//.test(glob) || plain.includes('/') ? plain : `**/${plain}`;
  return globMatcher([rooted, `${rooted}/**`], glob);
}

/**
 * Compiles patterns as they are, any of which may match.
 *
 * @param glob what a message calls them.
 * @throws CodemodError `glob-invalid`.
 */
export function globMatcher(patterns: readonly string[], glob: string): (path: string) => boolean {
  // Loaded with the first pattern: most runs have none, and should not pay for it at start.
  const picomatch: typeof import('picomatch') = createRequire(import.meta.url)('picomatch');
  try {
    // Without `debug`, one that no expression can be made of matches nothing, and nobody is told.
    return picomatch([...patterns], { dot: true, nonegate: true, noextglob: true, debug: true });
  } catch {
    return refuse(glob, 'a brace is never closed, or a range runs backwards');
  }
}

export function checkGlob(glob: string): void {
  if (glob.trim() === '') refuse(glob, 'it is empty');
  if (glob.length > LONGEST_GLOB) refuse(glob, `it is longer than ${LONGEST_GLOB} characters`);
  if (hasOpenSet(glob)) refuse(glob, 'a "[" is never closed; for the character itself write "\\["');
  const segments = glob.split('/');
  if (segments.filter((segment) => segment === '**').length > MOST_GLOBSTARS)
    refuse(glob, `it has more than ${MOST_GLOBSTARS} "**"`);
  const crowded = segments.some((segment) => segment !== '**' && segment.split('*').length - 1 > MOST_STARS);
  if (crowded) refuse(glob, `it has more than ${MOST_STARS} "*" between two slashes`);
}

/** True when a `[` opens a set of characters that no `]` closes. The first character of a set may be `]` itself. */
function hasOpenSet(glob: string): boolean {
  return glob
    .replace(/\\./g, '')
    .replace(/\[[!^]?.[^\]]*\]/g, '')
    .includes('[');
}

function refuse(glob: string, why: string): never {
  throw new CodemodError('glob-invalid', `The pattern ${JSON.stringify(glob.slice(0, 80))} cannot be used: ${why}.`);
}
