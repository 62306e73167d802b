/** Where a module is imported from, and where its test goes. Paths are relative to the root. */
export interface ModuleHome {
  /** The dotted name under which the module is imported. */
  readonly name: string;
  /** The folder that has to be on `sys.path`; empty for the root. */
  readonly importRoot: string;
  readonly testPath: string;
}

const TEST_FOLDERS = ['tests', 'test'];

/** Null for a module whose name cannot be imported, as `a.b.py`. */
export function homeOf(path: string, paths: ReadonlySet<string>): ModuleHome | null {
  const folders = path.split('/');
  const stem = (folders.pop() ?? '').replace(/\.pyi?$/, '');
  if ([...folders, stem].some((part) => part.includes('.'))) return null;
  const packages: string[] = [];
  while (folders.length > 0 && paths.has(`${folders.join('/')}/__init__.py`)) packages.unshift(folders.pop() ?? '');
  const parts = stem === '__init__' ? packages : [...packages, stem];
  if (parts.length === 0) return null;
  const tests = testFolderAbove(folders, paths);
  const below = folders.slice(tests === null ? 0 : tests.depth).filter((word) => word !== 'src' && word !== 'lib');
  const file = `test_${[...below, ...parts].join('_').replaceAll(/\W/g, '_')}_exit.py`;
  const testPath = [...(tests === null ? folders : tests.folders), file].join('/');
  return { name: parts.join('.'), importRoot: folders.join('/'), testPath };
}

/** The nearest `tests` beside a folder or one of those around it; `depth` is how many folders stand around that `tests`. */
function testFolderAbove(folders: readonly string[], paths: ReadonlySet<string>) {
  for (let depth = folders.length; depth >= 0; depth--) {
    for (const name of TEST_FOLDERS) {
      const tests = [...folders.slice(0, depth), name];
      const prefix = `${tests.join('/')}/`;
      if ([...paths].some((path) => path.startsWith(prefix))) return { folders: tests, depth };
    }
  }
  return null;
}
