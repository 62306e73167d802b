import {
  addTriggers,
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
import { checkSettings, PARAMS, scannerVersion } from './params.js';

type Context = ProjectContext<typeof PARAMS>;

export default defineCodemod({
  name: 'ci-secrets-audit',
  version: '1.0.0',
  scope: 'repository',
  summary: 'A workflow that checks the baseline of detect-secrets: that it is fresh, for every pull request and on a schedule.',
  params: PARAMS,
  codes: CODES,
  languages: {},
  async *project(tree, context) {
    checkSettings(context.params);
    const path = workflowPath('ci-secrets-audit', context.params.workflow);
    const { all, unreadable } = await openWorkflows(tree, context);
    const audits = all.filter((workflow) => workflow.jobs.some(isAudit));
    if ((await tree.read('.secrets.baseline')) === null) yield context.finding('SEC001', path);
    if (audits.length > 0) yield* completeEvents(context, audits);
    else if (unreadable.includes(path) || all.some((workflow) => workflow.path === path)) yield context.finding('SEC003', path);
    else yield { kind: 'create', path, text: await auditText(context), reason: 'nothing checks that the baseline is fresh' };
  },
});

function isAudit(job: Workflow['jobs'][number]): boolean {
  return !job.isOff && rolesOfJob(job).has('secrets-audit');
}

function auditText({ params, template }: Context): Promise<string> {
  return template('secrets-audit.yml', {
    cron: params.cron,
    python: params.python,
    package: params.package,
    checkout: pinnedRef('actions/checkout', params.pins),
    'setup-python': pinnedRef('actions/setup-python', params.pins),
    'detect-secrets': scannerVersion(params),
  });
}

/** Adds the events that no audit runs on to the one that has a workflow to itself. */
function* completeEvents(context: Context, audits: readonly Workflow[]): Generator<ProjectYield> {
  const events = { pull_request: '', schedule: `- cron: "${context.params.cron}"` };
  const missing = Object.entries(events).filter(([event]) => !audits.some(({ triggers }) => triggers.includes(event)));
  if (missing.length === 0) return;
  const names = missing.map(([event]) => event).join(' and ');
  const own = audits.find(({ jobs, triggers }) => jobs.every(isAudit) && !triggers.includes('workflow_call'));
  if (own === undefined) {
    const message = `the audit does not run on ${names}`;
    yield context.finding('SEC002', audits[0]?.path ?? '', message, 'Should the other jobs of the workflow run then, too?');
    return;
  }
  const edits = addTriggers(own, Object.fromEntries(missing));
  const at = own.services.pair(own.root, 'on') ?? own.root;
  if (edits === null) yield context.finding('SEC004', own.path, `${names} cannot be added exactly`);
  else yield context.edit(own, { reason: `the audit does not run on ${names}`, at, edits });
}
