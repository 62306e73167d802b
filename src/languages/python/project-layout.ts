import { STDLIB_MODULES } from './imports/stdlib-modules.js';

/** A package of a repository, as an import statement names it. */
export interface PythonPackage {
  /** Dotted: `acme`, or `acme.tool` for one in a namespace. */
  readonly name: string;
  /** From the root, such as `src/acme`. */
  readonly folder: string;
}

/** Where the packages of a repository stand. */
export interface PythonLayout {
  /** The folder that has to be on `sys.path`: `src`, or empty for the root. */
  readonly importRoot: string;
  /** Those at the top, without tests, documentation and tools; sorted. */
  readonly packages: readonly PythonPackage[];
  /** Names of the modules that stand beside them, without `setup`, `conftest` and the like; sorted. */
  readonly modules: readonly string[];
}

/** What setuptools leaves out of a flat layout (`setuptools.discovery.FlatLayoutPackageFinder`), and folders of tools. */
const NO_PACKAGES = new Set(
  `benchmark benchmarks bin build changelog ci debian dist doc docs documentation example examples exercise exercises fabfile
  htmlcov manpages news newsfragments noxfile python script scripts setup site_scons src tasks test tests tool tools typings
  unit_test unit_tests util utils vendor venv env node_modules conftest manage`.split(/\s+/),
);

/**
 * Tells the layout from the paths of all files: packages in `src`, else at the root. A folder without `__init__.py` is a
 * namespace (PEP 420), in `src` always, and at the root where no other package stands there.
 */
export function pythonLayout(paths: readonly string[]): PythonLayout {
  const files = new Set(paths);
  const below = (folder: string) => packagesBelow(paths, files, folder);
  if (files.has('src/__init__.py')) {
    const inner = below('src').map(({ name, folder }) => ({ name: `src.${name}`, folder }));
    return {
      importRoot: '',
      packages: inner.length > 0 ? inner : [{ name: 'src', folder: 'src' }],
      modules: modulesIn(paths, ''),
    };
  }
  if (paths.some((path) => path.startsWith('src/') && path.endsWith('.py'))) {
    return { importRoot: 'src', packages: below('src'), modules: modulesIn(paths, 'src') };
  }
  return { importRoot: '', packages: below(''), modules: modulesIn(paths, '') };
}

function packagesBelow(paths: readonly string[], files: ReadonlySet<string>, root: string): readonly PythonPackage[] {
  const folders = foldersIn(paths, root).filter((folder) => !NO_PACKAGES.has(nameOf(folder)));
  const regular = folders.filter((folder) => files.has(`${folder}/__init__.py`)).map((folder) => packageAt(root, folder));
  const isOnlyRegular = root === '' && regular.length > 0;
  const others = isOnlyRegular ? [] : folders.filter((folder) => !files.has(`${folder}/__init__.py`));
  return [...regular, ...others.flatMap((folder) => inNamespace(paths, files, root, folder))].sort(byName);
}

/** The packages of a namespace; in `src`, a folder with modules and no packages is one itself. */
function inNamespace(
  paths: readonly string[],
  files: ReadonlySet<string>,
  root: string,
  folder: string,
): readonly PythonPackage[] {
  const inner = foldersIn(paths, folder).filter((one) => files.has(`${one}/__init__.py`));
  if (inner.length > 0) return inner.map((one) => packageAt(root, one));
  return root !== '' && modulesIn(paths, folder).length > 0 ? [packageAt(root, folder)] : [];
}

function packageAt(root: string, folder: string): PythonPackage {
  return { name: folder.slice(root === '' ? 0 : root.length + 1).replaceAll('/', '.'), folder };
}

/** The folders directly in one whose names can be imported and that hold Python at any depth. */
function foldersIn(paths: readonly string[], root: string): readonly string[] {
  const prefix = root === '' ? '' : `${root}/`;
  const found = new Set<string>();
  for (const path of paths) {
    if (!path.startsWith(prefix) || !path.endsWith('.py')) continue;
    const [name = '', ...rest] = path.slice(prefix.length).split('/');
    if (rest.length > 0 && isModuleName(name)) found.add(`${prefix}${name}`);
  }
  return [...found];
}

function modulesIn(paths: readonly string[], root: string): readonly string[] {
  const prefix = root === '' ? '' : `${root}/`;
  const names = paths.flatMap((path) => {
    const name = path.startsWith(prefix) && path.endsWith('.py') ? path.slice(prefix.length, -'.py'.length) : '';
    return isModuleName(name) && !NO_PACKAGES.has(name) && name !== '__init__' ? [name] : [];
  });
  return names.sort();
}

function nameOf(folder: string): string {
  return folder.slice(folder.lastIndexOf('/') + 1);
}

function byName(a: PythonPackage, b: PythonPackage): number {
  return a.name < b.name ? -1 : 1;
}

const KEYWORDS = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import
  in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);

/** True for what can stand in an import statement, in ASCII: no keyword, no `-`. */
export function isModuleName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !KEYWORDS.has(name);
}

/** True for a top-level module of CPython's standard library, 3.8 to 3.14. */
export function isStdlibModule(name: string): boolean {
  return STDLIB_MODULES.has(name);
}
