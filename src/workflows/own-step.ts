import type { Job, Step, Workflow } from './workflow.js';

/** True where an edit of a step and of the text that it runs is an edit of this step alone: no alias has to do with it. */
export function isOwnStep({ services }: Workflow, job: Job, step: Step): boolean {
  const node = job.editable?.items[step.index]?.node ?? null;
  if (node?.kind !== 'map' || node.anchor !== null || services.pair(node, '<<') !== null) return false;
  const run = services.pair(node, 'run')?.value ?? null;
  return run === null || (run.kind === 'scalar' && run.anchor === null);
}
