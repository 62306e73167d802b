import type { NodePath } from 'codex-codemod';
import type { Decision, Refusal } from '../decision.js';
import { clauses, isRefused, otherUseRefusal, ownRefusal, ownTableRefusal, refusalOnTheWay, unchecked } from '../refusals.js';
import type { Tree } from '../tree.js';
import { tablesAmong } from '../values/way.js';
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

const TREE: Tree<NodePath> = { rangeOf, lineOf: ({ node }) => node.loc?.start.line ?? 1 };

/** Decides for one value: a check at its border, or the first reason why not. Empty for what is no table. */
export function decide(program: Program, { source: found, uses }: TaintedSource): readonly Decision<Source>[] {
  const tables = tablesAmong(uses);
  const [first] = tables;
  if (first === undefined) return clauses(TREE, found, uses);
  const source = { ...found, borders: bordersOf(tables) };
  const carriers = tables.flatMap(({ leaf }) => carriersOf(program, source, leaf.chain));
  const refusal =
    ownRefusal(TREE, source, first) ??
    writtenRefusal(program, source, first) ??
    refusalOnTheWay(TREE, source, tables, uses) ??
    ownTableRefusal(TREE, source, first, ownTables(program)) ??
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

/** `process.argv[2] = 'logs'`, `options.table = ...` after parsing. */
function writtenRefusal(program: Program, source: Source, { leaf }: Use): Refusal | null {
  const written = program.members.find((member) => {
    if (member.key !== 'left' || member.parentPath?.isAssignmentExpression() !== true) return false;
    const parsed = parsedAt(program, { path: member, frame: null });
    return parsed?.kind === 'value' && source.keys.includes(parsed.value.key);
  });
  if (written === undefined) return null;
  return unchecked(TREE, 'TBL007', source, leaf.hole, `line ${TREE.lineOf(written)} gives it another value`);
}

function otherwiseRefusal(program: Program, source: Source, table: Use, carriers: readonly NodePath[]): Refusal | null {
  const use = otherUseOf(program, carriers, isRefused);
  return use === null ? null : otherUseRefusal(TREE, source, table, use);
}
