import { isPlainWord, type ProjectTree, type PythonProject, readPythonProject } from 'codex-codemod';

/** What a repository has that a guide tells of. */
export interface Repository {
  readonly paths: readonly string[];
  readonly project: PythonProject;
  /** What its files say that it needs or runs, comments left out. */
  readonly declared: string;
  /** The command that checks types; null without Python. */
  readonly typeCheck: string | null;
  /** True when GitHub runs a workflow. */
  readonly hasWorkflow: boolean;
}

const ALSO_DECLARE: readonly string[] = ['tox.ini', 'noxfile.py', 'Pipfile'];

/** Reads what a guide depends on. */
export async function readRepository(tree: ProjectTree): Promise<Repository> {
  const paths = await tree.paths();
  const project = await readPythonProject(tree);
  const others = await Promise.all(ALSO_DECLARE.map((path) => tree.read(path)));
  const declared = [project.declared, ...others.map((bytes) => bytes?.toString('utf8') ?? '')].join('\n');
  return {
    paths,
    project,
    declared: declared.replace(/(?:^|\s)#.*$/gm, ''),
    typeCheck: typeCheckCommand(project),
    hasWorkflow: paths.some((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)),
  };
}

function typeCheckCommand({ hasPython, targets }: PythonProject): string | null {
  if (!hasPython) return null;
  const plain = targets.filter(isPlainWord);
  return plain.length === 0 ? 'mypy .' : `mypy ${plain.join(' ')}`;
}

/** True when the files of the repository name a package or tool. */
export function declares({ declared }: Pick<Repository, 'declared'>, name: string): boolean {
  return new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'i').test(declared);
}

/** True when the repository has one of these files at its top. */
export function hasFile({ paths }: Pick<Repository, 'paths'>, ...names: readonly string[]): boolean {
  return names.some((name) => paths.includes(name));
}
