import * as v from 'valibot';
import { branchCommit, git, headBranch } from './bare-git.js';
import type { Clock } from './clock.js';
import { dumpWorld, type ForgeDump } from './dump.js';
import { FaultRatesSchema, FaultSchema, type Faults } from './faults.js';
import { type Limits, LimitsSchema } from './limits.js';
import { commitFile } from './make-commits.js';
import { addPull, closePull, deleteBranch, followBranches, mergePull, reopenPull } from './pull-actions.js';
import type { TokenCounts } from './tokens.js';
import {
  CHECK_STATES,
  type ForgePull,
  type ForgeRepository,
  pullAt,
  REACTIONS,
  RepositorySettingsSchema,
  repositoryAt,
  type World,
  withSettings,
} from './world.js';

export interface ControlParts {
  readonly world: World;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly tokens: { readonly counts: TokenCounts };
  readonly requests: ReadonlyMap<string, number>;
  readonly closesWithoutBranch: boolean;
}

/** How much was asked, and how it went. */
export interface ForgeCounts {
  /** By operation. */
  readonly requests: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly limits: { readonly refused: number; readonly freezes: number; readonly longest: number };
  readonly tokens: TokenCounts;
}

const PERSON = 'a-person';
const REPO = { repo: v.string() };
const PULL = { ...REPO, number: v.number() };

/** A thing that the control API does: what it needs, and how it is done. */
interface Action<T extends v.GenericSchema> {
  readonly schema: T;
  run(parts: ControlParts, wanted: v.InferOutput<T>): unknown;
}

const action = <T extends v.GenericSchema>(schema: T, run: Action<T>['run']): Action<T> => ({ schema, run });

