import type { ParamSpecs } from 'codex-codemod';

export const PARAMS = {
  'with-test': {
    type: 'boolean',
    default: false,
    description:
      'for Python, also write a pytest file that shows the check at work, beside the module or in its folder for tests',
  },
} as const satisfies ParamSpecs;
