import type { Forge, PullRequest, PullRequestText } from '../../forges/forge.js';
import type { KnownTexts } from '../../model/events.js';
import { type Marker, readMarker, renewMarker } from '../../publishing/marker.js';
import { isSameText, textHash } from '../../publishing/text-hash.js';
import { type Answer, type JobRun, mayPass } from '../job-run.js';

/** What a pull request is to say. */
export interface WantedText extends PullRequestText {
  readonly marker: Marker;
  /** What is told in a comment where the body is a person's by now; it ends with the marker. */
  readonly news: string;
  /** What another plan of the unit makes us say; null where that plan is lost. */
  textOf(plan: string): Promise<PullRequestText | null>;
}

export interface Renewed {
  readonly request: PullRequest;
  readonly texts: KnownTexts;
  /** What could not be told there, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Brings title and body of an open pull request up to date, each only where it stands as we wrote it last. What a person has changed,
 * or what we cannot prove to be ours, stays: then a comment tells what is new, once.
 *
 * Hosts know no write on a condition: what a person writes in the moment between our look and our write is lost to it.
 *
 * @param known what we wrote last, as the journal has it.
 */
export async function renewText(
  run: JobRun,
  forge: Forge,
  wanted: WantedText,
  open: PullRequest,
  known: KnownTexts,
): Promise<Renewed> {
  const ours = await whatIsOurs(wanted, open, known);
  // Before the marker of the body says that its reader knows.
  const notes = ours.body ? [] : await tellNews(run, forge, wanted, open, known);
  const title = ours.title ? wanted.title : open.title;
  const body = ours.body ? wanted.body : renewMarker(open.body, wanted.marker);
  const change = {
    ...(isSameText(title, open.title) ? {} : { title }),
    ...(isSameText(body, open.body) ? {} : { body }),
  };
  const request = Object.keys(change).length === 0 ? open : run.need(await forge.update(open.number, change));
  const hashOf = (field: keyof KnownTexts) => (ours[field] ? textHash(request[field]) : known[field]);
  return { request, texts: { title: hashOf('title'), body: hashOf('body') }, notes };
}

type Ours = Readonly<Record<keyof KnownTexts, boolean>>;

/**
 * What stands as we have written it: by the journal, or as this plan makes it, or that of its marker: then a process wrote it that did
 * not live to tell of it.
 */
async function whatIsOurs(wanted: WantedText, open: PullRequest, known: KnownTexts): Promise<Ours> {
  const isAny = (field: keyof KnownTexts, hashes: readonly (string | null)[]): boolean => hashes.includes(textHash(open[field]));
  const first = (field: keyof KnownTexts): boolean => isAny(field, [known[field], textHash(wanted[field])]);
  const plan = planIn(open.body, wanted.marker);
  if ((first('title') && first('body')) || plan === null) return { title: first('title'), body: first('body') };
  const before = await wanted.textOf(plan);
  const isOurs = (field: keyof KnownTexts) => first(field) || (before !== null && isAny(field, [textHash(before[field])]));
  return { title: isOurs('title'), body: isOurs('body') };
}

/** The comments are looked at first: one may be there whose answer was lost, or of a process that was killed behind it. */
async function tellNews(
  run: JobRun,
  forge: Forge,
  { marker, news, body }: WantedText,
  open: PullRequest,
  known: KnownTexts,
): Promise<readonly string[]> {
  if (planIn(open.body, marker) === marker.plan) return [];
  const comments = lasting(run, await forge.comments(open.number));
  if (comments.kind === 'failed') return [untold(comments.message)];
  const told = comments.value.flatMap((comment) => planIn(comment, marker) ?? []);
  const last = told.at(-1);
  if (last === undefined ? known.body === textHash(body) : last === marker.plan) return [];
  const said = lasting(run, await forge.comment(open.number, news));
  return said.kind === 'failed' ? [untold(said.message)] : [];
}

function untold(message: string): string {
  return `What is new could not be told in a comment: ${message}`;
}

/** An answer that stays as it is; the job ends early where a later one may be another. */
function lasting<T>(run: JobRun, answer: Answer<T>): Exclude<Answer<T>, { kind: 'paused' }> {
  if (answer.kind === 'paused' || mayPass(answer)) return { kind: 'ok', value: run.need(answer) };
  return answer;
}

/** The plan that a text tells of; null where it is not one of this campaign and unit. */
function planIn(text: string, { campaign, shard }: Marker): string | null {
  const found = readMarker(text);
  return found?.campaign === campaign && found.shard === shard ? found.plan : null;
}
