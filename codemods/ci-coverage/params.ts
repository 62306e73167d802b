import type { ParamSpecs } from 'codex-codemod';

export const PARAMS = {
  target: {
    type: 'string',
    default: '',
    description: 'What is measured: a path or package. Empty: src, else the package, else all.',
  },
  workflow: {
    type: 'string',
    default: '',
    description: 'The workflow that is the CI: its path, or its name in .github/workflows.',
  },
  job: { type: 'string', default: '', description: 'The job whose tests are measured. Empty: the one that tests the project.' },
  pins: {
    type: 'list',
    default: [],
    description: 'Releases of actions for new steps: owner/name=ref, or owner/name=SHA#version.',
  },
} as const satisfies ParamSpecs;
