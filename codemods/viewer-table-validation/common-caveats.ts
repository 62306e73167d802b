import type { OwnTable } from './own-tables.js';
import type { Way } from './values/way.js';

/** What a file tells of its database. */
export interface Database {
  /** A driver or library whose databases have schemas, or may be any database; null where none is seen. */
  readonly other: string | null;
  readonly isSqlite: boolean;
  readonly text: string;
  ownTables(): readonly OwnTable<unknown>[];
}

/** Why a check could refuse names of this database that work today; null where there is no reason to think so. */
export function schemaCaveat({ other, isSqlite, text, ownTables }: Database): string | null {
  if (other !== null) return `with ${other} a name may have a schema in front, such as public.logs; the check refuses that`;
  if (!isSqlite) {
    return 'this file does not say which database it is; where there are schemas, the check refuses names such as public.logs';
  }
  if (/\bATTACH\b/i.test(text)) return 'databases are attached here; the check refuses names such as archive.logs';
  const qualified = ownTables().find(({ name }) => name.includes('.'));
  return qualified === undefined ? null : `tables have a schema in front here, as in ${qualified.name}; the check refuses that`;
}

export function quoteCaveat(tables: readonly Way<unknown>[]): string | null {
  return tables.some(({ role }) => role.quote !== null)
    ? 'the name stands in quotes, where names with blanks and other signs work today; the check refuses them'
    : null;
}

/** @param written the default as it is written */
export function defaultCaveat(written: string | null): string | null {
  return written === null ? null : `the check also sees the default, ${written}, which is known only when the program runs`;
}
