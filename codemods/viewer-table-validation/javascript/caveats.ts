import { OTHERS, SQLITE } from './drivers.js';
import type { Use } from './find-uses.js';
import { textOf } from './guards/watched.js';
import { ownTables } from './own-tables.js';
import type { Program } from './program/program.js';
import type { Source } from './sources/source.js';

/** Why a check could refuse names that work today, in sentences. Empty when there is no reason to think so. */
export function caveatsOf(program: Program, source: Source, tables: readonly Use[]): readonly string[] {
  const caveats: string[] = [];
  if (tables.some((use) => use.role.quote !== null))
    caveats.push('the name stands in quotes, where names with blanks and other signs work today; the check refuses them');
  const database = schemaCaveat(program, tables);
  if (database !== null) caveats.push(database);
  const { unknownDefault } = source;
  if (unknownDefault !== null) {
    caveats.push(
      `the check also sees the default, ${textOf(program, unknownDefault)}, which is known only when the program runs`,
    );
  }
  return caveats;
}

function schemaCaveat(program: Program, tables: readonly Use[]): string | null {
  const drivers = tables.map(({ sink }) => sink.driver);
  const modules = drivers.every((driver) => driver !== null)
    ? drivers
    : [...drivers.flatMap((one) => one ?? []), ...program.modules];
  const other = modules.find((module) => OTHERS.test(module));
  if (other !== undefined) return `with ${other} a name may have a schema in front, such as public.logs; the check refuses that`;
  if (!modules.some((module) => SQLITE.test(module))) {
    return 'this file does not say which database it is; where there are schemas, the check refuses names such as public.logs';
  }
  if (/\bATTACH\b/i.test(program.file.text)) return 'databases are attached here; the check refuses names such as archive.logs';
  const qualified = ownTables(program).find(({ name }) => name.includes('.'));
  return qualified === undefined ? null : `tables have a schema in front here, as in ${qualified.name}; the check refuses that`;
}
