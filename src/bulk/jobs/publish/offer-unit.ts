import type { Forge, PullRequest } from '../../forges/forge.js';
import type { UnitState } from '../../model/campaign-state.js';
import type { KnownTexts, PullRequestFacts } from '../../model/events.js';
import { textHash } from '../../publishing/text-hash.js';
import { type Answer, isTransient, type JobRun } from '../job-run.js';
import { type Renewed, renewText, type WantedText } from './renew-text.js';

const NOTHING_KNOWN: KnownTexts = { title: null, body: null };

/** What a pull request of ours is to say, and who is to look at it. */
export interface Offer extends WantedText {
  readonly shard: string;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
}

/**
 * Opens a pull request, or brings the open one up to date.
 *
 * @param known the one that the journal knows has its labels and reviewers, and what we wrote into it.
 */
export async function offerUnit(
  run: JobRun,
  forge: Forge,
  offer: Offer,
  open: PullRequest | null,
  known: Pick<UnitState, 'pullRequest' | 'texts'>,
): Promise<void> {
  const { number } = known.pullRequest ?? { number: null };
  const texts = (open?.number === number ? known.texts : null) ?? NOTHING_KNOWN;
  const { request, texts: written } =
    open === null ? await create(run, forge, offer) : await renewText(run, forge, offer, open, texts);
  const dressed = request.number === number ? null : await forge.dress(request.number, offer);
  // Told only when it need not be looked at again: what may go well later is all done once more.
  if (dressed !== null && mayPass(dressed)) run.need(dressed);
  run.tell({ event: 'pull-request', shard: offer.shard, pullRequest: factsOf(request), texts: written });
  if (dressed !== null) run.need(dressed);
}

function mayPass(answer: Answer<unknown>): boolean {
  return answer.kind === 'paused' || (answer.kind === 'failed' && isTransient(answer.code));
}

/** Where the host says that there is one already, a call of ours has come through whose answer was lost. */
async function create(run: JobRun, forge: Forge, offer: Offer): Promise<Renewed> {
  const { head, base, title, body, draft } = offer;
  const answer = await forge.create({ head, base, title, body, draft });
  if (answer.kind !== 'failed' || answer.code !== 'forge-conflict') {
    const request = run.need(answer);
    return { request, texts: { title: textHash(request.title), body: textHash(request.body) } };
  }
  const found = run.need(await forge.find(head, base)).find(({ state }) => state === 'open');
  return found === undefined ? run.fail(answer.code, answer.message) : await renewText(run, forge, offer, found, NOTHING_KNOWN);
}

export function factsOf({ number, url, state, checks, draft, mergeCommit }: PullRequest): PullRequestFacts {
  return { number, url, state, checks, draft, mergeCommit };
}
