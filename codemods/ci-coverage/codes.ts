import type { CodeDoc } from 'codex-codemod';

export const CODES = {
  COV001: {
    title: 'There is no job that runs the tests',
    cause: 'No workflow of the repository tests the project, or the one that would be the CI is none.',
    remedy: 'Run ci-workflow first, or name the workflow and its job: --param workflow=FILE --param job=NAME.',
    example: 'A repository without .github/workflows',
  },
  COV002: {
    title: 'Several jobs or workflows may be the one',
    cause: 'More than one tests the project.',
    remedy: 'Name one: --param workflow=tests.yml --param job=unit.',
    example: 'jobs:\n  unit:\n    steps:\n      - run: pytest unit\n  slow:\n    steps:\n      - run: pytest slow',
  },
  COV003: {
    title: 'The tests are not started in a way that can be measured here',
    cause:
      'They run under unittest, tox, make or a script, in a container, several times, or in a folder that the script changes to.',
    remedy: 'Let that tool write htmlcov, and add a step that uploads it; for a folder, say working-directory instead of cd.',
    example: 'steps:\n  - run: tox',
  },
  COV004: {
    title: 'The edit cannot be made exactly',
    cause: 'The step is an alias, is named by one, or is written so that there is no exact edit.',
    remedy: 'Add --cov and --cov-report=html to the call of pytest by hand, and a step that uploads htmlcov.',
    example: 'jobs:\n  verify:\n    steps: *common',
  },
} as const satisfies Readonly<Record<string, CodeDoc>>;
