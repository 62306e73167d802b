import { chooseCi, verifyJob } from './choose-ci.js';
import type { Workflows } from './open-workflows.js';
import { rolesOfJob } from './roles.js';
import type { Job, Workflow } from './workflow.js';

/** The job that a step is to be added to; or why there is none, with what to ask where a person can tell. */
export type VerifyJob =
  | { readonly workflow: Workflow; readonly job: Job }
  | { readonly missing: string; readonly path: string }
  | { readonly ambiguous: string; readonly path: string; readonly question: string };

/** @param wanted the workflow and the job that the user names; empty for those that are found by what they do. */
export function findVerify(workflows: Workflows, wanted: { readonly workflow: string; readonly job: string }): VerifyJob {
  const choice = chooseCi(workflows, wanted.workflow);
  if (choice.kind === 'none') return { missing: 'no workflow tests the project', path: choice.path };
  if (choice.kind === 'unreadable') return { missing: 'the workflow cannot be read', path: choice.path };
  if (choice.kind === 'other') return { missing: `it is not the CI: ${choice.why}`, path: choice.workflow.path };
  if (choice.kind === 'several') {
    const names = choice.workflows.map(({ path }) => path);
    const question = 'Which workflow is the CI (--param workflow=FILE)?';
    return { ambiguous: `several workflows may be the CI: ${names.join(', ')}`, path: names[0] ?? '', question };
  }
  const { workflow } = choice;
  const job = verifyJob(workflow, wanted.job);
  if (job !== null) return { workflow, job };
  const { path } = workflow;
  if (wanted.job !== '') return { missing: `it has no job ${wanted.job}`, path };
  const named = workflow.jobs.find(({ id }) => id === 'verify');
  if (named !== undefined) return { workflow, job: named };
  const isTested = workflow.jobs.some((one) => rolesOfJob(one).has('test'));
  if (!isTested) return { missing: 'no job of it tests the project', path };
  const question = 'Which job is it (--param job=NAME)?';
  return { ambiguous: 'no job of it is plainly the one that tests the project', path, question };
}
