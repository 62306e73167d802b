import { branchCommit, isAncestor, tryGit } from './bare-git.js';
import type { Clock } from './clock.js';
import type { Exchange } from './exchange.js';
import { type MergeMethod, mergeInto } from './make-commits.js';
import { BOT, countWrite, type ForgePull, type ForgeRepository, openPull, type World } from './world.js';

export interface WantedPull {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
}

export type Created =
  | { readonly kind: 'created'; readonly pull: ForgePull }
  | { readonly kind: 'exists'; readonly pull: ForgePull }
  | { readonly kind: 'no-head' | 'no-base' | 'no-commits' };

/** What all of them do before they open one. Whether a head without commits of its own is refused is the dialect's. */
export async function createPull(
  { world, clock, refusesSecond }: Pick<Exchange, 'world' | 'clock' | 'refusesSecond'>,
  repository: ForgeRepository,
  wanted: WantedPull,
  { needsCommits }: { readonly needsCommits: boolean },
): Promise<Created> {
  const [head, base] = [branchCommit(repository.folder, wanted.head), branchCommit(repository.folder, wanted.base)];
  if (head === null) return { kind: 'no-head' };
  if (base === null) return { kind: 'no-base' };
  const existing = refusesSecond ? openPull(repository, wanted.head, wanted.base) : undefined;
  if (existing !== undefined) return { kind: 'exists', pull: existing };
  if (needsCommits && (await isAncestor(repository.folder, head, base))) return { kind: 'no-commits' };
  const pull = addPull(world, clock, repository, wanted, head, BOT);
  countWrite(repository, 'create-pull-request');
  return { kind: 'created', pull };
}

export function addPull(
  world: World,
  clock: Clock,
  repository: ForgeRepository,
  wanted: WantedPull,
  headCommit: string,
  author: string,
): ForgePull {
  const at = new Date(clock.now()).toISOString();
  world.lastId++;
  const pull: ForgePull = {
    ...wanted,
    id: world.lastId,
    number: repository.pulls.length + 1,
    state: 'open',
    headCommit,
    mergeCommit: null,
    labels: [],
    reviewers: [],
    teamReviewers: [],
    assignees: [],
    comments: [],
    author,
    closedBy: null,
    createdAt: at,
    updatedAt: at,
  };
  repository.pulls.push(pull);
  return pull;
}

export interface PullText {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly base?: string | undefined;
}

export function updatePull(clock: Clock, repository: ForgeRepository, pull: ForgePull, { title, body, base }: PullText): void {
  if (title === undefined && body === undefined && base === undefined) return;
  pull.title = title ?? pull.title;
  pull.body = body ?? pull.body;
  pull.base = base ?? pull.base;
  pull.updatedAt = new Date(clock.now()).toISOString();
  countWrite(repository, 'update-pull-request');
}

export function closePull(repository: ForgeRepository, pull: ForgePull, by: string): void {
  if (pull.state !== 'open') return;
  pull.state = 'closed';
  pull.closedBy = by;
  if (by === BOT) countWrite(repository, 'close-pull-request');
}

/** @returns false where it cannot be: it is merged, another is open, or its branch has gone or was rewritten after it was closed. */
export async function reopenPull(repository: ForgeRepository, pull: ForgePull, by: string): Promise<boolean> {
  if (pull.state === 'open') return true;
  const head = branchCommit(repository.folder, pull.head);
  if (pull.state === 'merged' || head === null || openPull(repository, pull.head, pull.base) !== undefined) return false;
  if (!(await isAncestor(repository.folder, pull.headCommit, head))) return false;
  pull.state = 'open';
  pull.closedBy = null;
  pull.headCommit = head;
  if (by === BOT) countWrite(repository, 'reopen-pull-request');
  return true;
}

export type Merged = 'merged' | 'not-open' | 'draft' | 'sha' | 'conflict';

export async function mergePull(
  repository: ForgeRepository,
  pull: ForgePull,
  {
    sha,
    method,
    message,
    by,
  }: { readonly sha: string | null; readonly method: MergeMethod; readonly message: string; readonly by: string },
): Promise<Merged> {
  if (pull.state !== 'open') return 'not-open';
  if (pull.draft) return 'draft';
  if (sha !== null && sha !== pull.headCommit) return 'sha';
  const made = await mergeInto(repository.folder, { base: pull.base, head: pull.headCommit, method, message });
  if (made === null) return 'conflict';
  pull.state = 'merged';
  pull.mergeCommit = made;
  if (by === BOT) countWrite(repository, 'merge-pull-request');
  return 'merged';
}

export async function deleteBranch(repository: ForgeRepository, branch: string): Promise<boolean> {
  const { status } = await tryGit(repository.folder, ['update-ref', '-d', `refs/heads/${branch}`]);
  return status === 0;
}

/** After the branches have moved: open ones show the new head, and those without one are closed where the host does that. */
export function followBranches(
  repository: ForgeRepository,
  { closesWithoutBranch }: { readonly closesWithoutBranch: boolean },
): void {
  for (const pull of repository.pulls.filter(({ state }) => state === 'open')) {
    const head = branchCommit(repository.folder, pull.head);
    if (head !== null) pull.headCommit = head;
    else if (closesWithoutBranch) closePull(repository, pull, 'forge');
  }
}

/** Puts names in a list, each once. */
export function addNames(list: string[], names: readonly string[]): void {
  for (const name of names) if (!list.includes(name)) list.push(name);
}

/** What the checks of a commit come to. */
export function stateOfChecks({ checks }: ForgeRepository, commit: string): 'none' | 'pending' | 'passed' | 'failed' {
  const states = (checks.get(commit) ?? []).map(({ state }) => state);
  if (states.length === 0) return 'none';
  if (states.includes('failed')) return 'failed';
  return states.includes('pending') ? 'pending' : 'passed';
}
