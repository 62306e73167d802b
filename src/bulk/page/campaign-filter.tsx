import type { JSX } from 'preact';
import { VisibleText } from '../../review/page/visible-text.js';
import { count, written } from '../../review/page/words.js';
import { atHandText } from '../show/at-hand.js';
import { LONGEST_TEXT } from '../show/criteria-address.js';
import { filterChoices } from '../show/filter-choices.js';
import { ALL_ROWS } from '../show/filter-rows.js';
import type { CampaignStore } from './campaign-store.js';

/** What is shown of the repositories. */
export function CampaignFilter({ store, shown }: { readonly store: CampaignStore; readonly shown: number }): JSX.Element {
  const { rows, overview, criteria } = store.state;
  const choices = filterChoices(overview, rows);
  const atHand = atHandText(overview);
  const isFiltered = JSON.stringify(criteria) !== JSON.stringify(ALL_ROWS);
  return (
    <search class="filters" aria-label="Filter">
      <label>
        <span>Search in names, messages and addresses</span>
        <input
          type="search"
          value={criteria.text}
          maxLength={LONGEST_TEXT}
          autoComplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => store.filter({ text: currentTarget.value })}
        />
      </label>
      <div class="choices">
        <Choice
          label="Outcome"
          value={criteria.outcome}
          options={choices.outcome}
          onChange={(outcome) => store.filter({ outcome })}
        />
        <Choice label="Cause" value={criteria.code} options={choices.code} onChange={(code) => store.filter({ code })} />
        <Choice
          label="Pull request"
          value={criteria.request}
          options={choices.request}
          onChange={(request) => store.filter({ request })}
        />
        <Choice label="Checks" value={criteria.checks} options={choices.checks} onChange={(checks) => store.filter({ checks })} />
        {choices.wave.length > 1 && (
          <Choice
            label="Wave"
            value={criteria.wave === null ? null : String(criteria.wave)}
            options={choices.wave}
            onChange={(wave) => store.filter({ wave: wave === null ? null : Number(wave) })}
          />
        )}
        {choices.group.length > 0 && (
          <Choice label="Group" value={criteria.group} options={choices.group} onChange={(group) => store.filter({ group })} />
        )}
      </div>
      <div class="shown">
        <span role="status">
          {isFiltered ? `${written(shown)} of ${written(rows.length)} shown` : `${written(rows.length)} in all`}
        </span>
        {isFiltered && (
          <button type="button" class="quiet-button" onClick={() => store.filter(ALL_ROWS)}>
            Show all
          </button>
        )}
      </div>
      {atHand !== null && (
        <p class="chip at-hand">
          <VisibleText text={atHand} />
        </p>
      )}
      <p class="chip">{count(overview.approved, 'change')} approved</p>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly string[];
  readonly onChange: (value: string | null) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps): JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <select value={value ?? ''} onChange={({ currentTarget }) => onChange(options[currentTarget.selectedIndex - 1] ?? null)}>
        <option value="">any</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
