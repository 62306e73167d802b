import type { Forge, PullRequest } from '../../forges/forge.js';
import type { PullRequestFacts } from '../../model/events.js';
import { type Answer, isTransient, type JobRun } from '../job-run.js';

/** What a pull request of ours is to say. */
export interface Offer {
  readonly shard: string;
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
}

/**
 * Opens a pull request, or brings the open one up to date.
 *
 * @param known the number of the one that the journal knows: it has its labels and reviewers.
 */
export async function offerUnit(
  run: JobRun,
  forge: Forge,
  offer: Offer,
  open: PullRequest | null,
  known: number | null,
): Promise<void> {
  const request = open === null ? await create(run, forge, offer) : await update(run, forge, offer, open);
  const dressed = request.number === known ? null : await forge.dress(request.number, offer);
  // Told only when it need not be looked at again: what may go well later is all done once more.
  if (dressed !== null && mayPass(dressed)) run.need(dressed);
  run.tell({ event: 'pull-request', shard: offer.shard, pullRequest: factsOf(request) });
  if (dressed !== null) run.need(dressed);
}

function mayPass(answer: Answer<unknown>): boolean {
  return answer.kind === 'paused' || (answer.kind === 'failed' && isTransient(answer.code));
}

/** Where the host says that there is one already, a call of ours has come through whose answer was lost. */
async function create(run: JobRun, forge: Forge, { head, base, title, body, draft }: Offer): Promise<PullRequest> {
  const answer = await forge.create({ head, base, title, body, draft });
  if (answer.kind !== 'failed' || answer.code !== 'forge-conflict') return run.need(answer);
  const found = run.need(await forge.find(head, base)).find(({ state }) => state === 'open');
  return found ?? run.fail(answer.code, answer.message);
}

async function update(run: JobRun, forge: Forge, { title, body }: Offer, open: PullRequest): Promise<PullRequest> {
  return open.title === title && open.body === body ? open : run.need(await forge.update(open.number, { title, body }));
}

export function factsOf({ number, url, state, checks, draft, mergeCommit }: PullRequest): PullRequestFacts {
  return { number, url, state, checks, draft, mergeCommit };
}
