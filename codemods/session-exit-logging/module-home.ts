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
  const name = parts.join('.');
  const importRoot = folders.join('/');
  const folder = TEST_FOLDERS.find((known) => [...paths].some((other) => other.startsWith(`${known}/`)));
  const words = [...folders, ...parts].filter((word) => word !== 'src' && word !== 'lib').join('_');
  const file = `test_${words.replaceAll(/\W/g, '_')}_exit.py`;
  const testFolder = folder ?? importRoot;
  return name === '' ? null : { name, importRoot, testPath: testFolder === '' ? file : `${testFolder}/${file}` };
}
