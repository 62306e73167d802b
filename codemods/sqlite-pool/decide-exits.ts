import type { Edit, Statements } from 'codex-codemod';
import { finallyOf, statementIn, triesAround, within } from './blocks.js';
import { calleeOf } from './callees.js';
import { caveatFor } from './choose-ending.js';
import type { Use } from './classify-use.js';
import type { Decision } from './decide-function.js';
import type { Holder, Surroundings } from './find-holders.js';
import { findKept, type Kept } from './find-kept.js';
import type { Slot } from './find-slots.js';
import { riskyUses } from './find-uses.js';
import { type FunctionFacts, inside, receiverOf } from './functions.js';
import { leavesOf } from './leaves.js';
import { type Ending, makeDiscard, type Site } from './make-discard.js';
import { neverBegins } from './never-begins.js';
import { notItsOwn } from './not-its-own.js';
import { isRefusal } from './refusal.js';
import { noteFor } from './repair-note.js';
import { sharingOf } from './sharing.js';
import { indented, type Lines } from './write-discard.js';

/** Classes whose objects hold a pooled connection between `__enter__` and `__exit__`. */
export interface Exits {
  readonly decisions: readonly Decision[];
  readonly slots: ReadonlySet<Slot>;
}

export function decideExits(holders: readonly Holder[], surroundings: Surroundings): Exits {
  const kept = findKept(surroundings);
  const held = kept.filter(({ holder }) => holder.slot.fault === null && !neverBegins(holder.slot, surroundings));
  return {
    decisions: held.flatMap((one) => decideExit(one, [...holders, ...held.map(({ holder }) => holder)], surroundings)),
    slots: new Set(held.map(({ holder }) => holder.slot)),
  };
}

function decideExit(kept: Kept, holders: readonly Holder[], surroundings: Surroundings): readonly Decision[] {
  const { holder, exit } = kept;
  const givesBack = holder.uses.connection.some(({ kind }) => kind === 'given-back');
  const ends = ({ kind }: Use): boolean => kind === 'rollback' || kind === 'with' || (kind === 'close' && !givesBack);
  const ending = holder.uses.connection
    .filter(ends)
    .filter(({ at }) => at.closest('except_clause', 'function_definition')?.type !== 'except_clause');
  const risky = riskyUses(holder.uses);
  if (ending.length > 0 || callsEnder(exit, holder, surroundings)) return [];
  const lost = holder.taken ? risky.find((use) => !isGivenBackAfter(use, holder)) : undefined;
  if (lost !== undefined) return [{ code: 'POOL012', at: lost.at }];
  const test = failureTest(exit);
  if (test === null) return [{ code: 'POOL014', at: exit.node.child('name') ?? exit.node }];
  return [
    notItsOwn(holder, exit.node.child('name') ?? exit.node, holders, surroundings) ??
      repairExit(kept, test, risky, holders, surroundings),
  ];
}

/** True when the exit method hands the work to a method that ends the transaction. */
function callsEnder(exit: FunctionFacts, { slot }: Holder, { reading, doers }: Surroundings): boolean {
  const own = receiverOf(exit);
  for (const node of inside(exit.body)) {
    const callee = node.type === 'call' ? calleeOf(node, reading) : null;
    if (callee === null) continue;
    for (const call of inside(callee.body)) {
      const method = call.type === 'call' ? call.child('function') : null;
      if (method?.type !== 'attribute' || !/^(rollback|close)$/.test(method.child('attribute')?.text ?? '')) continue;
      const object = method.child('object');
      const isOwn = callee.owner === exit.owner && object?.type === 'attribute' && object.child('object')?.text === own;
      if (isOwn || (object !== null && leavesOf(object, reading).some((leaf) => doers.slotOf(leaf) === slot))) return true;
    }
  }
  return false;
}

function isGivenBackAfter({ at }: Use, { uses }: Holder): boolean {
  return triesAround(at).some(({ statement, part }) => {
    const last = part === 'body' ? finallyOf(statement) : null;
    return last !== null && uses.connection.some((use) => use.kind === 'given-back' && within(last, use.at));
  });
}

/** `exc_type is not None`, with what the method calls it. */
function failureTest({ node }: FunctionFacts): string | null {
  const [, first] = node.child('parameters')?.namedChildren ?? [];
  if (first === undefined) return null;
  const name = first.type === 'identifier' ? first : [...first.ofType('identifier')][0];
  if (name === undefined || first.type.startsWith('dictionary_splat')) return null;
  const isSplat = first.type === 'list_splat_pattern' || first.namedChildren[0]?.type === 'list_splat_pattern';
  return isSplat ? `${name.text}[0] is not None` : `${name.text} is not None`;
}

function repairExit(
  kept: Kept,
  test: string,
  risky: readonly Use[],
  holders: readonly Holder[],
  surroundings: Surroundings,
): Decision {
  const { exit, holder, text } = kept;
  const { statements } = surroundings.reading;
  const at = exit.node.child('name') ?? exit.node;
  const ending: Ending = sharingOf(holder, holders, surroundings) === 'exclusive' ? 'roll-back-or-close' : 'roll-back-or-drop';
  const site: Site = { at: exit.body, flag: 'always', mayBeNone: asksForNone(holder), ending, calledAs: text };
  const discard = makeDiscard(holder, site, surroundings);
  if (isRefusal(discard)) return discard;
  const edits = exitEdits(exit, holder, risky, test, discard.lines, statements);
  if (edits === null) return { code: 'POOL014', at, why: 'what it does after a failure needs the connection' };
  return {
    kind: 'repair',
    at,
    reason: REASON,
    caveat: caveatFor(holder, holders, surroundings),
    edits,
    imports: discard.imports,
    note: noteFor(holder, true, surroundings),
  };
}

/** True when the method itself reckons with there being no connection any more. */
function asksForNone({ uses }: Holder): boolean {
  return uses.connection.some(({ at }) => /^(if_statement|comparison_operator|not_operator|boolean_operator)$/.test(at.type));
}

const REASON =
  'The end of the with block did not look whether the block had failed; now the transaction is rolled back before anybody else has the connection.';

/**
 * What ends the transaction goes before everything else. Where the method uses the connection itself, it may do so only
 * when nothing has failed: after a rollback that fails there is none.
 */
function exitEdits(
  { body }: FunctionFacts,
  holder: Holder,
  risky: readonly Use[],
  test: string,
  discard: Lines,
  statements: Statements,
): readonly Edit[] | null {
  if (risky.length === 0) return statements.insertAtStart(body, [`if ${test}:`, ...indented(discard)].join('\n'));
  const all = statements.of(body).filter((statement) => statement.namedChildren[0]?.type !== 'string');
  const own = new Set(risky.map(({ at }) => statementIn(body, at)));
  const isRun = all.every((statement, index) => own.has(statement) === index < own.size);
  const isPlain = [...own].every((statement) => statement?.type === 'expression_statement');
  const later = holder.uses.connection.some(({ at }) => !own.has(statementIn(body, at)));
  const [first, last] = [all[0], all[own.size - 1]];
  if (holder.taken || !isRun || !isPlain || later || first === undefined || last === undefined) return null;
  const failed = discard.join('\n');
  const inner = { header: 'try', clauses: [{ header: 'except BaseException', body: `${failed}\nraise` }] };
  return statements.wrap([
    { header: `if ${test.replace(/ is not None$/, ' is None')}`, first, last, inner },
    { header: 'else', body: failed },
  ]);
}
