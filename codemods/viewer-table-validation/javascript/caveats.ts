import { type Database, defaultCaveat, quoteCaveat, schemaCaveat } from '../common-caveats.js';
import { OTHERS, SQLITE } from './drivers.js';
import type { Use } from './find-uses.js';
import { textOf } from './guards/watched.js';
import { ownTables } from './own-tables.js';
import type { Program } from './program/program.js';
import type { Source } from './sources/source.js';

/** Why a check could refuse names that work today, in sentences. Empty when there is no reason to think so. */
export function caveatsOf(program: Program, { unknownDefault }: Source, tables: readonly Use[]): readonly string[] {
  const caveats = [
    quoteCaveat(tables),
    schemaCaveat(databaseOf(program, tables)),
    defaultCaveat(unknownDefault === null ? null : textOf(program, unknownDefault)),
  ];
  return caveats.filter((caveat) => caveat !== null);
}

/** The drivers that are asked say which database it is; else what the file imports may be. */
function databaseOf(program: Program, tables: readonly Use[]): Database {
  const drivers = tables.map(({ sink }) => sink.driver);
  const known = drivers.filter((driver) => driver !== null);
  const modules = known.length === drivers.length ? known : [...known, ...program.modules];
  return {
    other: modules.find((module) => OTHERS.test(module)) ?? null,
    isSqlite: modules.some((module) => SQLITE.test(module)),
    text: program.file.text,
    ownTables: () => ownTables(program),
  };
}
