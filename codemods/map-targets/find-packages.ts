import { isBeside } from './test-path.js';

/**
 * The `__init__.py` of the packages that the repository is about: those below `src`, else those at its top. What is for
 * tests, documents or examples is none.
 */
export function findPackages(paths: readonly string[]): readonly string[] {
  const inits = paths.filter((path) => path.endsWith('/__init__.py') && !isBeside(path));
  const below = inits.filter((path) => /^src\/[^/]+\/__init__\.py$/.test(path));
  return below.length > 0 ? below : inits.filter((path) => /^[^/]+\/__init__\.py$/.test(path) && !path.startsWith('src/'));
}
