import { declares, hasFile, type Repository } from './read-repository.js';
import { repositoryChecks } from './repository-checks.js';

/** The commands that make a repository ready for work. */
export function setUpCommands(repository: Repository): readonly string[] {
  const { isPackage, extra, requirements } = repository.project;
  const wanted = [...repositoryChecks(repository).map((check) => check.package), 'detect-secrets'];
  const missing = wanted.filter((name) => !declares(repository, name));
  return [
    ...(isPackage ? [`python -m pip install -e ${extra === '' ? '.' : `".[${extra}]"`}`] : []),
    ...requirements.map((path) => `python -m pip install -r ${path}`),
    ...(missing.length === 0 ? [] : [`python -m pip install ${missing.join(' ')}`]),
    ...(hasFile(repository, '.pre-commit-config.yaml') ? ['pre-commit install'] : []),
  ];
}
