import type { JSX } from 'preact';
import { type Group, OUTLIER } from '../model/groups.js';
import { shownFile } from '../model/review-index.js';
import { tally } from '../model/tally.js';
import { DecideButtons } from './decide-buttons.js';
import { FileBadges } from './file-badges.js';
import { HunkBody, Why } from './hunk-parts.js';
import type { RowProps } from './row-props.js';
import { PathText } from './visible-text.js';
import { count, written } from './words.js';

/** Equal edits, with the first of them to look at. */
export function GroupRow({
  group,
  store,
  actions,
  layout,
  isCurrent,
  onOpen,
}: { readonly group: Group; readonly onOpen: () => void } & RowProps): JSX.Element {
  const { index, decisions } = store.state;
  const [sample = 0] = group.hunks;
  const hunk = index.hunks[sample];
  if (hunk === undefined) return <div />;
  const { accepted, rejected, undecided } = tally(group.hunks, decisions);
  const file = index.files[hunk.file];
  const about =
    group.hunks.length === 1 ? 'the one edit of this shape' : `all ${written(group.hunks.length)} edits of this shape`;
  return (
    <article
      class={`card group${undecided === 0 ? ' accepted' : ''}${isCurrent ? ' current' : ''}`}
      tabIndex={-1}
      aria-label={`${about}, ${count(group.files, 'file')}`}
    >
      <header>
        <h2 class="group-count">
          <b>{written(group.hunks.length)}</b> {group.hunks.length === 1 ? 'edit' : 'equal edits'} in {count(group.files, 'file')}
          {group.hunks.length <= OUTLIER && <span class="tag outlier">outlier</span>}
        </h2>
        <div class="row-end">
          <span class="quiet">
            {written(accepted)} accepted, {written(rejected)} rejected, {written(undecided)} to decide
          </span>
          <button type="button" class="quiet-button" onClick={onOpen}>
            Show {group.hunks.length === 1 ? 'it' : 'them'}
            <span class="sr">: {about}</span>
          </button>
          {!store.isReadOnly && (
            <DecideButtons
              about={about}
              counts={{ accepted: actions.reach(group.hunks, 'accepted'), rejected: actions.reach(group.hunks, 'rejected') }}
              onAccept={() => actions.accept(group.hunks)}
              onReject={() => actions.reject(group.hunks)}
            />
          )}
        </div>
        <Why hunk={hunk} store={store} />
      </header>
      <p class="sample">
        {group.hunks.length === 1 ? 'In ' : 'The first, in '}
        <PathText path={file === undefined ? '' : shownFile(file).path} />
        {file !== undefined && <FileBadges file={file} index={index} />}
      </p>
      <HunkBody hunk={sample} lines={hunk.lines} store={store} layout={layout} />
    </article>
  );
}
