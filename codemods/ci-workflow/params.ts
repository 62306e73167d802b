import { CodemodError, type ParamSpecs, type Params } from 'codex-codemod';

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

const EVENTS = ['push', 'pull_request', 'merge_group', 'workflow_dispatch'];

/** @throws CodemodError `param-invalid`. */
export function checkSettings({ triggers, python, workflow }: Settings): void {
  const strange = triggers.find((event) => !EVENTS.includes(event));
  if (strange !== undefined) refuse(`triggers must be of ${EVENTS.join(', ')}, not ${JSON.stringify(strange)}`);
  if (!/^[\w.-]+$/.test(python)) refuse(`python must be a version such as 3.12, not ${JSON.stringify(python)}`);
  if (workflow !== '' && !/^(?:\.github\/workflows\/)?[\w.-]+\.ya?ml$/.test(workflow)) {
    refuse(`workflow must be a .yml or .yaml file right in .github/workflows, not ${JSON.stringify(workflow)}`);
  }
}

function refuse(why: string): never {
  throw new CodemodError('param-invalid', `ci-workflow: ${why}.`);
}
