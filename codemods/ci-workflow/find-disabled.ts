import {
  foldWorkflow,
  type ProjectFinding,
  type ProjectTree,
  readWorkflow,
  rolesOfJob,
  tokenUse,
  type Workflow,
  whyNotCi,
} from 'codex-codemod';
import { type Foldable, type Run, report } from './run.js';

type Disabled = Pick<Foldable, 'workflow' | 'wakes'>;

/** The disabled build workflows that can be folded into the CI exactly, and findings for the others. */
export async function findDisabled(
  tree: ProjectTree,
  run: Run,
  ci: Workflow | null,
): Promise<{ readonly foldable: readonly Foldable[]; readonly findings: readonly ProjectFinding[] }> {
  const foldable: Foldable[] = [];
  const findings: ProjectFinding[] = [];
  for (const { workflow, wakes } of await disabledOnes(tree, run, ci, findings)) {
    const { path } = workflow;
    const why = whyNotCi(workflow);
    if (why !== null) {
      findings.push(report(run, 'CI009', path, `the disabled workflow is left alone: ${why}`));
      continue;
    }
    const fold = await foldWorkflow(workflow, wakes);
    const refused = 'refused' in fold ? fold.refused : clash(workflow, foldable, run, ci);
    if (refused !== null) {
      findings.push(
        report(run, 'CI007', path, `the disabled workflow is left as it is: ${refused}`, `Should its jobs run in the CI?`),
      );
    } else if ('jobs' in fold) {
      foldable.push({ workflow, wakes, jobs: fold.jobs });
    }
  }
  return { foldable, findings };
}

const BY_NAME = /^\.github\/workflows\/[^/]+\.ya?ml\.(?:disabled|off)$/;
const BUILDS = /build|(?:^|[^a-z])(?:ci|tests?|check|verify)(?:[^a-z]|$)/i;

async function disabledOnes(
  tree: ProjectTree,
  run: Run,
  ci: Workflow | null,
  findings: ProjectFinding[],
): Promise<readonly Disabled[]> {
  const asleep = run.workflows.all.filter(
    ({ path, jobs }) => path !== ci?.path && jobs.length > 0 && jobs.every(({ isOff }) => isOff),
  );
  const found: Disabled[] = asleep.map((workflow) => ({ workflow, wakes: true }));
  for (const path of await tree.paths()) {
    if (!BY_NAME.test(path)) continue;
    const opened = await run.context.open('yaml', path);
    const workflow = opened === null ? null : readWorkflow(opened);
    if (workflow !== null) found.push({ workflow, wakes: false });
    // git lists what was folded in and is not yet committed.
    else if (BUILDS.test(fileName(path)) && (await tree.read(path)) !== null)
      findings.push(report(run, 'CI007', path, 'the disabled workflow cannot be read'));
  }
  return found.filter(({ workflow }) => builds(workflow));
}

function builds(workflow: Workflow): boolean {
  const does = workflow.jobs.some((job) => ['build', 'test'].some((role) => [...rolesOfJob(job)].some((one) => one === role)));
  return does || BUILDS.test(fileName(workflow.path)) || BUILDS.test(workflow.name);
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Why jobs that can be moved cannot be moved to where they are to go. */
function clash(workflow: Workflow, others: readonly Foldable[], run: Run, ci: Workflow | null): string | null {
  const ids = new Set([...(ci?.jobs ?? []).map(({ id }) => id), ...others.flatMap(({ jobs }) => Object.keys(jobs))]);
  const twice = workflow.jobs.find(({ id }) => ids.has(id));
  if (twice !== undefined) return `the CI has a job ${twice.id} already`;
  const odd = workflow.jobs.find(({ id }) => !/^[A-Za-z_][\w-]*$/.test(id));
  if (odd !== undefined) return `${JSON.stringify(odd.id)} is no name for a job`;
  const caller = run.workflows.all.find((other) => other.triggers.includes('workflow_run') && mentions(other, workflow));
  if (caller !== undefined) return `${caller.path} waits for it`;
  return differsIn(workflow, ci);
}

function mentions(other: Workflow, workflow: Workflow): boolean {
  return workflow.name !== '' && other.file.text.includes(workflow.name);
}

/** What the CI sets for all of its jobs, and would set for the moved ones, too. */
function differsIn(workflow: Workflow, ci: Workflow | null): string | null {
  const ofJobs = workflow.services.pair(workflow.root, 'permissions') === null ? workflow.jobs : [];
  const bare = ofJobs.filter(({ node }) => workflow.services.pair(node, 'permissions') === null);
  const needy = bare.map((job) => tokenUse(workflow, job)).find((use) => use !== null);
  if (needy !== undefined) return `${needy}, and nothing says which permissions that has`;
  if (ci === null) return null;
  if (ci.services.pair(ci.root, 'defaults') !== null) {
    const job = workflow.jobs.find(({ node }) => workflow.services.pair(node, 'defaults') === null);
    if (job !== undefined && workflow.services.pair(workflow.root, 'defaults') === null)
      return 'the CI has defaults for its jobs';
  }
  const env = ci.services.get(ci.root, 'env');
  const keys = env?.kind === 'map' ? env.pairs.map(({ key }) => (key.kind === 'scalar' ? String(key.value) : '')) : [];
  const shared = keys.find((key) => key !== '' && workflow.file.text.includes(key));
  return shared === undefined ? null : `the CI sets ${shared} for its jobs`;
}
