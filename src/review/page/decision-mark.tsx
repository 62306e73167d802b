import type { JSX } from 'preact';
import type { Decision } from '../../core/review/decision.js';
import { VisibleText } from './visible-text.js';

/** How a hunk stands, in words and not by colour alone. */
export function DecisionMark({ decision }: { readonly decision: Decision | undefined }): JSX.Element {
  const { verdict = 'undecided', reason = '' } = decision ?? {};
  return (
    <>
      <span class={`verdict ${verdict}`}>{verdict}</span>
      {decision?.edited != null && <span class="tag">edited by hand</span>}
      {reason !== '' && (
        <span class="reason">
          “<VisibleText text={reason} />”
        </span>
      )}
    </>
  );
}
