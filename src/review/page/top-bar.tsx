import type { JSX } from 'preact';
import { outlook } from '../model/tally.js';
import type { Store } from './store.js';
import { VisibleText } from './visible-text.js';
import { written } from './words.js';

/** What is reviewed, how far it has come, and how it is shown. */
export function TopBar({ store }: { readonly store: Store }): JSX.Element {
  const { index, decisions, view, layout, isPanelOpen } = store.state;
  const { accepted, rejected, undecided } = outlook(index, decisions);
  const total = index.hunks.length;
  return (
    <header class="top">
      <h1>
        <span class="quiet">Review</span> <VisibleText text={index.title} />
      </h1>
      <div class="progress">
        <div
          class="bar"
          role="progressbar"
          aria-label="Decided hunks"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={accepted + rejected}
          aria-valuetext={`${written(accepted + rejected)} of ${written(total)}`}
        >
          <span class="accepted" style={{ width: `${(100 * accepted) / Math.max(1, total)}%` }} />
          <span class="rejected" style={{ width: `${(100 * rejected) / Math.max(1, total)}%` }} />
        </div>
        <span class="progress-text">
          {undecided === 0 && total > 0
            ? `all ${written(total)} decided`
            : `${written(accepted + rejected)} of ${written(total)} decided`}
        </span>
      </div>
      <div class="top-end">
        <button
          type="button"
          class="panel-button"
          aria-expanded={isPanelOpen}
          aria-controls="panel"
          onClick={() => store.update({ isPanelOpen: !isPanelOpen })}
        >
          Filter
        </button>
        <Switch
          label="Order"
          value={view}
          options={[
            ['files', 'Files'],
            ['groups', 'Groups'],
            ...(index.left.length > 0 ? [['left', `Left ${written(index.left.length)}`] as const] : []),
          ]}
          onChange={(next) => store.show(next)}
        />
        <Switch
          label="Lines"
          value={layout}
          options={[
            ['unified', 'Unified'],
            ['split', 'Side by side'],
          ]}
          onChange={(next) => store.update({ layout: next })}
          kind="layout-switch"
        />
        <button type="button" aria-label="Keys" title="Keys (?)" onClick={() => store.update({ dialog: { kind: 'help' } })}>
          ?
        </button>
        {store.isReadOnly ? (
          <span class="tag">read-only copy</span>
        ) : (
          <button type="button" class="primary" onClick={() => store.update({ dialog: { kind: 'apply' } })}>
            {index.purpose === 'approve' ? 'Approve…' : 'Apply…'}
          </button>
        )}
      </div>
    </header>
  );
}

interface SwitchProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
  readonly kind?: string;
}

function Switch<T extends string>({ label, value, options, onChange, kind = '' }: SwitchProps<T>): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row in every browser
    <div class={`switch ${kind}`} role="group" aria-label={label}>
      {options.map(([option, name]) => (
        <button type="button" aria-pressed={option === value} onClick={() => onChange(option)}>
          {name}
        </button>
      ))}
    </div>
  );
}
