import type { ProjectTree } from '../core/project-tree.js';

/** What the files of a repository say about how it is installed, built and checked. Folders end without `/`. */
export interface PythonProject {
  /** The folder that these facts are of, from the root of the run; empty for the root itself. */
  readonly folder: string;
  readonly hasPython: boolean;
  /** True when it can be built and installed: there is a pyproject.toml with a project or a build system, or a setup.py. */
  readonly isPackage: boolean;
  /** Requirements files of the top, those for tests and development last. */
  readonly requirements: readonly string[];
  /** The extra that test tools are listed under, such as `test` or `dev`; empty for none. */
  readonly extra: string;
  /** `src` where that holds Python, else the top folders that are packages. */
  readonly targets: readonly string[];
  /** Texts of the files that list what is installed, and how pytest is configured. */
  readonly declared: string;
}

const REQUIREMENTS = /^(?:requirements(?:[-_.](?:dev|test|tests|testing))?|(?:dev|test)[-_.]requirements)\.txt$/;
const EXTRAS = ['test', 'tests', 'testing', 'dev'];
const NO_PACKAGES = new Set(['tests', 'test', 'docs', 'doc', 'examples', 'scripts', 'tools', 'benchmarks']);

export async function readPythonProject(tree: ProjectTree, folder = ''): Promise<PythonProject> {
  const base = folder === '' ? '' : `${folder}/`;
  const paths = (await tree.paths()).flatMap((path) => (path.startsWith(base) ? [path.slice(base.length)] : []));
  const read = async (path: string): Promise<string> =>
    ((await tree.read(base + path))?.toString('utf8') ?? '').replace(/^\ufeff/, '');
  const pyproject = await read('pyproject.toml');
  const requirements = paths.filter((path) => REQUIREMENTS.test(path)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const lists = await Promise.all(['setup.cfg', 'setup.py', 'pytest.ini', ...requirements].map(read));
  return {
    folder,
    hasPython: paths.some((path) => path.endsWith('.py')),
    isPackage: /^\[(?:project|build-system)\]/m.test(pyproject) || paths.includes('setup.py'),
    requirements,
    extra: extraOf(pyproject),
    targets: targetsOf(paths),
    declared: [pyproject, ...lists].join('\n'),
  };
}

function extraOf(pyproject: string): string {
  const [, table = ''] = /^\[project\.optional-dependencies\][^\n]*\n((?:(?!\[)[^\n]*\n?)*)/m.exec(pyproject) ?? [];
  return EXTRAS.find((name) => new RegExp(`^\\s*["']?${name}["']?\\s*=`, 'm').test(table)) ?? '';
}

function targetsOf(paths: readonly string[]): readonly string[] {
  if (paths.some((path) => /^src\/.*\.py$/.test(path))) return ['src'];
  const tops = paths.flatMap((path) => /^([^/]+)\/__init__\.py$/.exec(path)?.[1] ?? []);
  return tops.filter((name) => !NO_PACKAGES.has(name));
}

/** Words that a shell takes as they are, and no program for an option. */
export function isPlainWord(word: string): boolean {
  return /^[\w./][\w./-]*$/.test(word) && !word.split('/').includes('..');
}
