import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { outlook } from '../model/tally.js';
import type { Applied } from '../model/wire.js';
import { CommandToCopy } from './command-to-copy.js';
import type { Store } from './store.js';
import { VisibleText } from './visible-text.js';
import { count } from './words.js';

/** What came of it. */
export function Ended({ store, applied }: { readonly store: Store; readonly applied: Applied }): JSX.Element {
  const { accepted, rejected, undecided } = outlook(store.state.index, store.state.decisions);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main class="ended">
      <h1 tabIndex={-1} ref={heading}>
        {headingOf(applied)}
      </h1>
      <p>
        {count(accepted, 'hunk')} accepted, {count(rejected, 'hunk')} rejected, {count(undecided, 'hunk')} left undecided.
      </p>
      {applied.run !== null && (
        <>
          {applied.told === undefined ? (
            <p>
              Run <code>{applied.run}</code> is in the records: <VisibleText text={applied.records} />. To take it back:
            </p>
          ) : (
            <p>It can be published now. To take it back:</p>
          )}
          <CommandToCopy command={applied.takeBack} />
        </>
      )}
      <p class="quiet">The review has ended, and its server with it. You can close this page.</p>
    </main>
  );
}

function headingOf({ run, files, told }: Applied): string {
  if (run === null) return told === undefined ? 'Nothing was written.' : 'Nothing was approved.';
  return told ?? `Applied: ${count(files, 'file')} changed.`;
}
