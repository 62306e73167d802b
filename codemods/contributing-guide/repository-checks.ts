import { declares, hasFile, type Repository } from './read-repository.js';

/** A check that a repository has. */
export interface RepositoryCheck {
  readonly command: string;
  readonly what: string;
  /** The package that brings it. */
  readonly package: string;
}

/** The checks of a repository, by its files; mypy is one in every repository with Python. */
export function repositoryChecks(repository: Repository): readonly RepositoryCheck[] {
  const has = (name: string, ...files: readonly string[]): boolean => declares(repository, name) || hasFile(repository, ...files);
  const hasTests = repository.paths.some((path) => /(?:^|\/)(?:conftest|test_[^/]*|[^/]*_test)\.py$/.test(path));
  const all: readonly (RepositoryCheck & { readonly isThere: boolean })[] = [
    { isThere: hasTests || has('pytest', 'pytest.ini'), command: 'pytest', what: 'the tests', package: 'pytest' },
    { isThere: has('ruff', 'ruff.toml', '.ruff.toml'), command: 'ruff check .', what: 'the linter', package: 'ruff' },
    { isThere: has('flake8', '.flake8'), command: 'flake8', what: 'the linter', package: 'flake8' },
    { isThere: has('black'), command: 'black --check .', what: 'the formatting', package: 'black' },
    {
      isThere: repository.typeCheck !== null,
      command: repository.typeCheck ?? '',
      what: 'static type checks',
      package: 'mypy',
    },
    {
      isThere: hasFile(repository, '.pre-commit-config.yaml'),
      command: 'pre-commit run --all-files',
      what: 'the hooks that run before each commit',
      package: 'pre-commit',
    },
  ];
  return all.filter(({ isThere }) => isThere);
}
