import type { JSX } from 'preact';
import { shownFile } from '../model/review-index.js';
import { tally } from '../model/tally.js';
import { DecideButtons } from './decide-buttons.js';
import { FileBadges } from './file-badges.js';
import type { RowProps } from './row-props.js';
import { PathText, VisibleText } from './visible-text.js';
import { written } from './words.js';

/** The name of a file over its hunks, or why it has none. */
export function FileRow({
  file: number,
  hunks,
  store,
  actions,
}: { readonly file: number; readonly hunks: readonly number[] } & RowProps): JSX.Element {
  const { index, decisions } = store.state;
  const verb = index.purpose === 'approve' ? 'approve' : 'apply';
  const file = index.files[number];
  if (file === undefined) return <div />;
  const { path, to } = shownFile(file);
  const { undecided } = tally(hunks, decisions);
  return (
    <div class="file-row">
      <h2>
        <PathText path={path} />
        {to !== null && (
          <>
            {' → '}
            <PathText path={to} />
          </>
        )}
        <FileBadges file={file} index={index} />
      </h2>
      {file.stale === null ? (
        <span class="file-state">
          {undecided === 0 ? 'all decided' : `${written(undecided)} of ${written(hunks.length)} to decide`}
        </span>
      ) : (
        <p class="unreviewable">
          This file cannot be reviewed: <VisibleText text={file.stale} />. Make the plan again before you {verb}.
        </p>
      )}
      {!store.isReadOnly && hunks.length > 1 && (
        <DecideButtons
          about={`in ${path}`}
          counts={{ accepted: actions.reach(hunks, 'accepted'), rejected: actions.reach(hunks, 'rejected') }}
          onAccept={() => actions.accept(hunks)}
          onReject={() => actions.reject(hunks)}
        />
      )}
    </div>
  );
}
