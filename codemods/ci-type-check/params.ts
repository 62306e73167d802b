import type { ParamSpecs } from 'codex-codemod';

export const PARAMS = {
  target: {
    type: 'string',
    default: '',
    description: 'What mypy checks: paths, separated by spaces. Empty: src, else the package.',
  },
  workflow: {
    type: 'string',
    default: '',
    description: 'The workflow that is the CI: its path, or its name in .github/workflows.',
  },
  job: { type: 'string', default: '', description: 'The job that gets the step. Empty: the one that tests the project.' },
} as const satisfies ParamSpecs;
