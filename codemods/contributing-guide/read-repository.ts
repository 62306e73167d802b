import type { ProjectTree } from 'codex-codemod';
import { typeCheckCommand } from './type-check-command.js';

/** What a repository has that a guide tells of. */
export interface Repository {
  readonly paths: readonly string[];
  /** What its files say that it needs or runs, comments left out. */
  readonly declared: string;
  /** The command that checks types; null without Python. */
  readonly typeCheck: string | null;
  /** True when GitHub runs a workflow. */
  readonly hasWorkflow: boolean;
}

const DECLARES =
  /^(?:pyproject\.toml|setup\.(?:cfg|py)|tox\.ini|noxfile\.py|Pipfile|[\w-]*requirements[\w-]*\.(?:txt|in)|requirements\/[\w-]+\.(?:txt|in))$/;

/** Reads what a guide depends on. */
export async function readRepository(tree: ProjectTree): Promise<Repository> {
  const paths = await tree.paths();
  const texts = await Promise.all(paths.filter((path) => DECLARES.test(path)).map((path) => tree.read(path)));
  return {
    paths,
    declared: texts.map((bytes) => (bytes?.toString('utf8') ?? '').replace(/(?:^|\s)#.*$/gm, '')).join('\n'),
    typeCheck: typeCheckCommand(paths),
    hasWorkflow: paths.some((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)),
  };
}

/** True when the files of the repository name a package or tool. */
export function declares({ declared }: Pick<Repository, 'declared'>, name: string): boolean {
  return new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'i').test(declared);
}

/** True when the repository has one of these files at its top. */
export function hasFile({ paths }: Pick<Repository, 'paths'>, ...names: readonly string[]): boolean {
  return names.some((name) => paths.includes(name));
}
