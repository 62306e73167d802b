import { checkGlob, compileGlobs } from '../trees/path-filter.js';

interface Pattern {
  readonly index: number;
  readonly matches: (path: string) => boolean;
}

/**
 * Tells which of several lists of globs is the first that a path matches. Globs mean what they mean for `--include`; nearly
 * all are plain names or endings, which are looked up, so that a hundred thousand paths take no hundred thousand times
 * three hundred regular expressions.
 *
 * @returns a function that answers the index of the list, or -1.
 * @throws CodemodError `glob-invalid`.
 */
export function compileFirstMatch(lists: readonly (readonly string[])[]): (path: string) => number {
  const names = new Map<string, number>();
  const endings = new Map<string, number>();
  const patterns: Pattern[] = [];
  for (const [index, globs] of lists.entries()) {
    const others: string[] = [];
    for (const glob of globs) {
      checkGlob(glob);
      if (isPlain(glob)) keepFirst(names, glob, index);
      else if (glob.startsWith('*.') && isPlain(glob.slice(2))) keepFirst(endings, glob.slice(1), index);
      else others.push(glob);
    }
    if (others.length > 0) patterns.push({ index, matches: compileGlobs(others) });
  }
  return (path) => {
    const found = lowest(path, names, endings);
    const earlier = patterns.find(({ index, matches }) => index < found && matches(path));
    const first = earlier?.index ?? found;
    return first === NONE ? -1 : first;
  };
}

const NONE = Number.POSITIVE_INFINITY;

function isPlain(glob: string): boolean {
  return /^[\w.@+-]+$/.test(glob) && glob !== '.' && glob !== '..';
}

function keepFirst(map: Map<string, number>, key: string, index: number): void {
  if (!map.has(key)) map.set(key, index);
}

/** A glob that matches a folder matches all below it, so that every part of the path counts. */
function lowest(path: string, names: ReadonlyMap<string, number>, endings: ReadonlyMap<string, number>): number {
  let found = NONE;
  for (const part of path.split('/')) {
    found = Math.min(found, names.get(part) ?? NONE);
    for (let dot = part.indexOf('.'); dot !== -1; dot = part.indexOf('.', dot + 1)) {
      found = Math.min(found, endings.get(part.slice(dot)) ?? NONE);
    }
  }
  return found;
}
