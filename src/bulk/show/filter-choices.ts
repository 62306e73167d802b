import { OUTCOMES } from '../model/campaign-state.js';
import type { CauseGroup } from './causes.js';
import { CHECKS, REQUEST_STATES, type RowCriteria } from './filter-rows.js';
import type { WaveRow } from './overview.js';
import type { RepositoryRow } from './repository-row.js';

/** What can be chosen of each criterion but the text, in the order in which it is offered. */
export type FilterChoices = Readonly<Record<Exclude<keyof RowCriteria, 'text'>, readonly string[]>>;

interface Offered {
  readonly causes: readonly Pick<CauseGroup, 'code'>[];
  readonly waves: readonly Pick<WaveRow, 'wave'>[];
}

export function filterChoices({ causes, waves }: Offered, rows: readonly Pick<RepositoryRow, 'groups'>[]): FilterChoices {
  return {
    outcome: OUTCOMES,
    code: [...new Set(causes.map(({ code }) => code))],
    request: REQUEST_STATES,
    checks: CHECKS,
    wave: waves.map(({ wave }) => String(wave)),
    group: [...new Set(rows.flatMap((row) => row.groups))].sort(),
  };
}
