import { visible, visibleLine } from '../../core/display.js';
import { type Block, split as splitBlock } from './block.js';
import { readLine } from './line-editor.js';
import { listBlocks } from './list.js';
import { shownPath } from './shown-path.js';
import { ask, blockAt, type Next, otherUndecided, type Review, show } from './state.js';

export async function nextUndecided({ session, state }: Review): Promise<Next> {
  const at = otherUndecided(state, session.decisions(), 1);
  return at === null ? ask('No other hunk is undecided.') : show(state, at);
}

export async function previousUndecided({ session, state }: Review): Promise<Next> {
  const at = otherUndecided(state, session.decisions(), -1);
  return at === null ? ask('No other hunk is undecided.') : show(state, at);
}

export async function next({ state }: Review): Promise<Next> {
  return state.at + 1 < state.blocks.length ? show(state, state.at + 1) : ask('This is the last hunk.');
}

export async function previous({ state }: Review): Promise<Next> {
  return state.at > 0 ? show(state, state.at - 1) : ask('This is the first hunk.');
}

export async function split({ io, state }: Review): Promise<Next> {
  const parts = splitBlock(blockAt(state));
  io.write(`Split into ${parts.length} hunks.\n`);
  return show({ ...state, blocks: state.blocks.toSpliced(state.at, 1, ...parts) }, state.at);
}

export async function toggleWrap({ state }: Review): Promise<Next> {
  return show({ ...state, wraps: !state.wraps }, state.at);
}

/** Lists the hunks from the one at hand, screen by screen, and goes to the one that is named by its number. */
export async function goTo(review: Review): Promise<Next> {
  const { io, state } = review;
  const size = Math.max(1, io.rows - 3);
  for (let from = state.at; ; from = (from + size) % state.blocks.length) {
    const until = Math.min(state.blocks.length, from + size);
    io.write(listBlocks(review, from, until));
    const answer = await readLine(io, 'Go to which hunk? (Enter: list more) ');
    if (answer === null) return ask('');
    if (answer === '') continue;
    const number = /^\d+$/.test(answer) ? Number(answer) : 0;
    return number >= 1 && number <= state.blocks.length
      ? show(state, number - 1)
      : ask(`There are hunks 1 to ${state.blocks.length}, and no "${visibleLine(answer)}".`);
  }
}

/** Goes to the next hunk whose path or diff has a match. */
export async function search({ session, io, state }: Review): Promise<Next> {
  const wanted = await readLine(io, 'Search for: ');
  if (wanted === null || wanted === '') return ask('');
  const pattern = patternOf(wanted);
  for (let step = 1; step <= state.blocks.length; step++) {
    const at = (state.at + step) % state.blocks.length;
    const block = state.blocks[at];
    const text = [shownPath(session, block?.file.path ?? ''), ...linesOf(block).map(visible)].join('\n');
    if (pattern.test(text)) return show(state, at);
  }
  return ask(`No hunk has "${visibleLine(wanted)}".`);
}

/** A regular expression, or the very text where it is none. */
function patternOf(wanted: string): RegExp {
  try {
    return new RegExp(wanted, 'm');
  } catch {
    return new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'm');
  }
}

function linesOf(block: Block | undefined): readonly string[] {
  return (block?.hunks ?? []).flatMap(({ parts }) => parts.flatMap(({ lines }) => lines));
}