/** `GET` and `POST /_control/<name>`: to set faults, to act as a person, and to look at everything. */
const ACTIONS = {
  fault: action(FaultSchema, ({ faults }, fault) => faults.add(fault)),
  rates: action(v.nullable(FaultRatesSchema), ({ faults }, rates) => faults.setRates(rates)),
  'clear-faults': action(v.unknown(), ({ faults }) => faults.clear()),
  limits: action(LimitsSchema, ({ limits }, wanted) => limits.set(wanted)),
  advance: action(v.strictObject({ ms: v.number() }), ({ clock }, { ms }) => clock.advance(ms)),
  settings: action(v.strictObject({ ...REPO, settings: RepositorySettingsSchema }), ({ world }, { repo, settings }) => {
    const repository = named(world, repo);
    repository.settings = withSettings(repository.settings, settings);
  }),
  /** A person pushes a commit to a branch. */
  commit: action(
    v.strictObject({
      ...REPO,
      branch: v.optional(v.string()),
      ...{
        file: v.optional(v.string(), 'by-hand.txt'),
        content: v.optional(v.string(), 'by hand\n'),
        message: v.optional(v.string(), 'By hand'),
      },
    }),
    async (parts, { repo, branch, ...change }) => {
      const repository = named(parts.world, repo);
      const name = branch ?? headBranch(repository.folder);
      const commit = await commitFile(repository.folder, name, change);
      repository.humanCommits.push({ branch: name, commit, givenUp: false });
      followBranches(repository, parts);
      return { commit };
    },
  ),
  /** A person opens a pull request. */
  open: action(
    v.strictObject({ ...REPO, head: v.string(), base: v.string(), title: v.optional(v.string(), 'By hand') }),
    ({ world, clock }, { repo, head, base, title }) => {
      const repository = named(world, repo);
      const commit = branchCommit(repository.folder, head);
      if (commit === null) throw new Error(`no branch ${head}`);
      const { number } = addPull(world, clock, repository, { head, base, title, body: '', draft: false }, commit, PERSON);
      return { number };
    },
  ),
  /** What a person does as soon as the next pull request of a repository is there, before anybody else comes to it. */
  react: action(v.strictObject({ ...REPO, with: v.picklist(REACTIONS) }), ({ world }, { repo, with: reaction }) => {
    named(world, repo).reaction = reaction;
  }),
  close: action(v.strictObject(PULL), ({ world }, wanted) => {
    const { repository, pull } = pullOf(world, wanted);
    closePull(repository, pull, PERSON);
  }),
  reopen: action(v.strictObject(PULL), async ({ world }, wanted) => {
    const { repository, pull } = pullOf(world, wanted);
    return { reopened: await reopenPull(repository, pull, PERSON) };
  }),
  merge: action(
    v.strictObject({ ...PULL, method: v.optional(v.picklist(['merge', 'squash', 'rebase']), 'merge') }),
    async ({ world }, { method, ...wanted }) => {
      const { repository, pull } = pullOf(world, wanted);
      const end = await mergePull(repository, pull, { sha: null, method, message: 'Merged by hand\n', by: PERSON });
      return { end, commit: pull.mergeCommit };
    },
  ),
  comment: action(v.strictObject({ ...PULL, body: v.string() }), ({ world }, { body, ...wanted }) => {
    pullOf(world, wanted).pull.comments.push({ author: PERSON, body });
  }),
  /** A person rewrites title or body. */
  edit: action(v.strictObject({ ...PULL, title: v.optional(v.string()), body: v.optional(v.string()) }), ({ world }, wanted) => {
    const { pull } = pullOf(world, wanted);
    pull.title = wanted.title ?? pull.title;
    pull.body = wanted.body ?? pull.body;
  }),
  'delete-branch': action(v.strictObject({ ...REPO, branch: v.string() }), async (parts, { repo, branch }) => {
    const repository = named(parts.world, repo);
    for (const commit of repository.humanCommits) if (commit.branch === branch) commit.givenUp = true;
    const deleted = await deleteBranch(repository, branch);
    followBranches(repository, parts);
    return { deleted };
  }),
  /** The default branch gets another name; pull requests into it follow, as on the real ones. */
  'rename-default': action(v.strictObject({ ...REPO, branch: v.string() }), async (parts, { repo, branch }) => {
    const repository = named(parts.world, repo);
    const old = headBranch(repository.folder);
    await git(repository.folder, ['branch', '-m', old, branch]);
    await git(repository.folder, ['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
    for (const pull of repository.pulls) if (pull.base === old && pull.state === 'open') pull.base = branch;
  }),
  /** Another branch, which there is already, becomes the default. */
  'set-default': action(v.strictObject({ ...REPO, branch: v.string() }), async ({ world }, { repo, branch }) => {
    await git(named(world, repo).folder, ['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  }),
  /** A check of a commit, or of what a branch is now. */
  check: action(
    v.strictObject({ ...REPO, at: v.string(), name: v.optional(v.string(), 'ci'), state: v.picklist(CHECK_STATES) }),
    ({ world }, { repo, at, name, state }) => {
      const repository = named(world, repo);
      const commit = branchCommit(repository.folder, at) ?? at;
      const others = (repository.checks.get(commit) ?? []).filter((check) => check.name !== name);
      repository.checks.set(commit, [...others, { name, state }]);
    },
  ),
  dump: action(v.unknown(), ({ world }): Promise<ForgeDump> => dumpWorld(world)),
  counts: action(v.unknown(), countsOf),
};

export type ControlName = keyof typeof ACTIONS;

function countsOf({ requests, faults, limits, tokens }: ControlParts): ForgeCounts {
  const sorted = (map: ReadonlyMap<string, number>): Record<string, number> => Object.fromEntries([...map].sort());
  return { requests: sorted(requests), faults: sorted(faults.struck), limits: limits.counts(), tokens: { ...tokens.counts } };
}

/** @throws Error for a name that there is not, or a body that is not as it has to be. */
export async function control(parts: ControlParts, name: string, body: unknown): Promise<unknown> {
  const found: Action<v.GenericSchema> | undefined = Object.entries(ACTIONS).find(([key]) => key === name)?.[1];
  if (found === undefined) throw new Error(`the forge has no control ${name}`);
  return (await found.run(parts, v.parse(found.schema, body))) ?? {};
}

function named(world: World, repo: string): ForgeRepository {
  const repository = repositoryAt(world, repo);
  if (repository === undefined) throw new Error(`the forge has no repository ${repo}`);
  return repository;
}

function pullOf(
  world: World,
  { repo, number }: { readonly repo: string; readonly number: number },
): { repository: ForgeRepository; pull: ForgePull } {
  const repository = named(world, repo);
  const pull = pullAt(repository, String(number));
  if (pull === undefined) throw new Error(`${repo} has no pull request ${number}`);
  return { repository, pull };
}
