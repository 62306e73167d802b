import type { CodeDoc } from 'codex-codemod';

export const CODES = {
  SUP001: {
    title: 'The workflow cannot be added to',
    cause: 'The file that would get the jobs cannot be read as a workflow, or is there for other workflows to call.',
    remedy: 'Name another file: --param workflow=FILE.',
    example: '# .github/workflows/supply-chain.yml\non: workflow_call\njobs: {}',
  },
  SUP002: {
    title: 'A job of that name does something else',
    cause: 'The workflow has a job sbom or osv-scan that writes no bill of materials, or does not scan.',
    remedy: 'Give it another name, and run the codemod again.',
    example: 'jobs:\n  sbom:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo later',
  },
  SUP003: {
    title: 'The jobs cannot be added exactly',
    cause: 'The jobs are an alias, or written so that there is no exact edit; flow style has no place for the comment of a pin.',
    remedy: 'Add the jobs by hand.',
    example: 'jobs: {lint: {runs-on: ubuntu-latest, steps: []}}',
  },
} as const satisfies Readonly<Record<string, CodeDoc>>;
