import type { FilterChoices } from './filter-choices.js';
import { ALL_ROWS, type RowCriteria } from './filter-rows.js';

/** UTF-16 code units. */
export const LONGEST_TEXT = 200;

/** The part of an address behind its `#`: `<token>&outcome=failed&text=api`. It is sent to nobody. */
export interface PageAddress {
  /** Empty for a page that stands alone. */
  readonly token: string;
  /** Criteria as in the query of a URL; empty where all rows are shown. */
  readonly query: string;
}

export function readHash(hash: string): PageAddress {
  const [token = '', ...query] = hash.replace(/^#/, '').split('&');
  return { token, query: query.join('&') };
}

/** Without the `#`. */
export function writeHash({ token, query }: PageAddress): string {
  return query === '' ? token : `${token}&${query}`;
}

/** The criteria that are not those of `ALL_ROWS`. */
export function criteriaQuery(criteria: RowCriteria): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(criteria)) if (value !== null && value !== '') query.set(name, String(value));
  return query.toString();
}

/** The reverse. Anybody can write an address: what could not be chosen on the page is not asked for. */
export function criteriaOf(query: string, choices: FilterChoices): RowCriteria {
  const asked = new URLSearchParams(query);
  const chosen = (name: keyof FilterChoices): string | null => {
    const value = asked.get(name);
    return value !== null && choices[name].includes(value) ? value : null;
  };
  const [text, wave] = [asked.get('text') ?? '', chosen('wave')];
  return {
    ...ALL_ROWS,
    text: text.length > LONGEST_TEXT ? '' : text,
    outcome: chosen('outcome'),
    code: chosen('code'),
    request: chosen('request'),
    checks: chosen('checks'),
    wave: wave === null ? null : Number(wave),
    group: chosen('group'),
  };
}
