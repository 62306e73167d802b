import { countOf } from '../../core/count-of.js';
import { visibleLine } from '../../core/display.js';
import type { ReviewSession } from '../../core/review/session.js';
import { type Block, blocksOf, isUndecided } from './block.js';
import { commandOf, offeredKeys } from './commands.js';
import { undo } from './decide.js';
import { drawBlock } from './draw-block.js';
import type { ReviewIo } from './io.js';
import { isNamed, readLine } from './line-editor.js';
import { shownPath } from './shown-path.js';
import { blockAt, type Next, type Review, type State, show } from './state.js';
import { drawStale, drawSummary, tally } from './summary.js';
import { themeOf } from './theme.js';
import { wrapText } from './wrap.js';

/** How a review ended: with the wish to carry out what was accepted, or without. Then whoever called tells how to go on. */
export interface ReviewEnd {
  readonly kind: 'apply' | 'quit';
}

const QUIT: ReviewEnd = { kind: 'quit' };

/**
 * Asks about every undecided hunk of a session, as `git add -p` does. Each decision is written down at once.
 *
 * @throws what `session.decide` throws, and what reading a key does.
 */
export async function reviewInTerminal(session: ReviewSession, io: ReviewIo): Promise<ReviewEnd> {
  const theme = themeOf(io.colors);
  const decisions = session.decisions();
  const blocks = blocksOf(session.files, decisions);
  io.write(
    drawStale(session, theme, io.columns)
      .map((row) => `${row}\n`)
      .join(''),
  );
  if (blocks.length === 0) {
    io.write('There is nothing to review.\n');
    return QUIT;
  }
  const first = blocks.findIndex((block) => isUndecided(block, decisions));
  const state: State = { blocks, at: Math.max(0, first), row: 0, isSeen: false, wraps: false, past: [] };
  io.write(welcome(session, io.columns));
  return takeTurns({ session, io, theme, state }, first < 0 ? { kind: 'finish', state } : { kind: 'show', state });
}

function welcome(session: ReviewSession, columns: number): string {
  const { accepted, rejected, undecided } = tally(session.files, session.decisions());
  const decided = accepted + rejected;
  const said = `${decided.toLocaleString('en-US')} of ${countOf(decided + undecided, 'hunk')} are decided.`;
  return decided === 0 ? '' : `${wrapText(said, columns).join('\n')}\n`;
}

async function takeTurns(start: Review, opening: Next): Promise<ReviewEnd> {
  let review = start;
  let next = opening;
  for (;;) {
    if (next.kind === 'quit') return leave(review);
    if (next.kind !== 'ask') review = { ...review, state: next.state };
    if (next.kind === 'finish') {
      const end = await conclude(review);
      if ('ended' in end) return end.ended;
      next = end;
      continue;
    }
    if (next.kind === 'show') review = shown(review);
    else if (next.note !== '') review.io.write(`${wrapText(next.note, review.io.columns).join('\n')}\n`);
    next = await answer(review);
  }
}

function shown(review: Review): Review {
  const { rows, next } = drawBlock(review);
  review.io.write(`\n${rows.join('\n')}\n`);
  return { ...review, state: { ...review.state, isSeen: review.state.isSeen || next === null } };
}

/** Asks what to do with the block at hand. */
async function answer(review: Review): Promise<Next> {
  const { session, io, theme, state } = review;
  const question = `${questionOf(session, blockAt(state))} [${offeredKeys(review).join(',')}]?`;
  io.write(
    `${wrapText(question, io.columns - 3)
      .map(theme.prompt)
      .join('\n')} `,
  );
  for (;;) {
    const key = await io.readKey();
    if (key === null) {
      io.write('\n');
      return { kind: 'quit' };
    }
    const run = commandOf(review, key);
    // Enter is typed out of habit behind every letter; what is pasted was not meant for a question that takes one key.
    if (run === null && isNamed(key)) continue;
    io.write(`${isNamed(key) || key === ' ' ? '' : visibleLine(key)}\n`);
    return run === null ? { kind: 'ask', note: `"${visibleLine(key)}" does nothing here. Press ? for help.` } : run(review);
  }
}

/** In a campaign nothing is done by an answer: what is accepted is approved at the end. */
function questionOf(session: ReviewSession, { file, hunks }: Block): string {
  const [path, to] = [shownPath(session, file.path), shownPath(session, file.to ?? '')];
  const isApproved = session.purpose === 'approve';
  const what = hunks.length === 1 ? 'this hunk' : `these ${hunks.length} hunks`;
  switch (file.kind) {
    case 'create':
      return isApproved ? `Approve the new file ${path}` : `Create ${path}`;
    case 'delete':
      return isApproved ? `Approve that ${path} is deleted` : `Delete ${path}`;
    case 'rename':
      return isApproved ? `Approve that ${path} is moved to ${to}` : `Move ${path} to ${to}`;
    case 'modify':
      return isApproved ? `Approve ${what} in ${path}` : `Apply ${what} to ${path}`;
  }
}

function leave({ session, io, theme }: Review): ReviewEnd {
  io.write(`\n${drawSummary(session, theme, io)}`);
  return QUIT;
}

/**
 * Everything is decided: whether to carry it out. The answer is a line, which a key that is held down does not give by
 * itself.
 */
async function conclude(review: Review): Promise<Next | { readonly ended: ReviewEnd }> {
  const { session, io, theme, state } = review;
  const { accepted } = tally(session.files, session.decisions());
  io.write(`\n${drawSummary(session, theme, io)}`);
  io.dropTypeAhead();
  for (;;) {
    const wish = accepted === 0 ? 'Nothing is accepted. Leave the review' : lastQuestion(session, accepted);
    const keys = state.past.length > 0 ? 'y,n,r,u,?' : 'y,n,r,?';
    const help = `y: yes, n: not now, r: look again${state.past.length > 0 ? ', u: undo the last decision' : ''}; then Enter`;
    io.write(`${wrapText(`${wish} [${keys}, then Enter]?`, io.columns).map(theme.prompt).join('\n')}\n`);
    const said = (await readLine(io, '> '))?.toLowerCase() ?? 'n';
    if (said === 'y' || said === 'yes') return { ended: accepted === 0 ? QUIT : { kind: 'apply' } };
    if (said === 'n' || said === 'no' || said === 'q') return { ended: QUIT };
    if (said === 'r') return show(state, 0);
    if (said === 'u' && state.past.length > 0) return undo(review);
    io.write(`${wrapText(help, io.columns).join('\n')}\n`);
  }
}

/** In a campaign nothing is applied by it. */
function lastQuestion({ purpose }: ReviewSession, accepted: number): string {
  const verb = purpose === 'approve' ? 'Approve' : 'Apply';
  return accepted === 1 ? `${verb} the accepted hunk now` : `${verb} the ${countOf(accepted, 'accepted hunk')} now`;
}
