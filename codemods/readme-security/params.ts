import type { ParamSpecs, ProjectContext } from 'codex-codemod';

export const params = {
  before: {
    type: 'string',
    default: '',
    description:
      'The heading before which the section goes. Empty: License or Contributing, whichever comes first, else the end.',
  },
} as const satisfies ParamSpecs;

export type ReadmeContext = ProjectContext<typeof params>;
