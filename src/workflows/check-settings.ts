import { CodemodError } from '../core/errors.js';
import { WORKFLOWS } from './open-workflows.js';

/**
 * The path of a workflow that a user names, by its path or by its name.
 *
 * @throws CodemodError `param-invalid` for what is not right in the folder of workflows.
 */
export function workflowPath(owner: string, workflow: string): string {
  if (!/^(?:\.github\/workflows\/)?[\w.-]+\.ya?ml$/.test(workflow)) {
    const wanted = 'a .yml or .yaml file right in .github/workflows';
    throw new CodemodError('param-invalid', `${owner}: workflow must be ${wanted}, not ${JSON.stringify(workflow)}.`);
  }
  return workflow.startsWith(WORKFLOWS) ? workflow : WORKFLOWS + workflow;
}

/** @throws CodemodError `param-invalid` for what are no five fields of a schedule. */
export function checkCron(owner: string, cron: string): void {
  if (/^[\d*/,-]+(?: [\d*/,-]+){2}(?: [\dA-Z*/,-]+){2}$/.test(cron)) return;
  throw new CodemodError(
    'param-invalid',
    `${owner}: cron must be five fields such as "17 4 * * 1", not ${JSON.stringify(cron)}.`,
  );
}

const EVENTS = ['push', 'pull_request', 'merge_group', 'workflow_dispatch'];

/** @throws CodemodError `param-invalid` for events that a check of changes has no use for. */
export function checkTriggers(owner: string, triggers: readonly string[]): void {
  const strange = triggers.find((event) => !EVENTS.includes(event));
  if (strange === undefined) return;
  throw new CodemodError('param-invalid', `${owner}: triggers must be of ${EVENTS.join(', ')}, not ${JSON.stringify(strange)}.`);
}
