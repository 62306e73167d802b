import type { ListRow } from '../model/list-rows.js';
import { verdictOf } from '../model/tally.js';
import type { Command } from './keys.js';
import type { ReviewActions } from './review-actions.js';
import type { State } from './state.js';
import type { Store } from './store.js';

/** What the commands of keys are about. */
export interface Desk {
  readonly store: Store;
  readonly actions: ReviewActions;
  readonly rows: readonly ListRow[];
  /** Index of the row of the cursor in `rows`; -1 when there is none. */
  readonly at: number;
  goTo(row: number): void;
  openGroup(shape: number): void;
  focusSearch(): void;
}

/** Rows that the cursor can stand on. */
export function isStop(row: ListRow | undefined): boolean {
  return row?.kind === 'hunk' || row?.kind === 'group' || row?.kind === 'note';
}

/** The hunk that stands for a row. */
export function hunkOf(row: ListRow | undefined): number | null {
  if (row?.kind === 'hunk') return row.hunk;
  return row?.kind === 'group' ? (row.group.hunks[0] ?? null) : null;
}

function hunksOf(row: ListRow | undefined): readonly number[] {
  if (row?.kind === 'hunk') return [row.hunk];
  return row?.kind === 'group' ? row.group.hunks : [];
}

/** Carries the command of a key out. */
export function obey(command: Command, desk: Desk): void {
  const { store, actions, rows, at } = desk;
  const { state } = store;
  const row = rows[at];
  const hunk = hunkOf(row);
  const seek = (step: 1 | -1, isWanted: (row: ListRow, index: number) => boolean): void => {
    for (let next = at + step; next >= 0 && next < rows.length; next += step) {
      const found = rows[next];
      if (found === undefined || !isStop(found) || !isWanted(found, next)) continue;
      desk.goTo(next);
      return;
    }
  };
  const acceptAll = (hunks: readonly number[]): void => {
    actions.accept(hunks);
    if (command === 'accept' && hunks.length > 0) seek(1, () => true);
  };
  const scope = (which: 'file' | 'group'): readonly number[] => (hunk === null ? [] : actions.scope(hunk, which));
  const commands: Readonly<Record<Command, () => void>> = {
    next: () => seek(1, () => true),
    previous: () => seek(-1, () => true),
    'next-file': () => seek(1, (_, index) => isFile(rows[index - 1])),
    'previous-file': () => seek(-1, (_, index) => isFile(rows[index - 1])),
    'next-undecided': () => seek(1, (found) => hunksOf(found).some((one) => verdictOf(state.decisions, one) === 'undecided')),
    accept: () => acceptAll(hunksOf(row)),
    reject: () => actions.reject(hunksOf(row)),
    'accept-file': () => acceptAll(scope('file')),
    'reject-file': () => actions.reject(scope('file')),
    'reject-rest': () => row?.kind === 'hunk' && actions.reject(actions.scope(row.hunk, 'rest')),
    'accept-group': () => acceptAll(scope('group')),
    'reject-group': () => actions.reject(scope('group')),
    many: () => hunk !== null && store.update({ dialog: { kind: 'many', hunk } }),
    comment: () => row?.kind === 'hunk' && store.update({ dialog: { kind: 'comment', hunk: row.hunk } }),
    undo: () => void store.undo(),
    open: () => hunk !== null && desk.openGroup(state.index.hunks[hunk]?.shape ?? -1),
    search: desk.focusSearch,
    layout: () => store.update({ layout: state.layout === 'split' ? 'unified' : 'split' }),
    view: () => store.show(viewAfter(state)),
    clear: () => clear(store),
    apply: () => store.update({ dialog: { kind: 'apply' } }),
    help: () => store.update({ dialog: { kind: 'help' } }),
  };
  commands[command]();
}

function isFile(row: ListRow | undefined): boolean {
  return row?.kind === 'file' || row?.kind === 'left-file';
}

function viewAfter({ view, index }: State): State['view'] {
  if (view === 'files') return 'groups';
  return view === 'groups' && index.left.length > 0 ? 'left' : 'files';
}

function clear(store: Store): void {
  if (store.state.isPanelOpen) store.update({ isPanelOpen: false });
  else if (store.state.failure !== null) store.update({ failure: null });
  else void store.filter({ codemod: null, applicability: null, verdict: null, path: '', shape: null, text: '' });
}
