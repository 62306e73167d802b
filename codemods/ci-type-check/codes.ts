import type { CodeDoc } from 'codex-codemod';

export const CODES = {
  TYPE001: {
    title: 'There is no job to add the type check to',
    cause: 'No workflow of the repository tests the project, or the one that would be the CI is none.',
    remedy: 'Run ci-workflow first, or name the workflow and its job: --param workflow=FILE --param job=NAME.',
    example: 'A repository without .github/workflows',
  },
  TYPE002: {
    title: 'Several jobs or workflows may be the one',
    cause: 'More than one tests the project.',
    remedy: 'Name one: --param workflow=tests.yml --param job=unit.',
    example: 'jobs:\n  unit:\n    steps:\n      - run: pytest unit\n  slow:\n    steps:\n      - run: pytest slow',
  },
  TYPE003: {
    title: 'What is to be checked cannot be told',
    cause: 'There is no src folder with Python, and no package, or several.',
    remedy: 'Name it: --param target=package.',
    example: 'alpha/__init__.py and beta/__init__.py, and no src',
  },
  TYPE004: {
    title: 'How the job installs the project cannot be seen',
    cause:
      'mypy needs the project and what it imports; tox, a script or a container installs them where other steps do not find them.',
    remedy: 'Add mypy to the environment of that tool, and let the job run it.',
    example: 'jobs:\n  verify:\n    steps:\n      - uses: actions/checkout@v4\n      - run: tox',
  },
  TYPE005: {
    title: 'The step cannot be added exactly',
    cause: 'The steps of the job are an alias, are named by one, or are written so that there is no exact edit.',
    remedy: 'Add the step by hand.',
    example: 'jobs:\n  verify:\n    steps: *common',
  },
  TYPE006: {
    title: 'Types are checked in another way',
    cause: 'The CI runs another type checker, or mypy through pre-commit.',
    remedy: 'Nothing has to be done.',
    example: 'steps:\n  - run: pyright src',
    information: true,
  },
} as const satisfies Readonly<Record<string, CodeDoc>>;
