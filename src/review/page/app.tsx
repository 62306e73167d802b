import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { fileStanding } from '../model/file-state.js';
import { filterHunks } from '../model/filter.js';
import { groupHunks } from '../model/groups.js';
import { filterNotes } from '../model/left-notes.js';
import { fileRows, groupRows, type ListRow, LONGEST_LIST, leftRows } from '../model/list-rows.js';
import { treeRows } from '../model/path-tree.js';
import { CurrentDialog } from './dialog-of.js';
import { Ended } from './ended.js';
import { FilterPanel } from './filter-panel.js';
import { commandOf } from './keys.js';
import { drawRow, estimate, FileOverlay } from './list-rows.js';
import { Notices } from './notices.js';
import { type Desk, hunkOf, isStop, obey } from './obey.js';
import { PathTree } from './path-tree-view.js';
import { reviewActions } from './review-actions.js';
import type { State } from './state.js';
import type { Store } from './store.js';
import { TopBar } from './top-bar.js';
import { useStore } from './use-store.js';
import { useIsWide } from './use-width.js';
import { type ListHandle, VirtualList } from './virtual-list.js';
import { written } from './words.js';

/** Pixels of window under which two columns are too narrow to read. */
const SPLIT_WIDTH = 1000;
/** Pixels of window from which on the files stand beside the list; page.css has the same. */
const PANEL_WIDTH = 801;
/** Height of what lies over the top of the list. */
const OVERLAY = 40;

const LABELS: Readonly<Record<State['view'], string>> = {
  files: 'Hunks by file',
  groups: 'Groups of equal edits',
  left: 'What is left to a person',
};

/** The whole page. */
export function App({ store }: { readonly store: Store }): JSX.Element {
  const state = useStore(store);
  const { index, decisions, criteria, found, view, closedFolders, cursor } = state;
  const list = useRef<ListHandle>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const isWide = useIsWide(SPLIT_WIDTH);
  const isPanelBeside = useIsWide(PANEL_WIDTH);
  const layout = isWide ? state.layout : 'unified';

  // Decisions change what is shown only where they are asked for.
  const sieved = criteria.verdict === null ? null : decisions;
  const shown = useMemo(() => filterHunks(index, decisions, criteria, found), [index, sieved, criteria, found]);
  const notes = useMemo(() => filterNotes(index.left, criteria), [index, criteria]);
  const rows = useMemo(() => {
    if (view === 'left') return leftRows(index, notes);
    return view === 'files' ? fileRows(index, shown) : groupRows(groupHunks(index, shown));
  }, [index, shown, notes, view]);
  const tree = useMemo(() => treeRows(index, shown, closedFolders), [index, shown, closedFolders]);
  const actions = reviewActions(store, shown);
  const at = rowOfCursor(rows, cursor);
  const hunk = hunkOf(rows[at]);

  const goTo = (row: number): void => {
    store.update({ cursor: { key: rows[row]?.key ?? '', row } });
    list.current?.show(row, 'nearest');
    focusCurrent();
  };
  const desk: Desk = {
    ...{ store, actions, rows, at, goTo },
    openGroup(shape) {
      store.show('files');
      void store.filter({ shape });
    },
    focusSearch() {
      // At once, before anything is drawn: the next key is text already, and must not be taken for a command.
      if (!isPanelBeside) {
        frame.current?.classList.add('panel-open');
        store.update({ isPanelOpen: true });
      }
      searchField.current?.focus();
    },
  };
  const latest = useRef(desk);
  latest.current = desk;

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const command = store.state.applied === null ? commandOf(event, store.isReadOnly) : null;
      if (command === null) return;
      event.preventDefault();
      obey(command, latest.current);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store]);
  useLayoutEffect(() => list.current?.show(afterStopBefore(rows, at), 'start'), [view, criteria, found]);

  if (state.applied !== null) return <Ended store={store} applied={state.applied} />;
  return (
    <div ref={frame} class={`page${state.isPanelOpen ? ' panel-open' : ''}`}>
      <TopBar store={store} />
      <main>
        <section id="panel" class="panel" aria-label="Filter and files">
          <FilterPanel store={store} actions={actions} shown={shown} notes={notes.length} searchField={searchField} />
          <button type="button" class="primary panel-close" onClick={() => store.update({ isPanelOpen: false })}>
            Show {written(view === 'left' ? notes.length : shown.length)}
          </button>
          <PathTree
            rows={tree}
            files={index.files}
            standing={(file) => fileStanding(index, decisions, file)}
            current={hunk === null ? null : (index.hunks[hunk]?.file ?? null)}
            onFile={(file) => {
              store.update({ view: 'files', isPanelOpen: false });
              const row = fileRows(index, shown).findIndex((one) => one.kind === 'file' && one.file === file);
              const stop = isStop(rows[row + 1]) && view === 'files' ? row + 1 : row;
              store.update({ cursor: { key: `h${index.files[file]?.first ?? 0}`, row: stop } });
              requestAnimationFrame(() => list.current?.show(row, 'start'));
            }}
            onToggle={(folder) => {
              const next = new Set(closedFolders);
              if (!next.delete(folder)) next.add(folder);
              store.update({ closedFolders: next });
            }}
          />
        </section>
        <div class="list">
          <Notices store={store} />
          {shown.length > LONGEST_LIST && view === 'files' && (
            <p class="notice">
              The first {written(LONGEST_LIST)} hunks are listed. Narrow the filter, or look at the groups, to see the others.
            </p>
          )}
          {rows.length === 0 ? (
            <p class="empty">{emptyText(state)}</p>
          ) : (
            <VirtualList
              items={rows}
              handle={list}
              label={LABELS[view]}
              measure={`${view} ${layout}`}
              covered={view === 'files' ? OVERLAY : 0}
              estimate={(row) => estimate(row, index.hunks)}
              overlay={(row) => <FileOverlay row={rows[row]} store={store} />}
              draw={(row, number) => drawRow(row, number === at, { store, actions, layout }, desk)}
            />
          )}
        </div>
      </main>
      <CurrentDialog store={store} actions={actions} onDecided={() => obey('next', latest.current)} />
    </div>
  );
}

function emptyText({ index, view }: State): string {
  if (view === 'left') return 'Nothing that is left is like this. Escape shows all of it.';
  if (index.hunks.length > 0) return 'No hunk is like this. Escape shows all of them.';
  return index.left.length > 0
    ? 'The plan changes nothing. What it leaves to you stands under Left.'
    : 'The plan changes nothing.';
}

/** Where the cursor stands; where its row has gone, the next that is left. */
function rowOfCursor(rows: readonly ListRow[], { key, row }: { readonly key: string; readonly row: number }): number {
  if (rows[row]?.key === key) return row;
  const same = rows.findIndex((one) => one.key === key);
  if (same !== -1) return same;
  const next = rows.findIndex((one, index) => index >= row && isStop(one));
  return next === -1 ? rows.findLastIndex(isStop) : next;
}

/** Where a row begins with the headings over it. */
function afterStopBefore(rows: readonly ListRow[], at: number): number {
  return rows.findLastIndex((row, index) => index < at && isStop(row)) + 1;
}

/** The hunk that the keys are about has the focus, so that a screen reader tells it. */
function focusCurrent(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.card.current')?.focus({ preventScroll: true }));
}
