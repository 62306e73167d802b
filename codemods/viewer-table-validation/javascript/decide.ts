import type { NodePath, Range } from 'codex-codemod';
import { carriersOf } from './carriers.js';
import { caveatsOf } from './caveats.js';
import type { Use } from './find-uses.js';
import { otherUseOf } from './other-uses.js';
import { ownTables } from './own-tables.js';
import { rangeOf } from './program/names.js';
import type { Program } from './program/program.js';
import { parsedAt } from './sources/parsed.js';
import type { Source } from './sources/source.js';
import { placeOf, type TaintedSource } from './tainted-source.js';
import { isAskedForTruth } from './truth-tests.js';

/** What becomes of a value that reaches SQL. */
export type Decision =
  | {
      readonly kind: 'fix';
      readonly source: Source;
      readonly at: Range;
      readonly caveats: readonly string[];
      readonly allowsEmpty: boolean;
    }
  | { readonly kind: 'refuse'; readonly code: string; readonly at: Range; readonly message: string; readonly question?: string };

/** Names that the check lets through. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Decides for one value: a check at its border, or the first reason why not. Empty for what is no table. */
export function decide(program: Program, { source: found, uses }: TaintedSource): readonly Decision[] {
  const named = uses.filter((use) => use.role.kind === 'table');
  const whole = named.filter((use) => !use.role.part);
  // A value that is a whole name somewhere is a right part of one elsewhere.
  const tables = whole.length > 0 ? whole : named;
  const [first] = tables;
  if (first === undefined) return clauses(found, uses);
  const source = { ...found, borders: bordersOf(tables) };
  const carriers = tables.flatMap(({ leaf }) => carriersOf(program, source, leaf.chain));
  const refusal =
    ownRefusal(source, first) ??
    writtenRefusal(program, source, first) ??
    refusalOnTheWay(source, tables) ??
    literalRefusal(source, first, uses) ??
    namesRefusal(source, tables) ??
    ownTableRefusal(program, source, first) ??
    otherwiseRefusal(program, source, first, carriers);
  if (refusal !== null) return [refusal];
  const isDefault = tables.some(({ leaf }) => leaf.traits.emptyIsDefault === true);
  const allowsEmpty = source.defaults.includes('') || isDefault || isAskedForTruth(carriers);
  return [{ kind: 'fix', source, at: rangeOf(first.leaf.hole), caveats: caveatsOf(program, source, tables), allowsEmpty }];
}

/** The borders of the readings that become tables. */
function bordersOf(tables: readonly Use[]): Source['borders'] {
  const all = tables.flatMap(({ leaf }) => (leaf.origin.kind === 'source' ? leaf.origin.source.borders : []));
  return [...new Map(all.map((border) => [placeOf(border), border])).values()];
}

function refuse(code: string, at: NodePath, message: string, question?: string): Decision {
  const finding = { kind: 'refuse', code, at: rangeOf(at), message } as const;
  return question === undefined ? finding : { ...finding, question };
}

/** Columns and clauses are told, once for each place. */
function clauses(source: Source, uses: readonly Use[]): readonly Decision[] {
  const open = uses.filter(
    ({ role, leaf }) => role.kind === 'clause' && leaf.traits.weak === undefined && leaf.traits.opaque === undefined,
  );
  const places = new Map(open.map(({ leaf }) => [leaf.hole.node.start, leaf.hole]));
  return [...places.values()].map((hole) => refuse('TBL005', hole, `${source.label} is a column or a clause of an SQL text.`));
}

function ownRefusal(source: Source, { leaf }: Use): Decision | null {
  if (leaf.traits.path !== undefined) return pathRefusal(source, leaf.hole);
  const { obstacle } = source;
  if (obstacle === null) return null;
  const message = `${source.label} is a table name in SQL text and is not checked: ${obstacle.message}.`;
  return refuse(obstacle.code, obstacle.at ?? leaf.hole, message, 'Where should the name be checked, and which names are right?');
}

