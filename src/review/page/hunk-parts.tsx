import type { JSX } from 'preact';
import type { IndexedHunk } from '../model/review-index.js';
import { HunkLines } from './hunk-lines.js';
import type { Store } from './store.js';
import { VisibleText } from './visible-text.js';

/** Why a hunk is there, and how far it can be trusted. */
export function Why({ hunk, store }: { readonly hunk: IndexedHunk; readonly store: Store }): JSX.Element {
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

/** The lines of a hunk, or their place until they are here. */
export function HunkBody({ hunk, lines, store, layout }: BodyProps): JSX.Element {
  const body = store.bodies.get(hunk);
  if (body === null) return <div class="waiting" style={{ height: `${Math.min(lines, 300) * 20}px` }} aria-busy="true" />;
  if (body.length === 0) return <p class="sample">No line changes.</p>;
  return <HunkLines body={body} layout={layout} />;
}
