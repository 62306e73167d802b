import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type DiffLine, wordDiff } from '../../core/review/word-diff.js';
import { isCrlf, splitRows } from '../model/diff-rows.js';
import type { HunkBody } from '../model/review-index.js';
import { LineText, LONG_LINE, lineClass } from './diff-line.js';
import { memo } from './memo.js';
import { count } from './words.js';

/** Lines. What is longer is cut until somebody asks for it. */
export const LONG_BODY = 300;

interface Props {
  readonly body: HunkBody;
  readonly layout: 'unified' | 'split';
}

interface Shown {
  readonly hidesCr: boolean;
  readonly showsAll: boolean;
}

/** The lines of a hunk, part by part. */
export const HunkLines = memo(function HunkLines({ body, layout }: Props): JSX.Element {
  const [showsAll, setShowsAll] = useState(false);
  const parts = body.map(wordDiff);
  const total = parts.reduce((sum, lines) => sum + lines.length, 0);
  const isCut = !showsAll && (total > LONG_BODY || parts.some((lines) => lines.some(({ text }) => text.length > LONG_LINE)));
  let room = showsAll ? Number.POSITIVE_INFINITY : LONG_BODY;
  return (
    <div class={`lines ${layout}`}>
      {parts.map((lines, index) => {
        const fitting = lines.slice(0, Math.max(0, room));
        room -= lines.length;
        const shown = { hidesCr: isCrlf(lines), showsAll };
        return (
          <>
            {index > 0 && fitting.length > 0 && (
              <div class="gap" aria-hidden="true">
                ⋯
              </div>
            )}
            {layout === 'unified' ? (
              fitting.map((line) => <Unified line={line} {...shown} />)
            ) : (
              <Split lines={fitting} {...shown} />
            )}
          </>
        );
      })}
      {isCut && (
        <button type="button" class="more" onClick={() => setShowsAll(true)}>
          Show all of {count(total, 'line')}
        </button>
      )}
    </div>
  );
});

function Unified({ line, ...shown }: { readonly line: DiffLine } & Shown): JSX.Element {
  return (
    <div class={`line${lineClass(line)}`}>
      <span class="number">{line.oldLine}</span>
      <span class="number">{line.newLine}</span>
      <span class="sign" aria-hidden="true">
        {line.mark === '\\' ? '' : line.mark}
      </span>
      <LineText line={line} {...shown} />
    </div>
  );
}

function Split({ lines, ...shown }: { readonly lines: readonly DiffLine[] } & Shown): JSX.Element {
  return (
    <>
      {splitRows(lines).map(({ old, now }) => (
        <div class="pair">
          <Side line={old} number={old?.oldLine ?? null} {...shown} />
          <Side line={now} number={now?.newLine ?? null} {...shown} />
        </div>
      ))}
    </>
  );
}

function Side({
  line,
  number,
  ...shown
}: { readonly line: DiffLine | null; readonly number: number | null } & Shown): JSX.Element {
  return (
    <div class={`line${lineClass(line)}`}>
      <span class="number">{number}</span>
      <span class="sign" aria-hidden="true">
        {line === null || line.mark === '\\' ? '' : line.mark}
      </span>
      {line !== null && <LineText line={line} {...shown} />}
    </div>
  );
}
