import {
  type ProjectFacts,
  type ProjectTree,
  type PythonLayout,
  type PythonPackage,
  projectFacts,
  pythonLayout,
} from 'codex-codemod';

/** What is known of the repository before anything is decided. */
export interface Repository {
  readonly paths: ReadonlySet<string>;
  readonly layout: PythonLayout;
  readonly facts: ProjectFacts;
  /** True when it is built or installed as a project. */
  readonly isProject: boolean;
  /** Packages that have the scaffold's Ingestor. */
  readonly ingestors: readonly PythonPackage[];
}

export async function readRepository(tree: ProjectTree): Promise<Repository> {
  const paths = await tree.paths();
  const layout = pythonLayout(paths);
  return {
    paths: new Set(paths),
    layout,
    facts: projectFacts((await tree.read('pyproject.toml'))?.toString('utf8') ?? ''),
    isProject: ['pyproject.toml', 'setup.py', 'setup.cfg'].some((file) => paths.includes(file)),
    ingestors: await findIngestors(tree, paths, layout),
  };
}

/** What the command needs of the package, as its `__init__.py` names it. */
const EXPORTS = ['Ingestor', 'Contract', 'BadLine', 'BadLines', 'Format'];

async function findIngestors(
  tree: ProjectTree,
  paths: readonly string[],
  { importRoot }: PythonLayout,
): Promise<readonly PythonPackage[]> {
  const found: PythonPackage[] = [];
  for (const path of paths) {
    const folder = path.slice(0, -'/ingestor.py'.length);
    const isBelow = path.endsWith('/ingestor.py') && (importRoot === '' || folder.startsWith(`${importRoot}/`));
    const init = isBelow ? ((await tree.read(`${folder}/__init__.py`))?.toString('utf8') ?? '') : '';
    if (!init.includes('from .ingestor import') || !EXPORTS.every((name) => new RegExp(`\\b${name}\\b`).test(init))) continue;
    found.push({ folder, name: dottedName(folder, importRoot) });
  }
  return found;
}

/** The name of a folder as an import has it. */
export function dottedName(folder: string, importRoot: string): string {
  return folder.slice(importRoot === '' ? 0 : importRoot.length + 1).replaceAll('/', '.');
}
