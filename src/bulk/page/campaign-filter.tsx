import type { JSX } from 'preact';
import { count, written } from '../../review/page/words.js';
import { OUTCOMES } from '../model/campaign-state.js';
import { ALL_ROWS } from '../show/filter-rows.js';
import type { CampaignStore } from './campaign-store.js';

/** What is shown of the repositories. */
export function CampaignFilter({ store, shown }: { readonly store: CampaignStore; readonly shown: number }): JSX.Element {
  const { rows, overview, criteria } = store.state;
  const groups = [...new Set(rows.flatMap((row) => row.groups))].sort();
  const codes = [...new Set(overview.causes.map(({ code }) => code))];
  const isFiltered = JSON.stringify(criteria) !== JSON.stringify(ALL_ROWS);
  return (
    <search class="filters" aria-label="Filter">
      <label>
        <span>Search in names, messages and addresses</span>
        <input
          type="search"
          value={criteria.text}
          maxLength={200}
          autoComplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => store.filter({ text: currentTarget.value })}
        />
      </label>
      <div class="choices">
        <Choice label="Outcome" value={criteria.outcome} options={OUTCOMES} onChange={(outcome) => store.filter({ outcome })} />
        <Choice label="Cause" value={criteria.code} options={codes} onChange={(code) => store.filter({ code })} />
        {overview.waves.length > 1 && (
          <Choice
            label="Wave"
            value={criteria.wave === null ? null : String(criteria.wave)}
            options={overview.waves.map(({ wave }) => String(wave))}
            onChange={(wave) => store.filter({ wave: wave === null ? null : Number(wave) })}
          />
        )}
        {groups.length > 0 && (
          <Choice label="Group" value={criteria.group} options={groups} onChange={(group) => store.filter({ group })} />
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
      {overview.unfinished !== null && <p class="chip">At work, or cut off: {overview.unfinished}</p>}
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
