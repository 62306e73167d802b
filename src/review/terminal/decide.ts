import { countOf } from '../../core/count-of.js';
import { alongText, decidedAlong } from '../../core/review/decided-along.js';
import { type Decision, UNDECIDED, type Verdict } from '../../core/review/decision.js';
import type { ReviewHunk } from '../../core/review/review-hunk.js';
import type { Judgement, ReviewSession } from '../../core/review/session.js';
import { askForLine, confirm } from './line-editor.js';
import { ask, blockAt, formerDecisions, goOn, type Next, type Review, settle, show } from './state.js';
import { wrapText } from './wrap.js';

/** Writes a decision down at once, and remembers what it has replaced. What is decided along with it is told. */
export async function decide(review: Review, hunks: readonly string[], judgement: Judgement): Promise<Next> {
  const before = beforeDeciding(review, hunks, judgement.verdict);
  await review.session.decide(hunks, judgement);
  return decided(review, hunks, before, judgement.verdict);
}

/** How hunks stand, and those that are decided along with them. */
function beforeDeciding({ session }: Review, hunks: readonly string[], verdict: Verdict): ReadonlyMap<string, Decision> {
  const decisions = session.decisions();
  return formerDecisions([...hunks, ...decidedAlong(session.files, hunks, verdict, decisions)], decisions);
}

function decided(
  { session, io, state }: Review,
  hunks: readonly string[],
  before: ReadonlyMap<string, Decision>,
  verdict: Verdict,
): Next {
  const along = new Set([...before.keys()].filter((id) => !hunks.includes(id)));
  if (along.size > 0) {
    const others = session.files.flatMap((file) => file.hunks.filter(({ id }) => along.has(id)));
    io.write(`${wrapText(alongText(others, verdict), io.columns).join('\n')}\n`);
  }
  const past = [...state.past, { hunk: blockAt(state).hunks[0]?.id ?? '', before }];
  return goOn({ ...state, past }, session.decisions());
}

export async function accept(review: Review): Promise<Next> {
  const isSure = review.state.isSeen || (await confirm(review.io, 'Its end was not shown. Accept it all the same'));
  if (!isSure) return ask('Nothing was decided. Space shows more.');
  return acceptAll(review, idsOf(blockAt(review.state).hunks));
}

export async function reject(review: Review): Promise<Next> {
  return rejectAll(review, idsOf(blockAt(review.state).hunks));
}

export async function acceptFile(review: Review): Promise<Next> {
  return acceptAll(review, restOfFile(review));
}

export async function rejectFile(review: Review): Promise<Next> {
  return rejectAll(review, restOfFile(review));
}

export async function acceptAlike(review: Review): Promise<Next> {
  const hunks = allAlike(review);
  return (await confirm(review.io, `Accept ${described(hunks)}`)) ? acceptAll(review, idsOf(hunks)) : ask('Nothing was decided.');
}

export async function rejectAlike(review: Review): Promise<Next> {
  const hunks = allAlike(review);
  return (await confirm(review.io, `Reject ${described(hunks)}`)) ? rejectAll(review, idsOf(hunks)) : ask('Nothing was decided.');
}

/** Takes the last decision back, and goes to where it was made. */
export async function undo({ session, state }: Review): Promise<Next> {
  const last = state.past.at(-1);
  if (last === undefined) return ask('There is nothing to take back.');
  await putBack(session, last.before);
  const settled = settle({ ...state, past: state.past.slice(0, -1) }, session.decisions(), last.hunk);
  return show(settled, settled.at);
}

/** Undecided hunks elsewhere that do the same as those at hand. None where those at hand do different things. */
export function alikeElsewhere({ session, state }: Review): readonly ReviewHunk[] {
  const own = blockAt(state).hunks;
  const shape = own[0]?.shape;
  if (own.some((hunk) => hunk.shape !== shape)) return [];
  const decisions = session.decisions();
  const isOpen = ({ id }: ReviewHunk): boolean => (decisions.get(id) ?? UNDECIDED).verdict === 'undecided';
  return session.files.flatMap(({ hunks }) =>
    hunks.filter((hunk) => hunk.shape === shape && isOpen(hunk) && !own.includes(hunk)),
  );
}

function allAlike(review: Review): readonly ReviewHunk[] {
  return [...blockAt(review.state).hunks, ...alikeElsewhere(review)];
}

function described(hunks: readonly ReviewHunk[]): string {
  const files = new Set(hunks.map(({ path }) => path)).size;
  const unsafe = hunks.filter(({ applicability }) => applicability !== 'safe').length;
  const remark = unsafe === 0 ? '' : unsafe === hunks.length ? ', not safe,' : `, ${unsafe} of them not safe,`;
  return `${countOf(hunks.length, 'hunk')} alike${remark} in ${countOf(files, 'file')}`;
}

/** What was accepted as a person has edited it is shown so, and stays so. */
async function acceptAll(review: Review, hunks: readonly string[]): Promise<Next> {
  const { session, state } = review;
  const decisions = session.decisions();
  const asPlanned = hunks.filter((hunk) => (decisions.get(hunk) ?? UNDECIDED).edited === null);
  return asPlanned.length === 0 ? goOn(state, decisions) : decide(review, asPlanned, { verdict: 'accepted' });
}

/**
 * On the disk before the reason is asked for, and taken back where a person gives that up: a terminal that closes takes nothing back.
 * What was rejected before keeps its reason until another one is given.
 */
async function rejectAll(review: Review, hunks: readonly string[]): Promise<Next> {
  const { session, io } = review;
  const before = beforeDeciding(review, hunks, 'rejected');
  const fresh = hunks.filter((hunk) => before.get(hunk)?.verdict !== 'rejected');
  if (fresh.length > 0) await session.decide(fresh, { verdict: 'rejected' });
  const answer = await askForLine(io, 'Why? (Enter: not said) ');
  if (answer === 'given-up') {
    if (fresh.length > 0) await putBack(session, before);
    return ask('Nothing was rejected.');
  }
  if (answer !== 'closed') {
    const reason = answer.line;
    const reasoned = reason === '' ? hunks.filter((hunk) => !fresh.includes(hunk)) : [...before.keys()];
    if (reasoned.length > 0) await session.decide(reasoned, { verdict: 'rejected', reason });
  }
  return decided(review, hunks, before, 'rejected');
}

async function putBack(session: ReviewSession, before: ReadonlyMap<string, Decision>): Promise<void> {
  for (const [decision, hunks] of byDecision(before)) await session.decide(hunks, decision);
}

/** The hunks at hand, and what is undecided behind them in their file. */
function restOfFile({ session, state }: Review): readonly string[] {
  const { file, hunks } = blockAt(state);
  const decisions = session.decisions();
  const later = state.blocks.slice(state.at + 1).filter((block) => block.file === file);
  const open = idsOf(later.flatMap((block) => block.hunks)).filter(
    (id) => (decisions.get(id) ?? UNDECIDED).verdict === 'undecided',
  );
  return [...idsOf(hunks), ...open];
}

function idsOf(hunks: readonly ReviewHunk[]): readonly string[] {
  return hunks.map(({ id }) => id);
}

function byDecision(before: ReadonlyMap<string, Decision>): readonly (readonly [Decision, readonly string[]])[] {
  const groups = new Map<string, readonly [Decision, string[]]>();
  for (const [hunk, decision] of before) {
    // What was edited is of one hunk alone.
    const name = decision.edited === null ? `${decision.verdict} ${decision.reason}` : `edited ${hunk}`;
    const group = groups.get(name) ?? [decision, []];
    group[1].push(hunk);
    groups.set(name, group);
  }
  return [...groups.values()];
}
