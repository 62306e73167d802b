import { declares, hasFile, type Repository } from './read-repository.js';
import { repositoryChecks } from './repository-checks.js';

const REQUIREMENTS = /^(?:[\w-]*requirements[\w-]*|requirements\/[\w-]+)\.txt$/;
const EXTRAS: readonly string[] = ['dev', 'test', 'tests'];

/** The commands that make a repository ready for work. */
export function setUpCommands(repository: Repository): readonly string[] {
  const missing = repositoryChecks(repository)
    .map((check) => check.package)
    .filter((name) => !declares(repository, name));
  return [
    ...project(repository),
    ...repository.paths.filter((path) => REQUIREMENTS.test(path)).map((path) => `python -m pip install -r ${path}`),
    `python -m pip install ${[...missing, ...(declares(repository, 'detect-secrets') ? [] : ['detect-secrets'])].join(' ')}`,
    ...(hasFile(repository, '.pre-commit-config.yaml') ? ['pre-commit install'] : []),
  ].filter((command) => command !== 'python -m pip install ');
}

function project({ declared, paths }: Repository): readonly string[] {
  const isProject = /^\[(?:project|tool\.poetry)\]/m.test(declared) || hasFile({ paths }, 'setup.py');
  if (!isProject) return [];
  const [, extras = ''] = /^\[project\.optional-dependencies\]([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(declared) ?? [];
  const extra = EXTRAS.find((name) => new RegExp(`^\\s*"?${name}"?\\s*=`, 'm').test(extras));
  return [`python -m pip install -e ${extra === undefined ? '.' : `".[${extra}]"`}`];
}
