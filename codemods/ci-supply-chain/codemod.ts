import {
  checkCron,
  checkTriggers,
  defineCodemod,
  openWorkflows,
  type ProjectContext,
  type ProjectYield,
  pinnedRef,
  rolesOfJob,
  type Workflow,
  workflowPath,
} from 'codex-codemod';
import { CODES } from './codes.js';
import { PARAMS } from './params.js';

type Context = ProjectContext<typeof PARAMS>;

/** The jobs by their names, and what a job that does the same is known by. */
const JOBS = [
  { id: 'sbom', role: 'sbom', template: 'sbom-job.yml', what: 'writes a bill of materials' },
  { id: 'osv-scan', role: 'osv', template: 'osv-scan-job.yml', what: 'looks for known vulnerabilities' },
] as const;
type Missing = (typeof JOBS)[number];

export default defineCodemod({
  name: 'ci-supply-chain',
  version: '1.0.0',
  scope: 'repository',
  summary: 'Jobs that write a bill of materials (SBOM) and look for known vulnerabilities with osv-scanner.',
  params: PARAMS,
  codes: CODES,
  languages: {},
  async *project(tree, context) {
    const path = workflowPath('ci-supply-chain', context.params.workflow);
    checkCron('ci-supply-chain', context.params.cron);
    checkTriggers('ci-supply-chain', context.params.triggers);
    const { all, unreadable } = await openWorkflows(tree, context);
    const jobs = all.flatMap((workflow) => workflow.jobs).filter(({ isOff }) => !isOff);
    const missing = JOBS.filter(({ role }) => !jobs.some((job) => rolesOfJob(job).has(role)));
    const standing = all.find((workflow) => workflow.path === path);
    if (missing.length === 0) return;
    if (unreadable.includes(path)) yield context.finding('SUP001', path, 'the file cannot be read as a workflow');
    else if (standing !== undefined) yield* addTo(context, standing, missing);
    else yield { kind: 'create', path, text: await workflowText(context, missing), reason: reasonFor(missing) };
  },
});

function reasonFor(missing: readonly Missing[]): string {
  return missing.map(({ what }) => `no job ${what}`).join('; ');
}

async function jobText({ params, template }: Context, { id, template: path }: Missing): Promise<string> {
  const values = {
    sbom: { checkout: pinnedRef('actions/checkout', params.pins), sbom: pinnedRef('anchore/sbom-action', params.pins) },
    'osv-scan': { osv: pinnedRef('google/osv-scanner-action', params.pins) },
  };
  return template(path, values[id]);
}

async function workflowText(context: Context, missing: readonly Missing[]): Promise<string> {
  const { cron, triggers } = context.params;
  const jobs = await Promise.all(missing.map(async (job) => `${job.id}:\n  ${indented(await jobText(context, job))}`));
  return context.template('supply-chain.yml', {
    cron,
    triggers: [...new Set([...triggers, 'workflow_dispatch'])].map((event) => `  ${event}:`).join('\n'),
    jobs: jobs.map((job) => `  ${indented(job)}`).join('\n\n'),
  });
}

function indented(text: string): string {
  return text.trimEnd().replace(/\n(?=[^\n])/g, '\n  ');
}

async function* addTo(context: Context, workflow: Workflow, missing: readonly Missing[]): AsyncGenerator<ProjectYield> {
  const { path, services, root, triggers } = workflow;
  if (triggers.every((event) => event === 'workflow_call')) {
    yield context.finding('SUP001', path, 'the workflow is there for other workflows to call');
    return;
  }
  const taken = missing.filter(({ id }) => workflow.jobs.some((job) => job.id === id));
  for (const { id, what } of taken) {
    yield context.finding('SUP002', path, `the job ${id} is not one that ${what}`, 'What should the new job be called?');
  }
  const added = missing.filter((job) => !taken.includes(job));
  if (added.length === 0) return;
  const entries: Record<string, string> = {};
  for (const job of added) entries[job.id] = await jobText(context, job);
  const holder = services.pair(root, 'jobs')?.value ?? null;
  const edits = holder?.kind === 'map' ? services.addPairs(holder, entries) : null;
  if (edits === null || holder === null) {
    yield context.finding('SUP003', path, `the jobs ${Object.keys(entries).join(', ')} cannot be added exactly`);
  } else yield context.edit(workflow, { reason: reasonFor(added), at: holder, edits });
}
