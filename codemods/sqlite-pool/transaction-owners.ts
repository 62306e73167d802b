import type { SyntaxNode } from 'codex-codemod';
import { within } from './blocks.js';
import { calleeOf, parameterFor } from './callees.js';
import type { Use } from './classify-use.js';
import { endsAlways } from './ends-always.js';
import { type Block, findBlocks } from './find-blocks.js';
import type { Holder, Surroundings } from './find-holders.js';
import { callsIn, isReached, waysTo } from './find-passing.js';
import { inWithConnection } from './find-protection.js';
import { findUses, riskyUses, type Uses } from './find-uses.js';
import type { FunctionFacts } from './functions.js';
import { isAutocommit } from './never-begins.js';
import { beginsTransaction } from './sql-kind.js';

/**
 * What a holder does with the transaction of its connection: begins one and ends it (`whole`, also where nothing speaks
 * against it), begins one that others have to end, ends one that others have begun, or neither.
 */
export type Part = 'whole' | 'begins' | 'ends' | 'neither';

export function partOf(holder: Holder, holders: readonly Holder[], surroundings: Surroundings): Part {
  const { facts, uses } = holder;
  const others = holders.filter(({ slot }) => slot === holder.slot);
  const enders = endersOf(others, surroundings);
  const commits = uses.connection.some(({ kind }) => kind === 'commit') || uses.cursors.some(({ kind }) => kind === 'commit');
  if (isHeldOverBlocks(facts)) {
    return !commits && findBlocks(holder, surroundings).some((block) => isLeftOpen(block, holder, enders, surroundings))
      ? 'begins'
      : 'whole';
  }
  const work = workOf(uses, holder, surroundings).filter((use) => !isInEndingBlock(use, others, surroundings));
  const ends = endsIn(facts.body, uses, enders, surroundings);
  if (work.some(({ at }) => !ends.some((end) => endsAlways(end, at, facts, surroundings.reading)))) return 'begins';
  if (work.length > 0) return 'whole';
  if (!commits) return 'neither';
  const mayWork = riskyUses(uses).some(({ kind }) => /^(write|passed|threaded)$/.test(kind)) || closes(uses);
  return mayWork || callsOther(holder, others, surroundings) ? 'whole' : 'ends';
}

function isHeldOverBlocks({ name, yields }: FunctionFacts): boolean {
  return yields.length > 0 || /^__a?exit__$/.test(name);
}

function closes({ connection }: Uses): boolean {
  return connection.some(({ kind }) => kind === 'close');
}

/** The functions of the file that commit on the slot, and those that lead to them. */
function endersOf(holders: readonly Holder[], { reading }: Surroundings): ReadonlySet<FunctionFacts> {
  const committing = holders.filter(({ uses }) => [...uses.connection, ...uses.cursors].some(({ kind }) => kind === 'commit'));
  return new Set(committing.flatMap(({ facts }) => [...waysTo(facts, reading)]));
}

/** What begins a transaction, unless `with conn:` ends it. */
function workOf(uses: Uses, holder: Holder, surroundings: Surroundings): readonly Use[] {
  const { reading } = surroundings;
  const explicit = isAutocommit(holder.slot, surroundings);
  return [...uses.connection, ...uses.cursors].filter((use) => {
    if (use.kind === 'begin') return !inWithConnection(use, holder, surroundings);
    const works = use.kind === 'write' ? !explicit && begins(use) : use.kind === 'passed' && helperWorks(use);
    return works && !inWithConnection(use, holder, surroundings);
  });

  function begins({ at }: Use): boolean {
    // `executescript` commits first, and then nothing is begun: https://docs.python.org/3/library/sqlite3.html#sqlite3.Cursor.executescript
    if (/executescript/.test(at.child('function')?.child('attribute')?.text ?? '')) return false;
    const answer = beginsTransaction(at.child('arguments')?.namedChildren[0], reading);
    return answer === 'yes' || (answer === 'perhaps' && !isRead(at) && !uses.cursors.some((use) => isFetch(use.at)));
  }

  /** A function of the file that is given the connection, begins something on it, and does not end it. */
  function helperWorks({ node, at }: Use): boolean {
    const callee = calleeOf(at, reading);
    const parameter = callee === null ? null : parameterFor(node, at, callee);
    const nodes = parameter === null ? undefined : callee?.scope.bindings.get(parameter)?.uses;
    if (callee === null || nodes === undefined || callee === holder.facts) return false;
    const inner = findUses(nodes, callee, surroundings);
    const direct = { ...inner, connection: inner.connection.filter(({ kind }) => kind !== 'passed') };
    const ends = endsIn(callee.body, inner, new Set(), surroundings);
    return workOf(direct, { ...holder, facts: callee, uses: inner }, surroundings).some(
      ({ at: work }) => !ends.some((end) => end.start > work.start),
    );
  }
}

/** Rows are asked for: SQL that cannot be seen is then a SELECT, as far as anybody can tell. */
function isRead(call: SyntaxNode): boolean {
  let outer = call.parent;
  while (outer?.type === 'await' || outer?.type === 'parenthesized_expression') outer = outer.parent;
  if (outer?.type === 'attribute') return /^fetch/.test(outer.child('attribute')?.text ?? '');
  if (outer?.type === 'argument_list')
    return /^(list|tuple|set|dict|sorted|next)$/.test(outer.parent?.child('function')?.text ?? '');
  return outer?.type === 'for_statement' || outer?.type === 'for_in_clause' || isFetch(call);
}

function isFetch(at: SyntaxNode): boolean {
  return (
    at.type === 'for_statement' ||
    at.type === 'for_in_clause' ||
    /^(execute_)?fetch/.test(at.child('function')?.child('attribute')?.text ?? '')
  );
}

/** What ends a transaction, but for what a handler does. */
function endsIn(
  body: SyntaxNode,
  { connection, cursors }: Uses,
  enders: ReadonlySet<FunctionFacts>,
  { reading }: Surroundings,
): readonly SyntaxNode[] {
  const own = [...connection, ...cursors].filter(({ kind }) => kind === 'commit' || kind === 'rollback' || kind === 'close');
  const called = callsIn(body).filter((call) => isReached(call, enders, reading));
  return [...own.map(({ at }) => at), ...called];
}

/** Inside of a `with` over a context manager of the same slot that commits. */
function isInEndingBlock({ at }: Use, holders: readonly Holder[], surroundings: Surroundings): boolean {
  return holders.some(
    (other) =>
      isHeldOverBlocks(other.facts) &&
      other.uses.connection.some(({ kind }) => kind === 'commit') &&
      findBlocks(other, surroundings).some(({ body }) => within(body, at)),
  );
}

function isLeftOpen(
  { body, around, uses }: Block,
  holder: Holder,
  enders: ReadonlySet<FunctionFacts>,
  surroundings: Surroundings,
): boolean {
  const ends = endsIn(body, uses, enders, surroundings).filter((end) => within(body, end));
  return workOf(uses, holder, surroundings).some(
    ({ at }) => !ends.some((end) => endsAlways(end, at, around, surroundings.reading)),
  );
}

function callsOther(holder: Holder, holders: readonly Holder[], { reading }: Surroundings): boolean {
  const others = new Set(holders.flatMap(({ facts }) => (facts === holder.facts ? [] : [...waysTo(facts, reading)])));
  return callsIn(holder.facts.body).some((call) => isReached(call, others, reading));
}
