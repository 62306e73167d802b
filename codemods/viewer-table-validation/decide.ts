import type { Range, SyntaxNode } from 'codex-codemod';
import { caveatsOf } from './caveats.js';
import type { TaintedSource, Use } from './find-uses.js';
import { givenNames } from './given-names.js';
import { otherUseOf } from './other-uses.js';
import { ownTables } from './own-tables.js';
import { lineOf } from './program/line-of.js';
import type { Program } from './program/program.js';
import { descriptionOfOthers } from './sources/help.js';
import type { Source } from './sources/source.js';
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
export function decide(program: Program, { source, uses }: TaintedSource): readonly Decision[] {
  const named = uses.filter((use) => use.role.kind === 'table');
  const whole = named.filter((use) => !use.role.part);
  // A value that is a whole name somewhere is a right part of one elsewhere.
  const tables = whole.length > 0 ? whole : named;
  const [first] = tables;
  if (first === undefined) return clauses(source, uses);
  const refusal =
    ownRefusal(source, first) ??
    refusalOnTheWay(source, tables) ??
    literalRefusal(source, first, uses) ??
    namesRefusal(source, tables) ??
    givenRefusal(program, source, first) ??
    ownTableRefusal(program, source, first) ??
    otherwiseRefusal(program, source, tables);
  if (refusal !== null) return [refusal];
  const allowsEmpty = isEmptyRight(program, source, tables);
  return [{ kind: 'fix', source, at: first.leaf.hole, caveats: caveatsOf(program, source, tables), allowsEmpty }];
}

/** argparse, click and typer put their own defaults to the check as well; and an empty value may stand for one. */
function isEmptyRight(program: Program, source: Source, tables: readonly Use[]): boolean {
  if (source.defaults.includes('')) return true;
  return tables.some(({ leaf }) => {
    return leaf.traits.emptyIsDefault === true || isAskedForTruth(program, behindBorder(source, leaf.chain), attributeOf(source));
  });
}

function refuse(code: string, at: Range, message: string, question?: string): Decision {
  return question === undefined ? { kind: 'refuse', code, at, message } : { kind: 'refuse', code, at, message, question };
}

/** Columns and clauses are told, once for each place. */
function clauses(source: Source, uses: readonly Use[]): readonly Decision[] {
  const open = uses.filter(
    ({ role, leaf }) => role.kind === 'clause' && leaf.traits.weak === undefined && leaf.traits.opaque === undefined,
  );
  const places = new Map(open.map(({ leaf }) => [leaf.hole.start, leaf.hole]));
  return [...places.values()].map((hole) => refuse('TBL005', hole, `${source.label} is a column or a clause of an SQL text.`));
}

function ownRefusal(source: Source, { leaf }: Use): Decision | null {
  if (leaf.traits.path !== undefined) return pathRefusal(source, leaf.hole);
  const { obstacle } = source;
  if (obstacle === null) return null;
  const message = `${source.label} is a table name in SQL text and is not checked: ${obstacle.message}.`;
  return refuse(obstacle.code, obstacle.at ?? leaf.hole, message, 'Where should the name be checked, and which names are right?');
}

function pathRefusal(source: Source, hole: Range): Decision {
  return refuse('TBL001', hole, `This table name is made of a file name (${source.label}) and is not checked.`);
}

function refusalOnTheWay(source: Source, tables: readonly Use[]): Decision | null {
  for (const { leaf, role } of tables) {
    const { path, weak, opaque, cut } = leaf.traits;
    if (path !== undefined) return pathRefusal(source, leaf.hole);
    if (weak !== undefined) {
      return refuse('TBL008', weak, `This check of ${source.label} lets names through that are none.`);
    }
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

/** What the file itself gives for the value, and what it tells its users. */
function givenRefusal(program: Program, source: Source, { leaf }: Use): Decision | null {
  const given = givenNames(program, source).find(({ text }) => text !== '' && !PLAIN.test(text));
  const because = (at: SyntaxNode, why: string): Decision =>
    refuse(
      'TBL003',
      leaf.hole,
      `${source.label} is not checked: line ${lineOf(program, at)} ${why}, which a strict check would refuse.`,
    );
  if (given !== undefined) return because(given.at, `gives it ${JSON.stringify(given.text)}`);
  const example = descriptionOfOthers(program);
  return example === null ? null : because(example, 'tells users of other forms than plain names');
}

/** A table that the file makes under a name that the check would refuse. Of a schema in front a caveat tells. */
function ownTableRefusal(program: Program, source: Source, { leaf }: Use): Decision | null {
  const table = ownTables(program).find(({ name }) => !name.split('.').every((part) => PLAIN.test(part)));
  if (table === undefined) return null;
  const where = `line ${lineOf(program, table.at)} creates the table ${JSON.stringify(table.name)}`;
  return refuse('TBL003', leaf.hole, `${source.label} is not checked: ${where}, which a strict check would refuse.`);
}

/** What else the file does with the value: it may be compared with what is no name, or be a path as well. */
function otherwiseRefusal(program: Program, source: Source, tables: readonly Use[]): Decision | null {
  for (const { leaf } of tables) {
    const use = otherUseOf(
      program,
      behindBorder(source, leaf.chain),
      attributeOf(source),
      (text) => text !== '' && !PLAIN.test(text),
    );
    if (use === null) continue;
    const line = `in line ${lineOf(program, use.at)}`;
    if (use.isOther) return refuse('TBL007', leaf.hole, `${source.label} is a table here, and ${line} the file ${use.what}.`);
    const message = `${source.label} is not checked: ${line} the file ${use.what}, which a strict check would refuse.`;
    return refuse('TBL003', leaf.hole, message);
  }
  return null;
}

/** The names that a value has once it is checked: where the check stands around a reading, others may read something else. */
function behindBorder(source: Source, chain: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const read = source.borders.flatMap((border) => {
    return border.kind === 'wrap' || border.kind === 'wrap-each' ? [border.expression.text] : [];
  });
  return chain.filter((node) => !read.includes(node.text));
}

/** The attribute of a namespace that holds the value, or null. */
function attributeOf(source: Source): string | null {
  return source.key.startsWith('argparse:') ? (source.names[0] ?? null) : null;
}

function namesRefusal(source: Source, tables: readonly Use[]): Decision | null {
  const [first] = tables;
  if (first === undefined) return null;
  const names = [...source.defaults, ...tables.flatMap((use) => use.leaf.instead)].filter(
    (name) => name !== '' && !PLAIN.test(name),
  );
  const because = (why: string): Decision => refuse('TBL003', first.leaf.hole, `${source.label} is not checked: ${why}.`);
  if (names[0] !== undefined)
    return because(`the file itself uses ${JSON.stringify(names[0])}, which a strict check would refuse`);
  if (tables.some((use) => use.leaf.traits.replaced !== undefined))
    return because('characters that a strict check would refuse are replaced first');
  return source.speaksOfOthers
    ? because('its help speaks of other forms than plain names, which a strict check would refuse')
    : null;
}
