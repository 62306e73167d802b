/** What a key asks for. */
export type Command =
  | 'next'
  | 'previous'
  | 'next-file'
  | 'previous-file'
  | 'next-undecided'
  | 'accept'
  | 'reject'
  | 'accept-file'
  | 'reject-file'
  | 'reject-rest'
  | 'accept-group'
  | 'reject-group'
  | 'many'
  | 'comment'
  | 'undo'
  | 'open'
  | 'search'
  | 'layout'
  | 'view'
  | 'clear'
  | 'apply'
  | 'help';

interface Key {
  /** As `KeyboardEvent.key` gives them; the first is the one that is told. */
  readonly keys: readonly string[];
  readonly command: Command;
  readonly told: string;
  /** Works where nothing can be decided too. */
  readonly isReading: boolean;
}

export const KEYS: readonly Key[] = [
  { keys: ['j'], command: 'next', told: 'Next hunk, group or note', isReading: true },
  { keys: ['k'], command: 'previous', told: 'Previous hunk, group or note', isReading: true },
  { keys: ['J'], command: 'next-file', told: 'Next file', isReading: true },
  { keys: ['K'], command: 'previous-file', told: 'Previous file', isReading: true },
  { keys: ['o', 'Enter'], command: 'open', told: 'Show the hunks like this one', isReading: true },
  { keys: ['e'], command: 'next-undecided', told: 'Next hunk that is not decided', isReading: true },
  { keys: ['a', 'y'], command: 'accept', told: 'Accept', isReading: false },
  { keys: ['x', 'n'], command: 'reject', told: 'Reject, with a reason', isReading: false },
  { keys: ['f'], command: 'accept-file', told: 'Accept the whole file', isReading: false },
  { keys: ['F'], command: 'reject-file', told: 'Reject the whole file', isReading: false },
  { keys: ['d'], command: 'reject-rest', told: 'Reject this hunk and the rest of the file', isReading: false },
  { keys: ['g'], command: 'accept-group', told: 'Accept all that are alike', isReading: false },
  { keys: ['G'], command: 'reject-group', told: 'Reject all that are alike', isReading: false },
  { keys: ['m'], command: 'many', told: 'Decide about many: file, alike, codemod, all shown', isReading: false },
  { keys: ['c'], command: 'comment', told: 'Comment', isReading: false },
  { keys: ['u'], command: 'undo', told: 'Undo the last decision', isReading: false },
  { keys: ['/'], command: 'search', told: 'Search', isReading: true },
  { keys: ['s'], command: 'layout', told: 'Unified or side by side', isReading: true },
  { keys: ['v'], command: 'view', told: 'Files, groups or what is left to you', isReading: true },
  { keys: ['Escape'], command: 'clear', told: 'Show everything again', isReading: true },
  { keys: ['P'], command: 'apply', told: 'Apply what is accepted', isReading: false },
  { keys: ['?'], command: 'help', told: 'These keys', isReading: true },
];

/** The command of a key that was pressed, or null where it is text, the browser's own, or means something to what has the focus. */
export function commandOf(event: KeyboardEvent, isReadOnly: boolean): Command | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return null;
  const { target } = event;
  const isField = target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null;
  const isPressed = target instanceof HTMLElement && target.closest('button, summary, a') !== null && event.key === 'Enter';
  if (isField || isPressed) return null;
  const found = KEYS.find(({ keys, isReading }) => keys.includes(event.key) && (isReading || !isReadOnly));
  return found?.command ?? null;
}
