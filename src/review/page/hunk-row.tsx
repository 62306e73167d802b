import type { JSX } from 'preact';
import { companionsText } from '../../core/review/decided-along.js';
import { companionNumbers, placesOf } from '../model/companions.js';
import { shownFile } from '../model/review-index.js';
import { DecideButtons } from './decide-buttons.js';
import { DecisionMark } from './decision-mark.js';
import { KIND_WORDS } from './file-badges.js';
import { HunkBody, Why } from './hunk-parts.js';
import type { RowProps } from './row-props.js';
import { written } from './words.js';

/** A hunk, and its buttons. */
export function HunkRow({ hunk: number, store, actions, layout, isCurrent }: { readonly hunk: number } & RowProps): JSX.Element {
  const { index, decisions } = store.state;
  const hunk = index.hunks[number];
  if (hunk === undefined) return <div />;
  const decision = decisions.get(number);
  const verdict = decision?.verdict ?? 'undecided';
  const file = index.files[hunk.file];
  const [path, kind] = file === undefined ? ['', 'modify' as const] : [shownFile(file).path, file.kind];
  const place = kind === 'modify' ? `line ${hunk.reasons[0]?.[1] ?? 1}` : KIND_WORDS[kind];
  const companions = companionNumbers(index, [number]);
  const about = `hunk ${written(number + 1)} of ${written(index.hunks.length)}, ${path}, ${place}`;
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
      {companions.length > 0 && <p class="companions">{companionsText(placesOf(index, companions))}</p>}
      <HunkBody hunk={number} lines={hunk.lines} store={store} layout={layout} />
      {decision?.edited != null && <pre class="edited">{decision.edited}</pre>}
    </article>
  );
}
