import { dottedName, type Repository } from './repository.js';

/** Where a command line is, and where what it needs goes. Paths are from the root. */
export interface Home {
  /** `src/acme/cli.py` */
  readonly path: string;
  /** `acme.cli` */
  readonly module: string;
  /** The package that the file stands in, `acme`. */
  readonly package: string;
  /** `src/acme/cli_tasks` */
  readonly tasksFolder: string;
  readonly testFolder: string;
  /** What has to be on `sys.path`; empty for the root. */
  readonly importRoot: string;
}

export function homeAt(path: string, { paths, layout: { importRoot } }: Repository): Home {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const name = dottedName(folder, importRoot);
  const stem = path.slice(folder.length + 1, -'.py'.length);
  return {
    path,
    module: stem === '__init__' ? name : `${name}.${stem}`,
    package: name,
    tasksFolder: `${folder}/cli_tasks`,
    testFolder: `${testsOf(paths)}/test_cli_tasks`,
    importRoot,
  };
}

function testsOf(paths: ReadonlySet<string>): string {
  const has = (folder: string): boolean => [...paths].some((path) => path.startsWith(`${folder}/`));
  return !has('tests') && has('test') ? 'test' : 'tests';
}
