import { CampaignFold } from '../bulk/campaign/fold.js';
import type { CampaignSpec } from '../bulk/model/campaign-spec.js';
import type { CampaignState } from '../bulk/model/campaign-state.js';
import type { JournalEntry, PlannedUnit, RepositoryEvent } from '../bulk/model/events.js';
import type { StoredPlan } from '../bulk/show/stored-plan.js';
import { type Plan, planId } from '../core/plan.js';
import { reviewFiles } from '../core/review/review-files.js';
import { modify, samplePlan } from './sample-plan.js';

/** A campaign in which there is something of everything, made by a journal as a real one is. */
export interface SampleCampaign {
  readonly spec: CampaignSpec;
  readonly state: CampaignState;
  readonly entries: readonly JournalEntry[];
  readonly plans: ReadonlyMap<string, StoredPlan>;
}

export const SAMPLE_SPEC: CampaignSpec = {
  codemodCampaign: 1,
  name: 'utc-datetime',
  tool: '0.0.0-test',
  asked: { kind: 'codemod', name: 'utc-datetime', params: {} },
  summary: 'Makes times aware of their zone.',
  store: null,
  digest: null,
  options: { threshold: 'safe', paths: [], include: [], exclude: [], noIgnore: false, maxSize: 1024 * 1024 },
  inventory: false,
  identity: { name: 'Test', email: 'test@example.com' },
  publish: {
    ...{ branch: 'codemod/utc-datetime', title: 'Use aware times', body: '', draft: false },
    ...{ labels: [], reviewers: [], assignees: [], codeowners: false, shard: 'none' },
    ...{ onHumanCommit: 'stop', onClosed: 'respect', merge: 'squash', sign: false },
  },
  waves: { sizes: [], waitForChecks: true, checksWithin: 7_200_000, stopAt: 0.3 },
  limits: { deadline: 600_000, memory: 2048, cache: 10_000_000_000, files: 100_000 },
  hosts: [],
};

const COMMIT = 'c'.repeat(40);
const BASE = { branch: 'main', commit: 'b'.repeat(40) };

/** What becomes of a repository of the sample. */
type Fate =
  | readonly RepositoryEvent[]
  | ((
      unit: PlannedUnit,
    ) => readonly (RepositoryEvent | { readonly event: 'approved'; readonly shard: string; readonly plan: string })[]);

export interface SampleRepository {
  readonly repo: string;
  readonly wave?: number;
  readonly groups?: readonly string[];
  readonly fate: Fate;
}

function failed(code: string, message: string, transient: boolean): Fate {
  return [{ event: 'failed', stage: 'plan', code, message, transient }];
}

function plannedBy(unit: PlannedUnit): RepositoryEvent {
  return { event: 'planned', base: BASE, units: [unit] };
}

function approvedBy({ shard, plan }: PlannedUnit) {
  return { event: 'approved', shard, plan } as const;
}

function pushedBy({ shard, plan, commit }: PlannedUnit): RepositoryEvent {
  return { event: 'pushed', shard, plan, commit, branch: SAMPLE_SPEC.publish.branch };
}

function pullRequest(
  number: number,
  repo: string,
  state: 'open' | 'merged' | 'closed',
  checks: 'passed' | 'failed' | 'pending',
): RepositoryEvent {
  const url = `https://${repo}/pull/${number}`;
  return { event: 'pull-request', shard: '', pullRequest: { number, url, state, checks, draft: false, mergeCommit: null } };
}

/** Published as far as a pull request. */
function offered(
  repo: string,
  number: number,
  state: 'open' | 'merged' | 'closed',
  checks: 'passed' | 'failed' | 'pending',
): Fate {
  return (unit) => [plannedBy(unit), approvedBy(unit), pushedBy(unit), pullRequest(number, repo, state, checks)];
}

const MOVED = 'The branch has a commit that is not ours: 3f9c0a1.';

