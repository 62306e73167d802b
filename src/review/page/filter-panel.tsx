import type { JSX, Ref } from 'preact';
import type { Applicability } from '../../core/fix.js';
import type { Verdict } from '../../core/review/decision.js';
import { EVERYTHING } from '../model/filter.js';
import { DecideButtons } from './decide-buttons.js';
import type { ReviewActions } from './review-actions.js';
import type { Store } from './store.js';
import { count, written } from './words.js';

interface Props {
  readonly store: Store;
  readonly actions: ReviewActions;
  readonly shown: readonly number[];
  /** How many of the notes about what is left are shown. */
  readonly notes: number;
  readonly searchField: Ref<HTMLInputElement>;
}

/** What is shown of the review, and a decision about all of it. */
export function FilterPanel({ store, actions, shown, notes, searchField }: Props): JSX.Element {
  const { index, criteria, view } = store.state;
  const isAboutHunks = view !== 'left';
  const codemods = [...new Set([...index.reasons, ...index.left].flatMap(({ codemod }) => codemod ?? []))].sort();
  const isFiltered = Object.entries(EVERYTHING).some(([name, value]) =>
    Object.entries(criteria).some(([own, mine]) => own === name && mine !== value),
  );
  return (
    <search class="filters" aria-label="Filter">
      <Field
        label="Search in lines, reasons and paths"
        value={criteria.text}
        field={searchField}
        onInput={(text) => void store.filter({ text })}
      />
      <Field label="Path contains" value={criteria.path} onInput={(path) => void store.filter({ path })} />
      <div class="choices">
        {isAboutHunks && (
          <>
            <Choice
              label="Decision"
              value={criteria.verdict}
              options={VERDICTS}
              onChange={(verdict) => void store.filter({ verdict })}
            />
            <Choice
              label="How safe"
              value={criteria.applicability}
              options={APPLICABILITIES}
              onChange={(applicability) => void store.filter({ applicability })}
            />
          </>
        )}
        {codemods.length > 1 && (
          <Choice
            label="Codemod"
            value={criteria.codemod}
            options={codemods}
            onChange={(codemod) => void store.filter({ codemod })}
          />
        )}
      </div>
      <div class="shown">
        <span role="status">
          {!isAboutHunks && `${written(notes)} of ${count(index.left.length, 'note')} shown`}
          {isAboutHunks &&
            (isFiltered
              ? `${written(shown.length)} of ${count(index.hunks.length, 'hunk')} shown`
              : `${count(index.hunks.length, 'hunk')} in ${count(index.files.length, 'file')}`)}
        </span>
        {isFiltered && (
          <button type="button" class="quiet-button" onClick={() => void store.filter(EVERYTHING)}>
            Show all
          </button>
        )}
      </div>
      {isAboutHunks && criteria.shape !== null && <p class="chip">Only hunks that are alike.</p>}
      {!store.isReadOnly && isAboutHunks && (
        <DecideButtons
          about="of the hunks shown"
          counts={{ accepted: actions.reach(shown, 'accepted'), rejected: actions.reach(shown, 'rejected') }}
          onAccept={() => actions.accept(shown)}
          onReject={() => actions.reject(shown)}
        />
      )}
    </search>
  );
}

const VERDICTS: readonly Verdict[] = ['undecided', 'accepted', 'rejected'];
const APPLICABILITIES: readonly Applicability[] = ['safe', 'unsafe', 'manual'];

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly field?: Ref<HTMLInputElement>;
}

function Field({ label, value, onInput, field }: FieldProps): JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <input
        type="search"
        {...(field === undefined ? {} : { ref: field })}
        value={value}
        maxLength={200}
        autoComplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
        }}
      />
    </label>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T | null;
  readonly options: readonly T[];
  readonly onChange: (value: T | null) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>): JSX.Element {
  return (
    <label>
      <span>{label}</span>
      <select value={value ?? ''} onChange={({ currentTarget }) => onChange(options[currentTarget.selectedIndex - 1] ?? null)}>
        <option value="">any</option>
        {options.map((option) => (
          <option value={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}
