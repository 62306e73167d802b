import { type ProjectFacts, type ProjectTree, type PythonLayout, projectFacts, pythonLayout } from 'codex-codemod';

/** What is known of the repository before anything is decided. */
export interface Repository {
  readonly paths: ReadonlySet<string>;
  readonly layout: PythonLayout;
  readonly facts: ProjectFacts;
  readonly hasPython: boolean;
  readonly hasOtherLanguage: boolean;
  /** True when it is built or installed as a project. */
  readonly isProject: boolean;
}

const PROJECT_FILES = ['pyproject.toml', 'setup.py', 'setup.cfg'];
const OTHER_LANGUAGE =
  /\.(?:[cm]?[jt]sx?|go|rs|java|kt|scala|rb|php|cs|fs|c|cc|cpp|h|hpp|swift|m|ex|exs|hs|clj|dart|lua|pl|r|jl)$/i;

export async function readRepository(tree: ProjectTree): Promise<Repository> {
  const paths = await tree.paths();
  const pyproject = (await tree.read('pyproject.toml'))?.toString('utf8') ?? '';
  const isProject = PROJECT_FILES.some((file) => paths.includes(file));
  return {
    paths: new Set(paths),
    layout: pythonLayout(paths),
    facts: projectFacts(pyproject),
    hasPython: isProject || paths.some((path) => path.endsWith('.py')),
    hasOtherLanguage: paths.some((path) => OTHER_LANGUAGE.test(path)),
    isProject,
  };
}
