import type { JSX } from 'preact';
import type { Group } from '../model/groups.js';
import { OUTLIER } from '../model/groups.js';
import type { IndexedHunk } from '../model/review-index.js';
import { tally } from '../model/tally.js';
import { DecideButtons } from './decide-buttons.js';
import { DecisionMark } from './decision-mark.js';
import { HunkLines } from './hunk-body.js';
import type { ReviewActions } from './review-actions.js';
import type { Store } from './store.js';
import { PathText, VisibleText } from './visible-text.js';
import { count, written } from './words.js';

interface Shared {
  readonly store: Store;
  readonly actions: ReviewActions;
  readonly layout: 'unified' | 'split';
  readonly isCurrent: boolean;
}

const KINDS = { modify: '', create: 'new file', delete: 'deleted', rename: 'moved' } as const;

export function FileRow({
  file: number,
  hunks,
  store,
  actions,
}: { readonly file: number; readonly hunks: readonly number[] } & Shared): JSX.Element {
  const { index, decisions } = store.state;
  const file = index.files[number];
  if (file === undefined) return <div />;
  const { undecided } = tally(hunks, decisions);
  return (
    <div class="file-row">
      <h2>
        <PathText path={file.path} />
        {file.to !== null && (
          <>
            {' → '}
            <PathText path={file.to} />
          </>
        )}
        {file.kind !== 'modify' && <span class="tag">{KINDS[file.kind]}</span>}
      </h2>
      {file.stale === null ? (
        <span class="file-state">
          {undecided === 0 ? 'all decided' : `${written(undecided)} of ${written(hunks.length)} to decide`}
        </span>
      ) : (
        <p class="stale">
          This file cannot be reviewed: <VisibleText text={file.stale} />. Make the plan again before you apply.
        </p>
      )}
      {!store.isReadOnly && hunks.length > 1 && (
        <DecideButtons
          about={`in ${file.path}`}
          counts={{ accepted: actions.reach(hunks, 'accepted'), rejected: actions.reach(hunks, 'rejected') }}
          onAccept={() => actions.accept(hunks)}
          onReject={() => actions.reject(hunks)}
        />
      )}
    </div>
  );
}

export function HunkRow({ hunk: number, store, actions, layout, isCurrent }: { readonly hunk: number } & Shared): JSX.Element {
  const { index, decisions } = store.state;
  const hunk = index.hunks[number];
  if (hunk === undefined) return <div />;
  const decision = decisions.get(number);
  const verdict = decision?.verdict ?? 'undecided';
  const path = index.files[hunk.file]?.path ?? '';
  const about = `hunk ${written(number + 1)} of ${written(index.hunks.length)}, ${path}, line ${hunk.reasons[0]?.[1] ?? 1}`;
  return (
    <article
      class={`card ${verdict}${isCurrent ? ' current' : ''}`}
      tabIndex={-1}
      aria-label={`${about}, ${verdict}`}
      data-hunk={number}
    >
      <header>
        <Why hunk={hunk} store={store} />
        <div class="row-end">
          <DecisionMark decision={decision} />
          {!store.isReadOnly && (
            <>
              <button
                type="button"
                class="quiet-button"
                onClick={() => store.update({ dialog: { kind: 'comment', hunk: number } })}
              >
                Comment<span class="sr"> on {about}</span>
              </button>
              <DecideButtons
                about={about}
                counts={null}
                pressed={verdict}
                onAccept={() => actions.accept([number])}
                onReject={() => actions.reject([number])}
              />
            </>
          )}
        </div>
      </header>
      <Body hunk={number} lines={hunk.lines} store={store} layout={layout} />
      {decision?.edited != null && <pre class="edited">{decision.edited}</pre>}
    </article>
  );
}

export function GroupRow({
  group,
  store,
  actions,
  layout,
  isCurrent,
  onOpen,
}: { readonly group: Group; readonly onOpen: () => void } & Shared): JSX.Element {
  const { index, decisions } = store.state;
  const [sample = 0] = group.hunks;
  const hunk = index.hunks[sample];
  if (hunk === undefined) return <div />;
  const { accepted, rejected, undecided } = tally(group.hunks, decisions);
  const path = index.files[hunk.file]?.path ?? '';
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
        <PathText path={path} />
      </p>
      <Body hunk={sample} lines={hunk.lines} store={store} layout={layout} />
    </article>
  );
}

/** Why a hunk is there, and how far it can be trusted. */
function Why({ hunk, store }: { readonly hunk: IndexedHunk; readonly store: Store }): JSX.Element {
  const { reasons } = store.state.index;
  return (
    <ul class="why">
      {hunk.reasons.map(([number, line]) => {
        const reason = reasons[number];
        if (reason === undefined) return null;
        return (
          <li>
            <VisibleText text={reason.text} />{' '}
            <span class="quiet">
              line {line} · <VisibleText text={reason.codemod} />
            </span>{' '}
            <span class={`tag ${reason.applicability}`}>{reason.applicability}</span>
            {reason.caveat !== '' && (
              <span class="caveat">
                Not safe: <VisibleText text={reason.caveat} />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface BodyProps {
  readonly hunk: number;
  /** How high the place is kept until the lines are here. */
  readonly lines: number;
  readonly store: Store;
  readonly layout: 'unified' | 'split';
}

function Body({ hunk, lines, store, layout }: BodyProps): JSX.Element {
  const body = store.bodies.get(hunk);
  if (body === null) return <div class="waiting" style={{ height: `${Math.min(lines, 300) * 20}px` }} aria-busy="true" />;
  if (body.length === 0) return <p class="sample">No line changes.</p>;
  return <HunkLines body={body} layout={layout} />;
}
