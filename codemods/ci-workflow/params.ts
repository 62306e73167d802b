import { CodemodError, checkTriggers, type ParamSpecs, type Params, workflowPath } from 'codex-codemod';

export const PARAMS = {
  workflow: {
    type: 'string',
    default: '',
    description: 'The workflow that is the CI: its path, or its name in .github/workflows. It is made where it is missing.',
  },
  triggers: {
    type: 'list',
    default: [],
    description: 'Events beside workflow_dispatch that start it: push, pull_request, merge_group.',
  },
  python: { type: 'string', default: '3.12', description: 'The version of Python that new steps set up.' },
  pins: {
    type: 'list',
    default: [],
    description: 'Releases of actions for new steps: owner/name=ref, or owner/name=SHA#version.',
  },
} as const satisfies ParamSpecs;

export type Settings = Params<typeof PARAMS>;

/** @throws CodemodError `param-invalid`. */
export function checkSettings({ triggers, python, workflow }: Settings): void {
  checkTriggers('ci-workflow', triggers);
  if (workflow !== '') workflowPath('ci-workflow', workflow);
  if (!/^[\w.-]+$/.test(python)) {
    throw new CodemodError('param-invalid', `ci-workflow: python must be a version such as 3.12, not ${JSON.stringify(python)}.`);
  }
}