/** `process.argv[2] = 'logs'`, `options.table = ...` after parsing. */
function writtenRefusal(program: Program, source: Source, { leaf }: Use): Decision | null {
  const written = program.members.find((member) => {
    if (member.key !== 'left' || member.parentPath?.isAssignmentExpression() !== true) return false;
    const parsed = parsedAt(program, { path: member, frame: null });
    return parsed?.kind === 'value' && source.keys.includes(parsed.value.key);
  });
  if (written === undefined) return null;
  return refuse('TBL007', leaf.hole, `${source.label} is not checked: line ${lineOf(written)} gives it another value.`);
}

function pathRefusal(source: Source, hole: NodePath): Decision {
  return refuse('TBL001', hole, `This table name is made of a file name (${source.label}) and is not checked.`);
}

function refusalOnTheWay(source: Source, tables: readonly Use[]): Decision | null {
  for (const { leaf, role } of tables) {
    const { path, weak, opaque, cut } = leaf.traits;
    if (path !== undefined) return pathRefusal(source, leaf.hole);
    if (weak !== undefined) return refuse('TBL008', weak, `This check of ${source.label} lets names through that are none.`);
    if (opaque !== undefined) {
      return refuse('TBL007', leaf.hole, `${source.label} goes through ${opaque.name}, whose code is not in this file.`);
    }
    if (cut !== undefined || role.part) {
      return refuse('TBL007', leaf.hole, `${source.label} and the table name are not the same text: one is a part of the other.`);
    }
  }
  return null;
}

function literalRefusal(source: Source, { leaf }: Use, uses: readonly Use[]): Decision | null {
  const isLiteral = uses.some((use) => use.role.kind === 'literal');
  return isLiteral
    ? refuse('TBL004', leaf.hole, `${source.label} is a table here and stands inside of an SQL string elsewhere.`)
    : null;
}

function namesRefusal(source: Source, tables: readonly Use[]): Decision | null {
  const [first] = tables;
  if (first === undefined) return null;
  const names = [...source.defaults, ...tables.flatMap((use) => use.leaf.instead)];
  const other = names.find((name) => name !== '' && !PLAIN.test(name));
  const because = (why: string): Decision => refuse('TBL003', first.leaf.hole, `${source.label} is not checked: ${why}.`);
  if (other !== undefined) return because(`the file itself uses ${JSON.stringify(other)}, which a strict check would refuse`);
  if (tables.some((use) => use.leaf.traits.replaced !== undefined)) {
    return because('characters that a strict check would refuse are replaced first');
  }
  return source.speaksOfOthers
    ? because('its help speaks of other forms than plain names, which a strict check would refuse')
    : null;
}

/** A table that the file makes under a name that the check would refuse. Of a schema in front a caveat tells. */
function ownTableRefusal(program: Program, source: Source, { leaf }: Use): Decision | null {
  const table = ownTables(program).find(({ name }) => !name.split('.').every((part) => PLAIN.test(part)));
  if (table === undefined) return null;
  const where = `line ${lineOf(table.at)} creates the table ${JSON.stringify(table.name)}`;
  return refuse('TBL003', leaf.hole, `${source.label} is not checked: ${where}, which a strict check would refuse.`);
}

/** What else the file does with the value: it may be compared with what is no name, or be a path as well. */
function otherwiseRefusal(program: Program, source: Source, { leaf }: Use, carriers: readonly NodePath[]): Decision | null {
  const use = otherUseOf(program, carriers, (text) => text !== '' && !PLAIN.test(text));
  if (use === null) return null;
  const line = `in line ${lineOf(use.at)}`;
  if (use.isOther) return refuse('TBL007', leaf.hole, `${source.label} is a table here, and ${line} the file ${use.what}.`);
  return refuse(
    'TBL003',
    leaf.hole,
    `${source.label} is not checked: ${line} the file ${use.what}, which a strict check would refuse.`,
  );
}

function lineOf({ node }: NodePath): number {
  return node.loc?.start.line ?? 1;
}
