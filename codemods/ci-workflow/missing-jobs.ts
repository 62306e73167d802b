import { type Job, type ProjectFinding, type Role, rolesOfJob, type Workflow, whyNotCi } from 'codex-codemod';
import { type Foldable, type Run, report } from './run.js';

export type JobName = 'build' | 'verify';

const ROLE: Readonly<Record<JobName, Role>> = { build: 'build', verify: 'test' };
const OF_PYTHON: readonly Role[] = ['setup-python', 'install', 'test', 'type-check', 'build'];

/** The jobs that are not there, as YAML text, with findings where one is not added. */
export function missingJobs(
  run: Run,
  ci: Workflow | null,
  foldable: readonly Foldable[],
): { readonly jobs: Readonly<Record<string, string>>; readonly findings: readonly ProjectFinding[] } {
  const jobs: Record<string, string> = {};
  const findings: ProjectFinding[] = [];
  const folded = foldable.flatMap(({ workflow }) => workflow.jobs);
  for (const name of ['build', 'verify'] as const) {
    if (jobFor(name, [...(ci?.jobs ?? []), ...folded]) !== null) continue;
    const taken = [...(ci?.jobs ?? []), ...folded].find(({ id }) => id === name);
    const elsewhere = otherWorkflow(run, ci, foldable, name);
    if (taken !== undefined) findings.push(takenName(run, ci?.path ?? '.github/workflows/ci.yml', taken));
    else if (elsewhere !== null)
      findings.push(report(run, 'CI011', elsewhere.path, `it has a job for ${name}; the CI gets none`));
    else jobs[name] = run.texts[name];
  }
  return { jobs, findings };
}

/** The job that builds, or the one that tests: by what its steps do, else by its name where it is one of Python. */
export function jobFor(name: JobName, jobs: readonly Job[]): Job | null {
  const named = jobs.find(({ id }) => id === name);
  if (named !== undefined && (isOfPython(named) || isBare(named))) return named;
  return jobs.find((job) => rolesOfJob(job).has(ROLE[name])) ?? null;
}

function isOfPython(job: Job): boolean {
  return OF_PYTHON.some((role) => rolesOfJob(job).has(role));
}

/** Nothing but a checkout, which says nothing yet. */
function isBare(job: Job): boolean {
  return job.calls === '' && job.node !== null && [...rolesOfJob(job)].every((role) => role === 'checkout');
}

function otherWorkflow({ workflows }: Run, ci: Workflow | null, foldable: readonly Foldable[], name: JobName): Workflow | null {
  const folded = new Set(foldable.map(({ workflow }) => workflow.path));
  const others = workflows.all.filter((one) => one.path !== ci?.path && !folded.has(one.path) && whyNotCi(one) === null);
  return others.find(({ jobs }) => jobs.some((job) => !job.isOff && rolesOfJob(job).has(ROLE[name]))) ?? null;
}

function takenName(run: Run, path: string, { id, calls }: Job): ProjectFinding {
  if (calls !== '') return report(run, 'CI012', path, `the job ${id} calls ${calls}; what that does cannot be seen`);
  const message = `the job ${id} does something else than to ${id === 'build' ? 'build' : 'test'} this project`;
  return report(run, 'CI005', path, message, `What should the job be called that would be ${id}?`);
}
