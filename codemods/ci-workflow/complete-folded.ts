import { editedWorkflow, foldWorkflow, mergeEdits, type ProjectFinding, type Workflow } from 'codex-codemod';
import { addedSteps, type MainJob, mainJobs } from './complete-jobs.js';
import { type Foldable, type Run, report } from './run.js';

interface Completed {
  readonly foldable: readonly Foldable[];
  readonly findings: readonly ProjectFinding[];
}

/**
 * Gives the jobs that are folded in what the CI's own jobs would get, so that the next run finds nothing to add. A workflow that
 * cannot be completed exactly is not folded in.
 */
export async function completeFolded(
  run: Run,
  ci: Workflow | null,
  foldable: readonly Foldable[],
  path: string,
): Promise<Completed> {
  const main = mainJobs([...(ci?.jobs ?? []), ...foldable.flatMap(({ workflow }) => workflow.jobs)]);
  const completed: Foldable[] = [];
  const findings: ProjectFinding[] = [];
  for (const one of foldable) {
    const { workflow } = one;
    const own = main.filter(({ job }) => workflow.jobs.includes(job));
    const next = await complete(run, one, own, path);
    if (typeof next === 'string') {
      // Without this one, other jobs may be the build and the verify of the CI.
      const others = await completeFolded(
        run,
        ci,
        foldable.filter((other) => other !== one),
        path,
      );
      const message = `the disabled workflow is left as it is: ${next}`;
      const refusal = report(run, 'CI007', workflow.path, message, 'Should its jobs run in the CI?');
      return { foldable: others.foldable, findings: [refusal, ...others.findings] };
    }
    completed.push(next.foldable);
    findings.push(...next.findings);
  }
  return { foldable: completed, findings };
}

/** A text says why it cannot be done. */
async function complete(
  run: Run,
  one: Foldable,
  own: readonly MainJob[],
  path: string,
): Promise<{ readonly foldable: Foldable; readonly findings: readonly ProjectFinding[] } | string> {
  const { workflow, wakes } = one;
  const awake = own.map(({ job, name }) => ({ job: { ...job, isOff: job.isOff && !wakes }, name }));
  const additions = awake.flatMap((main) => addedSteps(run, workflow, main, path));
  const refused = additions.find((addition) => typeof addition === 'string');
  if (refused !== undefined) return refused;
  const findings = additions.flatMap((addition) => (typeof addition === 'object' && 'kind' in addition ? [addition] : []));
  const edits = additions.flatMap((addition) => (typeof addition === 'object' && 'edits' in addition ? addition.edits : []));
  if (edits.length === 0) return { foldable: one, findings };
  const edited = await editedWorkflow(workflow, mergeEdits(edits));
  if (edited === null) return 'its jobs cannot be given the steps that they lack';
  const fold = await foldWorkflow(edited, wakes);
  return 'refused' in fold ? fold.refused : { foldable: { workflow: edited, wakes, jobs: fold.jobs }, findings };
}
