import type { Job, Part, ProjectFinding, Role, Workflow } from 'codex-codemod';
import { stepsOf } from './job-texts.js';
import { type JobName, jobFor } from './missing-jobs.js';
import { missingSteps } from './missing-steps.js';
import { type Run, report } from './run.js';

/** The steps of the templates, in their order. */
const STEPS: Readonly<Record<JobName, readonly Role[]>> = {
  build: ['checkout', 'setup-python', 'build'],
  verify: ['checkout', 'setup-python', 'install', 'test'],
};

export interface MainJob {
  readonly job: Job;
  readonly name: JobName;
}

/** The jobs of a CI that are given the steps that they lack: those that are plainly its build and its verify. */
export function mainJobs(jobs: readonly Job[]): readonly MainJob[] {
  const verify = jobFor('verify', jobs);
  const build = jobFor('build', jobs);
  const testing = jobs.filter((job) => job !== build);
  return [
    ...(build === null || build === verify || build.id !== 'build' ? [] : [{ job: build, name: 'build' as const }]),
    ...(verify === null || (verify.id !== 'verify' && testing.length > 1) ? [] : [{ job: verify, name: 'verify' as const }]),
  ];
}

/** What a job is given, a finding where that cannot be seen, and a text where it cannot be given exactly. */
export type Addition = Part | ProjectFinding | string;

/** @param path the CI, which findings are about. */
export function addedSteps(run: Run, workflow: Workflow, { job, name }: MainJob, path: string): readonly Addition[] {
  if (job.isOff || job.calls !== '') return [];
  const roles = STEPS[name];
  const missing = missingSteps(workflow, job, roles);
  if (missing === 'unseen') {
    return [report(run, 'CI012', path, `the job ${job.id} may lack steps; what it runs cannot be seen`)];
  }
  const texts = stepsOf(run.texts[name]);
  return [...missing].map(([behind, lacking]) => {
    const items = lacking.map((role) => texts[roles.indexOf(role)] ?? '');
    const where = behind < 0 ? { before: 0 } : behind === job.steps.length - 1 ? ('end' as const) : { after: behind };
    const edits = job.editable === null ? null : workflow.services.addItems(job.editable, items, where);
    const what = `the job ${job.id} has no step for ${lacking.join(', ')}`;
    return edits === null ? `${what}, and none can be added exactly` : { reason: what, at: job.pair, edits };
  });
}
