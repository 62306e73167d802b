import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { newestFirst } from './pages.js';

/** Who the token of the forge belongs to. */
export const BOT = 'codemod-bot';

export interface ForgeComment {
  readonly author: string;
  readonly body: string;
}

export interface ForgePull {
  /** Of the whole forge; the number counts within the repository. */
  readonly id: number;
  readonly number: number;
  readonly head: string;
  base: string;
  title: string;
  body: string;
  draft: boolean;
  state: 'open' | 'closed' | 'merged';
  /** Followed while it is open. */
  headCommit: string;
  mergeCommit: string | null;
  readonly labels: string[];
  readonly reviewers: string[];
  readonly teamReviewers: string[];
  readonly assignees: string[];
  readonly comments: ForgeComment[];
  readonly author: string;
  /** `forge`: because its branch went. */
  closedBy: string | null;
  readonly createdAt: string;
  updatedAt: string;
}

export const CHECK_STATES = ['pending', 'passed', 'failed'] as const;
export interface ForgeCheck {
  readonly name: string;
  readonly state: (typeof CHECK_STATES)[number];
}

/** What a repository may be told to be, in `forge.json` beside the repositories or by the control API. */
const AllSettings = v.strictObject({
  topics: v.array(v.string()),
  archived: v.boolean(),
  fork: v.boolean(),
  /** Branches that no push may change, without `refs/heads/`. */
  protectedBranches: v.array(v.string()),
  /** The pre-receive hook refuses every push, with this sentence. */
  refusePush: v.nullable(v.string()),
  /** Partial clones are refused, as an old server does. */
  refuseFilter: v.boolean(),
  /** Only what a ref names can be fetched. */
  refuseSha: v.boolean(),
});
type AllSettings = v.InferOutput<typeof AllSettings>;
export const RepositorySettingsSchema = v.partial(AllSettings);
export type RepositorySettings = v.InferOutput<typeof RepositorySettingsSchema>;

/** `commit`: to the branch of the pull request; `move-base`: to the branch that it goes into. */
export const REACTIONS = ['commit', 'close', 'comment', 'merge', 'move-base'] as const;

export interface ForgeRepository {
  readonly id: number;
  /** `acme/api` */
  readonly path: string;
  readonly folder: string;
  settings: AllSettings;
  readonly pulls: ForgePull[];
  /** By commit. */
  readonly checks: Map<string, ForgeCheck[]>;
  /** What people have committed, and where; `givenUp`: they have deleted it themselves. */
  readonly humanCommits: { readonly branch: string; readonly commit: string; givenUp: boolean }[];
  reaction: (typeof REACTIONS)[number] | null;
  /** Writes that were done, by kind: `push`, `create-pull-request` ... */
  readonly writes: Map<string, number>;
}

export interface World {
  readonly root: string;
  readonly repositories: Map<string, ForgeRepository>;
  /** Who can be asked for a review or assigned; the id of each is its place, from 1. */
  readonly users: readonly string[];
  readonly teams: readonly string[];
  lastId: number;
}

const DEFAULTS: AllSettings = {
  topics: [],
  archived: false,
  fork: false,
  protectedBranches: [],
  refusePush: null,
  refuseFilter: false,
  refuseSha: false,
};

/** The bare repositories below a folder, `<owner>/<name>.git`, and what `forge.json` there says of them. */
export function worldOf(root: string, users: readonly string[] = [BOT, 'ada', 'grace', 'linus']): World {
  const world: World = { root, repositories: new Map(), users, teams: ['reviewers'], lastId: 0 };
  const file = path.join(root, 'forge.json');
  const told = existsSync(file)
    ? v.parse(v.record(v.string(), RepositorySettingsSchema), JSON.parse(readFileSync(file, 'utf8')))
    : {};
  for (const name of bareRepositories(root)) addRepository(world, name, told[name]);
  return world;
}

export function addRepository(world: World, name: string, settings: RepositorySettings = {}): ForgeRepository {
  const repository: ForgeRepository = {
    id: world.repositories.size + 1,
    path: name,
    folder: path.join(world.root, `${name}.git`),
    settings: withSettings(DEFAULTS, settings),
    pulls: [],
    checks: new Map(),
    humanCommits: [],
    reaction: null,
    writes: new Map(),
  };
  world.repositories.set(name.toLowerCase(), repository);
  return repository;
}

export function withSettings(settings: AllSettings, changes: RepositorySettings): AllSettings {
  return v.parse(AllSettings, { ...settings, ...changes });
}

function bareRepositories(root: string, below = ''): readonly string[] {
  const folders = readdirSync(path.join(root, below), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .flatMap(({ name }) => {
      const inside = below === '' ? name : `${below}/${name}`;
      if (name.endsWith('.git')) return [inside.slice(0, -'.git'.length)];
      return name.startsWith('.') ? [] : bareRepositories(root, inside);
    })
    .sort();
}

/** Names of repositories are the same in any case, as on the real ones. */
export function repositoryAt(world: World, name: string): ForgeRepository | undefined {
  return world.repositories.get(name.toLowerCase());
}

export function ownedBy(world: World, owner: string): readonly ForgeRepository[] {
  const prefix = `${owner.toLowerCase()}/`;
  return [...world.repositories].filter(([key]) => key.startsWith(prefix)).map(([, repository]) => repository);
}

export function countWrite(repository: ForgeRepository, kind: string): void {
  repository.writes.set(kind, (repository.writes.get(kind) ?? 0) + 1);
}

/** The open one between two branches; a second is refused. */
export function openPull({ pulls }: ForgeRepository, head: string, base: string): ForgePull | undefined {
  return pulls.find((pull) => pull.state === 'open' && pull.head === head && pull.base === base);
}

export function pullAt({ pulls }: ForgeRepository, number: string): ForgePull | undefined {
  return /^\d+$/.test(number) ? pulls.find((pull) => pull.number === Number(number)) : undefined;
}

export interface PullFilter {
  readonly state: string | null;
  readonly head?: string | null;
  readonly base?: string | null;
}

/** The newest first. `closed` are merged ones, too, where a dialect has but two states. */
export function pullsWhere({ pulls }: ForgeRepository, { state, head, base }: PullFilter): readonly ForgePull[] {
  const states: Readonly<Record<string, readonly string[]>> = { open: ['open'], closed: ['closed', 'merged'] };
  const wanted = state === null ? null : (states[state] ?? [state]);
  return newestFirst(
    pulls.filter(
      (pull) =>
        (wanted === null || wanted.includes(pull.state)) &&
        (head == null || pull.head === head) &&
        (base == null || pull.base === base),
    ),
  );
}
