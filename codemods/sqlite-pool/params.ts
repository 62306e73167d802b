import type { ParamSpecs } from 'codex-codemod';

export const params = {
  'with-test': {
    type: 'boolean',
    default: false,
    description: 'Also write a pytest file for each changed Python module that shows the repair at work.',
  },
} as const satisfies ParamSpecs;
