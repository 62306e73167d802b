import type { CodeDoc } from 'codex-codemod';

const CI = 'on: push\njobs:\n';

export const CODES = {
  CI001: {
    title: 'There is no Python here',
    cause: 'The jobs that would be written build and test a Python project, and the run has found no .py file.',
    remedy: 'Run it at the top of the repository.',
    example: 'README.md and package.json, and no .py file',
    information: true,
  },
  CI002: {
    title: 'Several workflows may be the CI',
    cause: 'Both ci.yml and ci.yaml stand, or neither and several workflows test the project.',
    remedy: 'Name one: --param workflow=tests.yml.',
    example: '.github/workflows/tests.yml and .github/workflows/nightly.yml that both run pytest, and no ci.yml',
  },
  CI003: {
    title: 'The workflow cannot be read',
    cause: 'It is no YAML, holds several documents or none, or has no jobs.',
    remedy: 'Repair it or take it away, and run the codemod again.',
    example: 'on: push\non: pull_request\njobs: {}',
  },
  CI004: {
    title: 'The workflow is not there to check changes',
    cause: 'The file that would be the CI publishes, runs for releases, or is called by other workflows.',
    remedy: 'Name the CI with --param workflow=FILE; one that is not there yet is made.',
    example: '# .github/workflows/ci.yml\non: workflow_call\njobs:\n  lint:\n    runs-on: ubuntu-latest\n    steps: []',
  },
  CI005: {
    title: 'A job of that name does something else',
    cause: 'The workflow has a job build or verify that does not build or check this Python project.',
    remedy: 'Give one of the two another name, and run the codemod again.',
    example: `${CI}  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build .`,
  },
  CI006: {
    title: 'The edit cannot be made exactly',
    cause: 'What would be edited is an alias, is named by one, or is written so that there is no exact edit.',
    remedy: 'Make the change by hand, or write the part in block style without anchors.',
    example: `${CI}  verify:\n    runs-on: ubuntu-latest\n    steps: *common`,
  },
  CI007: {
    title: 'A disabled workflow cannot be folded in exactly',
    cause: 'What it sets would mean something else in another workflow or be lost, or a comment seems to say why it is off.',
    remedy: 'Move its jobs by hand and remove the file, or leave it.',
    example: 'concurrency: ${{ github.workflow }}\njobs:\n  build:\n    if: false\n    runs-on: ubuntu-latest\n    steps: []',
  },
  CI008: {
    title: 'Jobs of the CI are off',
    cause: 'They say `if: false`, and only a person knows why.',
    remedy: 'Take the condition away where the reason is gone.',
    example: `${CI}  verify:\n    if: false\n    runs-on: ubuntu-latest\n    steps: []`,
  },
  CI009: {
    title: 'A disabled workflow that publishes is left alone',
    cause: 'Folded into the CI, it would publish from every run of it.',
    remedy: 'Move what only builds by hand, or leave the file.',
    example: '# build.yml.disabled\njobs:\n  build:\n    steps:\n      - run: twine upload dist/*',
    information: true,
  },
  CI010: {
    title: 'The triggers of a folded workflow are not carried over',
    cause: 'A job runs when its workflow does; the events, branches and paths of the other file are not those of the CI.',
    remedy: 'Add the events that you want to the CI, or run the codemod with --param triggers=push,pull_request.',
    example: '# build.yml.disabled\non:\n  push:\n    branches: [main]',
    information: true,
  },
  CI011: {
    title: 'Another workflow does that already',
    cause: 'A job of another workflow tests or builds the project, so that none is added to the CI.',
    remedy: 'Move the job into the CI if it should be there.',
    example: '# .github/workflows/tests.yml\njobs:\n  unit:\n    steps:\n      - run: pytest',
    information: true,
  },
  CI012: {
    title: 'Steps may be missing that cannot be seen',
    cause: 'A container, a called workflow, a self-hosted runner, a script or an action may do what no step of it is seen to do.',
    remedy: 'Look whether the job checks out, sets up Python, installs and tests; add what is missing by hand.',
    example: `${CI}  verify:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: make test`,
    information: true,
  },
} as const satisfies Readonly<Record<string, CodeDoc>>;
