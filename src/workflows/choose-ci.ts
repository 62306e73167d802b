import { WORKFLOWS, type Workflows } from './open-workflows.js';
import { rolesOfJob } from './roles.js';
import type { Job, Workflow } from './workflow.js';

/** Which workflow is the CI of a repository, or why that cannot be told. */
export type CiChoice =
  | { readonly kind: 'found'; readonly workflow: Workflow }
  | { readonly kind: 'none'; readonly path: string }
  /** It stands, but is no workflow that can be read. */
  | { readonly kind: 'unreadable'; readonly path: string }
  /** It stands, but is there for other workflows to call, or publishes. */
  | { readonly kind: 'other'; readonly workflow: Workflow; readonly why: string }
  | { readonly kind: 'several'; readonly workflows: readonly Workflow[] };

const NAMES = [`${WORKFLOWS}ci.yml`, `${WORKFLOWS}ci.yaml`];

/** @param wanted a path or a file name; empty: `ci.yml` or `ci.yaml`, else the one workflow that tests Python. */
export function chooseCi({ all, unreadable }: Workflows, wanted: string): CiChoice {
  const names = wanted === '' ? NAMES : [wanted.includes('/') ? wanted : WORKFLOWS + wanted];
  const unread = names.find((name) => unreadable.includes(name));
  if (unread !== undefined) return { kind: 'unreadable', path: unread };
  const named = all.filter(({ path }) => names.includes(path));
  const candidates = named.length > 0 || wanted !== '' ? named : all.filter(isCi);
  const [workflow, another] = candidates;
  if (workflow === undefined) return { kind: 'none', path: names[0] ?? '' };
  if (another !== undefined) return { kind: 'several', workflows: candidates };
  const why = whyNotCi(workflow);
  return why === null ? { kind: 'found', workflow } : { kind: 'other', workflow, why };
}

function isCi(workflow: Workflow): boolean {
  return whyNotCi(workflow) === null && workflow.jobs.some((job) => rolesOfJob(job).has('test'));
}

const OTHER_NAMES = /(?:^|[^a-z])(?:releases?|publish|deploy|pages|docs|pypi)(?:[^a-z]|$)/i;
const OWN_EVENTS = new Set(['release', 'deployment', 'page_build', 'registry_package']);

/** Why a workflow is not the one that checks every change; null for one that may be. */
export function whyNotCi(workflow: Workflow): string | null {
  const { triggers, jobs, path, name } = workflow;
  if (triggers.length > 0 && triggers.every((event) => event === 'workflow_call'))
    return 'it is there for other workflows to call';
  if (triggers.some((event) => OWN_EVENTS.has(event))) return 'it runs for releases';
  if (jobs.some((job) => rolesOfJob(job).has('publish'))) return 'it publishes';
  const file = path.slice(path.lastIndexOf('/') + 1);
  return OTHER_NAMES.test(file) || OTHER_NAMES.test(name) ? 'its name says that it publishes' : null;
}

/** The job that tests the project; null when there is none, or several of which none has a name of such a job. */
export function verifyJob(workflow: Workflow, wanted = ''): Job | null {
  if (wanted !== '') return workflow.jobs.find(({ id }) => id === wanted) ?? null;
  const testing = workflow.jobs.filter((job) => rolesOfJob(job).has('test'));
  const named = ['verify', 'test', 'tests', 'build'].flatMap((id) => testing.find((job) => job.id === id) ?? []);
  return named[0] ?? (testing.length === 1 ? (testing[0] ?? null) : null);
}
