/** Where a module is imported from, and where its test goes. Paths are relative to the root, `/`-separated. */
export interface ModuleHome {
  /** The dotted name under which the module is imported. */
  readonly name: string;
  /** The folder that has to be on `sys.path`; empty for the root. */
  readonly importRoot: string;
  readonly testPath: string;
}

/** Null for a module whose name cannot be imported, such as `a-b.py`. */
export function homeOf(path: string, paths: ReadonlySet<string>): ModuleHome | null {
  const folders = path.split('/');
  const stem = (folders.pop() ?? '').replace(/\.py$/, '');
  const packages: string[] = [];
  while (folders.length > 0 && paths.has(`${folders.join('/')}/__init__.py`)) packages.unshift(folders.pop() ?? '');
  const parts = stem === '__init__' ? packages : [...packages, stem];
  if (parts.length === 0 || !parts.every((part) => /^[A-Za-z_]\w*$/.test(part))) return null;
  const importRoot = folders.join('/');
  const known = ['tests', 'test'].find((folder) => [...paths].some((other) => other.startsWith(`${folder}/`)));
  const words = [...folders.filter((folder) => folder !== 'src' && folder !== 'lib'), ...parts].join('_').replaceAll(/\W/g, '_');
  const folder = known ?? importRoot;
  const file = `test_${words}_pool.py`;
  return { name: parts.join('.'), importRoot, testPath: folder === '' ? file : `${folder}/${file}` };
}
