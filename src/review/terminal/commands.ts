import { accept, acceptAlike, acceptFile, alikeElsewhere, reject, rejectAlike, rejectFile, undo } from './decide.js';
import { drawBlock } from './draw-block.js';
import { editHunk } from './edit-hunk.js';
import type { Key } from './io.js';
import { goTo, next, nextUndecided, previous, previousUndecided, search, split, toggleWrap } from './move.js';
import { ask, blockAt, type Next, otherUndecided, type Review } from './state.js';
import { hangText } from './wrap.js';

/** A key of the review. The letters are those of `git add -p` where it has them. */
interface Command {
  readonly key: Key;
  readonly help: string;
  /** Whether there is anything for it to do. */
  readonly isOffered: (review: Review) => boolean;
  readonly run: (review: Review) => Promise<Next>;
}

const always = (): boolean => true;
const hasSeveral = ({ state }: Review): boolean => state.blocks.length > 1;
const hasAlike = (review: Review): boolean => alikeElsewhere(review).length > 0;
const hasUndecided =
  (direction: 1 | -1) =>
  ({ session, state }: Review): boolean =>
    otherUndecided(state, session.decisions(), direction) !== null;

const COMMANDS: readonly Command[] = [
  { key: 'y', help: 'accept this hunk', isOffered: always, run: accept },
  { key: 'n', help: 'reject this hunk, and say why', isOffered: always, run: reject },
  { key: 'a', help: 'accept this hunk and the rest of the file', isOffered: always, run: acceptFile },
  { key: 'd', help: 'reject this hunk and the rest of the file', isOffered: always, run: rejectFile },
  { key: 'A', help: 'accept all hunks alike, here and in other files', isOffered: hasAlike, run: acceptAlike },
  { key: 'N', help: 'reject all hunks alike, here and in other files', isOffered: hasAlike, run: rejectAlike },
  { key: 's', help: 'split: show these hunks one by one', isOffered: ({ state }) => blockAt(state).hunks.length > 1, run: split },
  { key: 'q', help: 'quit; what was decided is saved', isOffered: always, run: async () => ({ kind: 'quit' }) },
  { key: 'e', help: 'edit this hunk in your editor, and accept it so', isOffered: isEditable, run: editHunk },
  { key: 'j', help: 'go to the next undecided hunk', isOffered: hasUndecided(1), run: nextUndecided },
  { key: 'k', help: 'go to the previous undecided hunk', isOffered: hasUndecided(-1), run: previousUndecided },
  { key: 'J', help: 'go to the next hunk', isOffered: ({ state }) => state.at + 1 < state.blocks.length, run: next },
  { key: 'K', help: 'go to the previous hunk', isOffered: ({ state }) => state.at > 0, run: previous },
  { key: 'g', help: 'list the hunks, and go to one', isOffered: hasSeveral, run: goTo },
  { key: '/', help: 'go to the next hunk with a regular expression', isOffered: hasSeveral, run: search },
  { key: 'u', help: 'undo the last decision', isOffered: ({ state }) => state.past.length > 0, run: undo },
  { key: '?', help: 'show this help', isOffered: always, run: showHelp },
];

/** Keys that are not worth a place in every prompt. */
const QUIET: readonly Command[] = [
  { key: 'w', help: 'show long lines of context whole, or cut', isOffered: always, run: toggleWrap },
  { key: ' ', help: 'show more of a long hunk', isOffered: always, run: showMore },
  { key: '<ctrl-l>', help: 'draw the hunk again', isOffered: always, run: async ({ state }) => ({ kind: 'show', state }) },
  { key: '<ctrl-c>', help: 'quit', isOffered: always, run: async () => ({ kind: 'quit' }) },
  { key: '<ctrl-d>', help: 'quit', isOffered: always, run: async () => ({ kind: 'quit' }) },
];

/** The keys that do something here, in the order of the prompt. */
export function offeredKeys(review: Review): readonly Key[] {
  return COMMANDS.filter(({ isOffered }) => isOffered(review)).map(({ key }) => key);
}

/** What a key does here; null where it does nothing. */
export function commandOf(review: Review, key: Key): ((review: Review) => Promise<Next>) | null {
  const command = [...COMMANDS, ...QUIET].find((one) => one.key === key);
  return command?.isOffered(review) === true ? command.run : null;
}

function isEditable({ state }: Review): boolean {
  const { hunks } = blockAt(state);
  return hunks.length === 1 && hunks[0]?.kind === 'modify';
}

async function showHelp(review: Review): Promise<Next> {
  const { io, theme } = review;
  const names: Readonly<Record<Key, string>> = { ' ': 'Space', '<ctrl-l>': 'Ctrl-L', '<ctrl-c>': 'Ctrl-C', '<ctrl-d>': 'Ctrl-D' };
  const commands = [...COMMANDS, ...QUIET.filter(({ key }) => key !== '<ctrl-d>')].filter(({ isOffered }) => isOffered(review));
  const rows = commands.flatMap(({ key, help }) => hangText(`${(names[key] ?? key).padEnd(6)} ${help}`, io.columns, '       '));
  io.write(`${rows.map(theme.place).join('\n')}\n`);
  return ask('');
}

async function showMore(review: Review): Promise<Next> {
  const { state } = review;
  const { next: row } = drawBlock(review);
  if (row === null && state.row === 0) return ask('The whole hunk is shown.');
  return { kind: 'show', state: { ...state, row: row ?? 0 } };
}
