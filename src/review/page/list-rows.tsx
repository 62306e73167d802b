import type { JSX } from 'preact';
import type { ListRow } from '../model/list-rows.js';
import { shownFile } from '../model/review-index.js';
import { FileRow } from './file-row.js';
import { GroupRow } from './group-row.js';
import { HunkRow } from './hunk-row.js';
import { LeftFile, NoteRow } from './note-row.js';
import { type Desk, hunkOf } from './obey.js';
import type { RowProps } from './row-props.js';
import type { Store } from './store.js';
import { PathText } from './visible-text.js';

/** Pixels; the sizes of page.css. */
export function estimate(row: ListRow, hunks: Store['state']['index']['hunks']): number {
  if (row.kind === 'file' || row.kind === 'left-file') return 48;
  if (row.kind === 'heading') return 56;
  if (row.kind === 'note') return 90;
  const hunk = hunks[hunkOf(row) ?? -1];
  const lines = Math.min(hunk?.lines ?? 1, 300) * 20;
  return lines + (hunk?.reasons.length ?? 1) * 24 + (row.kind === 'group' ? 110 : 60);
}

export function drawRow(row: ListRow, isCurrent: boolean, drawing: Omit<RowProps, 'isCurrent'>, desk: Desk): JSX.Element {
  const shared = { ...drawing, isCurrent };
  if (row.kind === 'file') return <FileRow file={row.file} hunks={row.hunks} {...shared} />;
  if (row.kind === 'hunk') return <HunkRow hunk={row.hunk} {...shared} />;
  if (row.kind === 'group') return <GroupRow group={row.group} onOpen={() => desk.openGroup(row.group.shape)} {...shared} />;
  if (row.kind === 'left-file') return <LeftFile path={row.shown} />;
  if (row.kind === 'note') return <NoteRow note={row.note} isCurrent={isCurrent} />;
  return <h2 class="heading">{row.text}</h2>;
}

/** The file of the first hunk in view, where its own row has gone out of view. For eyes alone: each hunk tells its file. */
export function FileOverlay({ row, store }: { readonly row: ListRow | undefined; readonly store: Store }): JSX.Element | null {
  if (row?.kind !== 'hunk') return null;
  const { index } = store.state;
  const file = index.files[index.hunks[row.hunk]?.file ?? -1];
  return (
    <div class="overlay" aria-hidden="true">
      <PathText path={file === undefined ? '' : shownFile(file).path} />
    </div>
  );
}
