import type { JSX } from 'preact';
import { written } from './words.js';

interface Props {
  /** What is decided, for who does not see where the buttons stand. */
  readonly about: string;
  /** Behind the words on the buttons; how many hunks each is for. Null: one hunk. */
  readonly counts: { readonly accepted: number; readonly rejected: number } | null;
  readonly onAccept: () => void;
  readonly onReject: () => void;
  readonly pressed?: 'accepted' | 'rejected' | 'undecided';
}

export function DecideButtons({ about, counts, onAccept, onReject, pressed }: Props): JSX.Element {
  const number = (count: number | undefined): string => (count === undefined ? '' : ` ${written(count)}`);
  return (
    <span class="decide">
      <button
        type="button"
        class="accept"
        disabled={counts?.accepted === 0}
        aria-pressed={pressed === undefined ? undefined : pressed === 'accepted'}
        onClick={onAccept}
      >
        Accept{number(counts?.accepted)}
        <span class="sr"> {about}</span>
      </button>
      <button
        type="button"
        class="reject"
        disabled={counts?.rejected === 0}
        aria-pressed={pressed === undefined ? undefined : pressed === 'rejected'}
        onClick={onReject}
      >
        Reject{number(counts?.rejected)}
        <span class="sr"> {about}</span>
      </button>
    </span>
  );
}
