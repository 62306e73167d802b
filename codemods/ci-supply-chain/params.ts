import type { ParamSpecs } from 'codex-codemod';

export const PARAMS = {
  workflow: {
    type: 'string',
    default: 'supply-chain.yml',
    description: 'The workflow that gets the jobs; it is made where it is missing.',
  },
  cron: { type: 'string', default: '41 4 * * 2', description: 'When a workflow that is made runs by itself, in UTC.' },
  triggers: {
    type: 'list',
    default: [],
    description: 'Events that start a workflow that is made, too: push, pull_request, merge_group.',
  },
  pins: { type: 'list', default: [], description: 'Releases of actions: owner/name=ref, or owner/name=SHA#version.' },
} as const satisfies ParamSpecs;
