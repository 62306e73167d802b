import { visibleLine } from '../../../core/display.js';
import type { Forge, PullRequest } from '../../forges/forge.js';
import type { UnitState } from '../../model/campaign-state.js';
import type { KnownTexts, PullRequestFacts } from '../../model/events.js';
import { textHash } from '../../publishing/text-hash.js';
import { type JobRun, mayPass } from '../job-run.js';
import { type Renewed, renewText, type WantedText } from './renew-text.js';

/** Of what could not be set at one pull request. */
const MOST_NOTES = 50;
/** Characters. */
const LONGEST_NOTE = 400;
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
  const {
    request,
    texts: written,
    notes,
  } = open === null ? await create(run, forge, offer) : await renewText(run, forge, offer, open, texts);
  const dressed = request.number === number ? null : await forge.dress(request.number, offer);
  // Told only when it need not be looked at again: what may go well later is all done once more.
  if (dressed !== null && mayPass(dressed)) run.need(dressed);
  const told = [...notes, ...(dressed?.kind === 'ok' ? dressed.value : [])].map(boundedNote).slice(0, MOST_NOTES);
  const withNotes = told.length === 0 ? {} : { notes: told };
  run.tell({ event: 'pull-request', shard: offer.shard, pullRequest: factsOf(request), texts: written, ...withNotes });
  if (dressed !== null) run.need(dressed);
}

/** In part the host's own words. */
function boundedNote(note: string): string {
  const line = visibleLine(note);
  return line.length <= LONGEST_NOTE ? line : `${line.slice(0, LONGEST_NOTE)}…`;
}

/** Where the host says that there is one already, a call of ours has come through whose answer was lost. */
async function create(run: JobRun, forge: Forge, offer: Offer): Promise<Renewed> {
  const { head, base, title, body, draft } = offer;
  const answer = await forge.create({ head, base, title, body, draft });
  if (answer.kind !== 'failed' || answer.code !== 'forge-conflict') {
    const request = run.need(answer);
    return { request, texts: { title: textHash(request.title), body: textHash(request.body) }, notes: [] };
  }
  const found = run.need(await forge.find(head, base)).find(({ state }) => state === 'open');
  return found === undefined ? run.fail(answer.code, answer.message) : await renewText(run, forge, offer, found, NOTHING_KNOWN);
}

export function factsOf({ number, url, state, checks, draft, mergeCommit }: PullRequest): PullRequestFacts {
  return { number, url, state, checks, draft, mergeCommit };
}
