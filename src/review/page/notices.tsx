import type { JSX } from 'preact';
import type { Store } from './store.js';
import { Escaped } from './visible-text.js';

/** What was done, for who cannot see it; and what went wrong, for everybody. */
export function Notices({ store }: { readonly store: Store }): JSX.Element {
  const { note, failure } = store.state;
  const [first = '', ...rest] = failure?.message.split('\n') ?? [];
  return (
    <>
      <div class="notes" role="status">
        <div class="note" key={note.number}>
          {note.text}
        </div>
      </div>
      {failure !== null && (
        <div class="failure" role="alert">
          <div>
            <b>
              <Escaped text={first} />
            </b>
            {rest.length > 0 && (
              <p>
                <Escaped text={rest.join('\n')} />
              </p>
            )}
            {failure.next !== '' && (
              <p>
                <Escaped text={failure.next} />
              </p>
            )}
          </div>
          <button type="button" onClick={() => store.update({ failure: null })}>
            Close<span class="sr"> this message</span>
          </button>
        </div>
      )}
    </>
  );
}
