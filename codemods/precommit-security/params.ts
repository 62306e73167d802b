import type { ParamSpecs, Params } from 'codex-codemod';

export const PARAMS = {
  'bandit-args': { type: 'list', default: ['-lll'], description: 'The arguments that the Bandit hook must have.' },
  'detect-secrets-args': {
    type: 'list',
    default: ['--baseline', '.secrets.baseline'],
    description: 'The arguments that the detect-secrets hook must have.',
  },
  pins: {
    type: 'list',
    default: [],
    description: 'Releases of new hooks: PyCQA/bandit=REV, Yelp/detect-secrets=SHA#REV.',
  },
} as const satisfies ParamSpecs;

export type Settings = Params<typeof PARAMS>;
