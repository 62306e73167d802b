import type { ParamSpecs, ProjectContext } from 'codex-codemod';

export const params = {
  path: {
    type: 'string',
    default: '',
    description: 'The guide, if it is not CONTRIBUTING.md at the top, in .github or in docs.',
  },
  create: {
    type: 'boolean',
    default: true,
    description: 'Write a short guide where there is none.',
  },
} as const satisfies ParamSpecs;

export type GuideContext = ProjectContext<typeof params>;
