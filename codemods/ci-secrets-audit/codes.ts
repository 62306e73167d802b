import type { CodeDoc } from 'codex-codemod';

export const CODES = {
  SEC001: {
    title: 'There is no baseline yet',
    cause: 'The audit compares a fresh scan with .secrets.baseline, which is not there; it fails until it is.',
    remedy: 'Run the codemod secrets-baseline, or detect-secrets scan > .secrets.baseline, and commit the file.',
    example: 'A repository without .secrets.baseline',
    information: true,
  },
  SEC002: {
    title: 'The audit does not run when it should',
    cause:
      'A job compares the baseline, but not for every pull request and on a schedule, and its workflow has other jobs that would run then, too.',
    remedy: 'Move the job into a workflow of its own, or add the events by hand.',
    example:
      'on: push\njobs:\n  test:\n    steps:\n      - run: pytest\n  secrets:\n    steps:\n      - run: npx codex-codemod secrets diff',
  },
  SEC003: {
    title: 'Something else stands where the workflow would be made',
    cause: 'The file cannot be read as a workflow, or audits no secrets.',
    remedy: 'Name another file: --param workflow=FILE.',
    example:
      '# .github/workflows/secrets-audit.yml\non: push\njobs:\n  gitleaks:\n    steps:\n      - uses: gitleaks/gitleaks-action@v2',
  },
  SEC004: {
    title: 'The events cannot be added exactly',
    cause: 'They are an alias, or written so that there is no exact edit.',
    remedy: 'Add pull_request and schedule by hand.',
    example: 'on: *events',
  },
} as const satisfies Readonly<Record<string, CodeDoc>>;
