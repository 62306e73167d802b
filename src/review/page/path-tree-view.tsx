import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { FileStanding } from '../model/file-state.js';
import type { TreeRow } from '../model/path-tree.js';
import type { IndexedFile, ReviewIndex } from '../model/review-index.js';
import { KindSign, StateSign, signWords } from './tree-marks.js';
import { type ListHandle, VirtualList } from './virtual-list.js';
import { Escaped, HiddenMark } from './visible-text.js';
import { written } from './words.js';

interface Props {
  readonly rows: readonly TreeRow[];
  readonly files: ReviewIndex['files'];
  readonly standing: (file: number) => FileStanding;
  /** Number of the file that the list is at. */
  readonly current: number | null;
  readonly onFile: (file: number) => void;
  readonly onToggle: (folder: string) => void;
}

const ROW = 28;

/** The files, as a tree that is moved in by the arrow keys. https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ */
export function PathTree({ rows, files, standing, current, onFile, onToggle }: Props): JSX.Element {
  const handle = useRef<ListHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState('');
  const found = rows.findIndex(({ path }) => path === active);
  const at = found === -1 ? 0 : found;
  const act = (row: TreeRow): void => (row.file === null ? onToggle(row.path) : onFile(row.file));
  const go = (row: number): void => {
    const next = rows[Math.min(Math.max(row, 0), rows.length - 1)];
    if (next === undefined) return;
    setActive(next.path);
    handle.current?.show(rows.indexOf(next), 'nearest');
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus({ preventScroll: true }),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      Enter: () => act(row),
      ' ': () => act(row),
      ArrowRight: () => (row.file === null && !row.isOpen ? onToggle(row.path) : go(at + 1)),
      ArrowLeft: () => (row.isOpen ? onToggle(row.path) : go(parentOf(rows, at))),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  return (
    <div class="tree" role="tree" aria-label="Files" ref={box} onKeyDown={onKeyDown}>
      <VirtualList
        items={rows.map((row) => ({ ...row, key: row.path }))}
        estimate={() => ROW}
        handle={handle}
        measure="tree"
        covered={0}
        draw={(row, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the tree's
          <div
            role="treeitem"
            tabIndex={index === at ? 0 : -1}
            aria-level={row.level}
            aria-expanded={row.file === null ? row.isOpen : undefined}
            aria-selected={row.file !== null && row.file === current}
            class="tree-row"
            style={{ paddingInlineStart: `${row.level * 14 - 6}px` }}
            onClick={() => {
              setActive(row.path);
              act(row);
            }}
          >
            {row.file === null ? (
              <FolderParts row={row} />
            ) : (
              <FileParts row={row} kind={files[row.file]?.kind ?? 'modify'} standing={standing(row.file)} />
            )}
          </div>
        )}
      />
    </div>
  );
}

function FolderParts({ row }: { readonly row: TreeRow }): JSX.Element {
  return (
    <>
      <span class="twist" aria-hidden="true">
        {row.isOpen ? '▾' : '▸'}
      </span>
      <Name row={row} />
      <Count row={row} />
      <span class="tree-mark" />
    </>
  );
}

interface FileProps {
  readonly row: TreeRow;
  readonly kind: IndexedFile['kind'];
  readonly standing: FileStanding;
}

function FileParts({ row, kind, standing }: FileProps): JSX.Element {
  return (
    <>
      <KindSign kind={kind} />
      <Name row={row} />
      <Count row={row} also={`, ${signWords(kind, standing)}`} />
      <StateSign standing={standing} />
    </>
  );
}

function Name({ row }: { readonly row: TreeRow }): JSX.Element {
  return (
    <span class="tree-name">
      <Escaped text={row.name} />
      <HiddenMark text={row.name} />
    </span>
  );
}

/** @param also what is told to ears alone. */
function Count({ row, also = '' }: { readonly row: TreeRow; readonly also?: string }): JSX.Element {
  return (
    <span class="tree-count">
      {written(row.hunks)}
      <span class="sr">
        {row.hunks === 1 ? ' hunk' : ' hunks'}
        {also}
      </span>
    </span>
  );
}

function parentOf(rows: readonly TreeRow[], at: number): number {
  const level = rows[at]?.level ?? 1;
  return Math.max(
    0,
    rows.findLastIndex((row, index) => index < at && row.level < level),
  );
}