/** One repository for each outcome, and some more. */
export const SAMPLE_REPOSITORIES: readonly SampleRepository[] = [
  { repo: 'github.com/acme/waits', wave: 2, fate: [] },
  { repo: 'github.com/acme/api', groups: ['backend'], fate: (unit) => [plannedBy(unit)] },
  { repo: 'github.com/acme/billing', groups: ['backend'], fate: (unit) => [plannedBy(unit), approvedBy(unit)] },
  { repo: 'github.com/acme/docs', fate: [{ event: 'no-change', base: BASE, left: { UTC001: 2 } }] },
  {
    repo: 'github.com/acme/old',
    fate: [{ event: 'skipped', code: 'opted-out', message: 'Its codemod.yaml asks to be left out of campaigns.' }],
  },
  {
    repo: 'github.com/acme/shared',
    fate: (unit) => [
      plannedBy(unit),
      approvedBy(unit),
      pushedBy(unit),
      { event: 'needs-human', shard: '', code: 'branch-changed', message: MOVED },
    ],
  },
  { repo: 'github.com/acme/mobile', fate: (unit) => [plannedBy(unit), approvedBy(unit), pushedBy(unit)] },
  { repo: 'github.com/acme/shop', fate: offered('github.com/acme/shop', 12, 'open', 'passed') },
  { repo: 'github.com/acme/search', fate: offered('github.com/acme/search', 7, 'open', 'failed') },
  { repo: 'github.com/acme/mail', fate: offered('github.com/acme/mail', 3, 'merged', 'passed') },
  { repo: 'github.com/acme/jobs', fate: offered('github.com/acme/jobs', 8, 'closed', 'passed') },
  {
    repo: 'git.example.org:8443/tools/cli',
    wave: 2,
    fate: failed('git-unreachable', 'git.example.org:8443 does not answer.', true),
  },
  {
    repo: 'git.example.org:8443/tools/lint',
    wave: 2,
    fate: failed('git-unreachable', 'git.example.org:8443 does not answer.', true),
  },
  { repo: 'file:/srv/git/huge.git', wave: 2, fate: failed('worker-memory', 'The worker needed more than 2048 MiB.', false) },
];

/** @param number makes equal repositories have texts of their own. */
export function sampleStoredPlan(number: number, name = 'app.py'): StoredPlan {
  const odd = number % 5 === 2;
  const [from, to] = odd ? ['datetime.utcnow', 'partial(datetime.now, UTC)'] : ['datetime.utcnow()', 'datetime.now(UTC)'];
  const text = `import x\n\ndef made_${number}():\n    stamp = ${from}\n    return stamp\n`;
  const plan: Plan = samplePlan([modify(name, text, from, to)]);
  return { plan, texts: new Map([[name, Buffer.from(text)]]) };
}

function unitOf(stored: StoredPlan): PlannedUnit {
  const hunks = reviewFiles(stored.plan, (path) => stored.texts.get(path) ?? null).flatMap((file) => file.hunks);
  return {
    ...{ shard: '', plan: planId(stored.plan), commit: COMMIT, tree: COMMIT },
    ...{ files: stored.plan.changes.length, added: 1, removed: 1, fixes: hunks.length },
    shapes: [...new Set(hunks.map(({ shape }) => shape))].sort(),
    left: { UTC001: 1 },
  };
}

/** @param more lines of the journal behind those of the repositories. */
export function sampleCampaign(
  repositories: readonly SampleRepository[] = SAMPLE_REPOSITORIES,
  more: readonly JournalEntry[] = [],
): SampleCampaign {
  const plans = new Map<string, StoredPlan>();
  const fold = new CampaignFold();
  const entries = [
    ...repositories.flatMap((repository, number) => {
      const stored = sampleStoredPlan(number);
      plans.set(planId(stored.plan), stored);
      return entriesOf(repository, unitOf(stored));
    }),
    ...more,
  ];
  for (const entry of entries) fold.add(entry);
  return { spec: SAMPLE_SPEC, state: fold, entries, plans };
}

function entriesOf({ repo, wave = 1, groups = [], fate }: SampleRepository, unit: PlannedUnit): readonly JournalEntry[] {
  const at = '2026-01-02T03:04:05.000Z';
  const host = repo.split('/')[0] ?? '';
  const target = { repo, url: `https://${repo}.git`, host, base: null, wave, groups, params: {}, include: [], exclude: [] };
  const events = typeof fate === 'function' ? fate(unit) : fate;
  return [{ at, event: 'selected', repo, target }, ...events.map((event) => ({ at, repo, ...event }))];
}

/** So many repositories as a large campaign has. */
export function manyRepositories(count: number): readonly SampleRepository[] {
  return Array.from({ length: count }, (_, number): SampleRepository => {
    const pattern = SAMPLE_REPOSITORIES[number % SAMPLE_REPOSITORIES.length] ?? { repo: '', fate: [] };
    return { ...pattern, repo: `${pattern.repo}-${number}`, wave: 1 + Math.floor((3 * number) / count) };
  });
}
