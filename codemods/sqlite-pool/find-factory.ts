import type { SyntaxNode } from 'codex-codemod';
import type { Holder, Surroundings } from './find-holders.js';
import { type FunctionFacts, inside } from './functions.js';
import { leavesOf, returnedLeaves, soleName } from './leaves.js';
import { rewrite } from './rewrite.js';

/** An expression somewhere in the module that makes a connection for the slot. */
interface Candidate {
  readonly call: SyntaxNode;
  readonly from: FunctionFacts | null;
}

/**
 * Statements that make a new connection, set it up as the module does, and bind it to the holder's name; null when
 * nothing in the module can be used for that from here.
 *
 * @param target what the new connection is bound to
 */
export function findFactory(holder: Holder, target: string, surroundings: Surroundings): readonly string[] | null {
  for (const candidate of candidatesFor(holder, surroundings)) {
    const lines = factoryLines(candidate, holder, target, surroundings);
    if (lines !== null) return lines;
  }
  return null;
}

function candidatesFor(holder: Holder, { reading, makers, doers }: Surroundings): readonly Candidate[] {
  const isNew = (leaf: SyntaxNode): boolean => makers.driverOfNew(leaf) !== null;
  const own = holder.acquisitions.flatMap(({ leaves }) => leaves).filter(isNew);
  const accessors = [...doers.accessors.values()].filter(({ slot }) => slot === holder.slot);
  const stores = holder.slot.stores;
  return [
    ...own.map((call) => ({ call, from: holder.getter })),
    ...accessors.flatMap(({ facts }) =>
      returnedLeaves(inside(facts.body), reading)
        .filter(isNew)
        .map((call) => ({ call, from: facts })),
    ),
    ...stores.flatMap(({ value, inside: from }) =>
      leavesOf(value, reading)
        .filter(isNew)
        .map((call) => ({ call, from })),
    ),
  ];
}

function factoryLines(
  { call, from }: Candidate,
  { facts, slot }: Holder,
  target: string,
  surroundings: Surroundings,
): readonly string[] | null {
  const { reading } = surroundings;
  const awaited = call.parent?.type === 'await';
  if (awaited !== slot.driver.awaited || (awaited && !facts.isAsync)) return null;
  const text = rewrite(call, from, facts, reading);
  if (text === null || text.includes('\n')) return null;
  const first = `${target} = ${awaited ? 'await ' : ''}${text}`;
  const name = soleName(call);
  const setup = name === null ? [] : setupLines(name, from, facts, target, surroundings);
  return setup === null ? null : [first, ...setup];
}

/**
 * The statements that do something with a new connection before it is stored, written for another name; null when one
 * cannot be: `conn.row_factory = ...`, `conn.execute("PRAGMA ...")`, `self._all.append(conn)`.
 */
function setupLines(
  name: SyntaxNode,
  from: FunctionFacts | null,
  to: FunctionFacts,
  target: string,
  { reading, slots }: Surroundings,
): readonly string[] | null {
  const lines: string[] = [];
  const renamed = new Map([[name.text, target]]);
  const start = reading.statements.enclosing(name);
  for (let node = start.nextSibling; node !== null; node = node.nextSibling) {
    if (node.type === 'comment' || !mentions(node, name.text)) continue;
    if (node.type !== 'expression_statement') return node.type === 'return_statement' ? lines : null;
    if (slots.stores.some((store) => node !== null && node.start <= store.node.start && store.node.end <= node.end)) return lines;
    const text = rewrite(node, from, to, reading, renamed);
    if (text === null || text.includes('\n')) return null;
    lines.push(text);
  }
  return lines;
}

function mentions(node: SyntaxNode, name: string): boolean {
  for (const inner of node.ofType('identifier')) if (inner.text === name) return true;
  return false;
}
