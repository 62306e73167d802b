import type { JSX } from 'preact';
import { Escaped } from '../../review/page/visible-text.js';
import { written } from '../../review/page/words.js';
import type { CauseGroup } from '../show/causes.js';

interface Props {
  readonly causes: readonly CauseGroup[];
  readonly chosen: string | null;
  readonly onChoose: (code: string | null) => void;
}

/** What holds repositories up, by its cause; each shows its own. */
export function CauseList({ causes, chosen, onChoose }: Props): JSX.Element | null {
  if (causes.length === 0) return null;
  return (
    <div class="causes">
      <h2>What holds them up</h2>
      <ul>
        {causes.map(({ outcome, code, message, transient, repos }) => (
          <li key={JSON.stringify([outcome, code, transient, repos[0]])}>
            <button type="button" aria-pressed={chosen === code} onClick={() => onChoose(chosen === code ? null : code)}>
              <b>{written(repos.length)}</b> <Escaped text={code} />
            </button>
            <p class="quiet">
              {outcome}
              {transient && ', may pass'}: <Escaped text={message.slice(0, 300)} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
