import { addTriggers, joinFixes, type Part, type ProjectYield, rolesOfJob, tokenUse, type Workflow } from 'codex-codemod';
import { type Addition, addedSteps, type MainJob, mainJobs } from './complete-jobs.js';
import { missingJobs } from './missing-jobs.js';
import { type Foldable, type Run, report } from './run.js';

/** Adds what is missing to the CI that stands. */
export function* mergeCi(run: Run, ci: Workflow, foldable: readonly Foldable[]): Generator<ProjectYield> {
  const parts: Part[] = [];
  const permissions = topPermissions(ci);
  for (const part of [triggers(run, ci), permissions, ...completed(run, ci, foldable)]) {
    if (part === null) continue;
    if (typeof part === 'string') yield report(run, 'CI006', ci.path, part);
    else if ('kind' in part) yield part;
    else parts.push(part);
  }
  const { jobs, findings } = missingJobs(run, ci, foldable);
  yield* findings;
  if (ci.jobs.some(({ isOff }) => isOff)) yield offJobs(run, ci);
  const added = addedJobs(ci, foldable, jobs, narrows(ci, permissions));
  if (typeof added === 'string') yield report(run, 'CI006', ci.path, added);
  else if (added !== null) parts.push(added);
  for (const part of joinFixes(parts)) yield run.context.edit(ci, part);
  if (added === null || typeof added === 'string') return;
  for (const { workflow } of foldable) {
    yield { kind: 'delete', path: workflow.path, reason: `its jobs stand in ${ci.path} now` };
  }
}

function triggers(run: Run, ci: Workflow): Part | string | null {
  const events = ['workflow_dispatch', ...run.context.params.triggers];
  const edits = addTriggers(ci, Object.fromEntries(events.map((event) => [event, ''])));
  if (edits === null) return `events cannot be added to \`on\` exactly: ${events.join(', ')}`;
  const missing = events.filter((event) => !ci.triggers.includes(event));
  const at = ci.services.pair(ci.root, 'on') ?? ci.root;
  return edits.length === 0 ? null : { reason: `the CI does not run on ${missing.join(', ')}`, at, edits };
}

/** Least permissions where the workflow says nothing; unsafe where a job may be using more. */
function topPermissions(ci: Workflow): Part | string | null {
  const { root, services } = ci;
  if (services.pair(root, 'permissions') !== null) return null;
  const edits = services.addPair(root, 'permissions', 'contents: read', { before: 'jobs' });
  if (edits === null) return 'permissions cannot be added exactly';
  const part = { reason: 'the token of the workflow may do more than it needs', at: root, edits };
  const bare = ci.jobs.filter(({ node }) => services.pair(node, 'permissions') === null);
  const use = bare.map((job) => tokenUse(ci, job)).find((one) => one !== null);
  return use === undefined ? part : { ...part, applicability: 'unsafe', caveat: use };
}

/** True where a new job gets no more than to read the contents without saying so. */
function narrows(ci: Workflow, added: Part | string | null): boolean {
  const written = ci.services.get(ci.root, 'permissions');
  if (written === null) return added !== null && typeof added !== 'string' && added.applicability === undefined;
  return JSON.stringify(ci.services.data(written)) === '{"contents":"read"}';
}

function completed(run: Run, ci: Workflow, foldable: readonly Foldable[]): readonly Addition[] {
  const folded = foldable.flatMap(({ workflow }) => workflow.jobs);
  const main = mainJobs([...ci.jobs, ...folded]).filter(({ job }) => ci.jobs.includes(job));
  return [...main.flatMap((one) => addedSteps(run, ci, one, ci.path)), ...sharedTests(run, ci, main)];
}

/** Of several jobs that test, none is completed; that steps which they share by an alias lack something is told. */
function sharedTests(run: Run, ci: Workflow, main: readonly MainJob[]): readonly Addition[] {
  const testing = ci.jobs.filter((job) => job.editable === null && rolesOfJob(job).has('test'));
  if (testing.length === 0 || main.some(({ name }) => name === 'verify')) return [];
  const texts = testing.flatMap((job) => addedSteps(run, ci, { job, name: 'verify' }, ci.path));
  return texts.filter((text) => typeof text === 'string').slice(0, 1);
}

function addedJobs(
  ci: Workflow,
  foldable: readonly Foldable[],
  jobs: Readonly<Record<string, string>>,
  isNarrow: boolean,
): Part | string | null {
  const own = Object.entries(jobs).map(([id, text]) => [id, isNarrow ? text : withPermissions(text)] as const);
  const entries = { ...Object.assign({}, ...foldable.map((one) => one.jobs)), ...Object.fromEntries(own) } as Record<
    string,
    string
  >;
  const names = Object.keys(entries);
  if (names.length === 0) return null;
  const holder = ci.services.pair(ci.root, 'jobs')?.value ?? null;
  const edits = holder?.kind === 'map' ? ci.services.addPairs(holder, entries) : null;
  if (edits === null || holder === null) return `the jobs ${names.join(', ')} cannot be added exactly`;
  const folded = foldable.map(({ workflow }) => workflow.path);
  const from = folded.length === 0 ? '' : ` (${folded.join(', ')} is folded in)`;
  return { reason: `the CI has no job ${names.join(', ')}${from}`, at: holder, edits };
}

function withPermissions(job: string): string {
  return `${job.trimEnd().replace('\nsteps:', '\npermissions:\n  contents: read\nsteps:')}\n`;
}

function offJobs(run: Run, ci: Workflow): ReturnType<typeof report> {
  const names = ci.jobs.filter(({ isOff }) => isOff).map(({ id }) => id);
  return report(run, 'CI008', ci.path, `jobs of the CI are off: ${names.join(', ')}`, 'Should they run again?');
}
