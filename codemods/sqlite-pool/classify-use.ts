import type { SyntaxNode } from 'codex-codemod';
import { calleeOf, parameterFor } from './callees.js';
import type { Doers } from './find-accessors.js';
import type { Store } from './find-stores.js';
import type { FunctionFacts } from './functions.js';
import { calledName } from './place-kinds.js';
import { placeOf } from './places.js';
import type { Reading } from './reading.js';
import { sqlKind } from './sql-kind.js';

export type UseKind =
  /** Something may fail while a transaction is, or becomes, open. */
  | 'write'
  | 'commit'
  /** A function that gets the connection may do anything with it. */
  | 'passed'
  | 'yield'
  /** Another thread is told to do something with it, and may be at it still when the failure is seen. */
  | 'threaded'
  /** May fail, but opens no transaction. */
  | 'read'
  | 'begin'
  /** Ends the transaction. */
  | 'rollback'
  | 'close'
  | 'with'
  | 'closing'
  /** The connection goes out of the function, or into something that is kept. */
  | 'returned'
  | 'kept'
  | 'captured'
  | 'given-back'
  /** Makes a cursor, or gives one back with its rows unread. */
  | 'cursor'
  | 'neutral';

/** One place where a function speaks of its connection or of a cursor of it. */
export interface Use {
  readonly kind: UseKind;
  /** The connection or cursor. */
  readonly node: SyntaxNode;
  /** The expression around it that does what is done. */
  readonly at: SyntaxNode;
}

const STATEMENTS = new Set([
  'execute',
  'executemany',
  'executescript',
  'execute_insert',
  'execute_fetchall',
  'executescript_async',
  'backup',
  'blobopen',
  'deserialize',
]);
/** Methods that may fail, wherever they are called. */
const WORKS = new Set([...STATEMENTS, 'commit']);
const FETCHES = new Set(['fetchone', 'fetchall', 'fetchmany', 'iterdump', 'serialize']);
const HARMLESS_CALLS = new Set(['id', 'isinstance', 'bool', 'print', 'repr', 'str', 'type', 'len', 'hasattr']);

export interface Known {
  readonly reading: Reading;
  readonly doers: Doers;
  readonly stores: readonly Store[];
}

/** Tells what is done with a node that denotes the connection, or a cursor of it. */
export function classifyUse(node: SyntaxNode, known: Known): Use {
  const parent = outOfBrackets(node).parent;
  const use = (kind: UseKind, at: SyntaxNode): Use => ({ kind, node, at });
  if (parent === null) return use('neutral', node);
  switch (parent.type) {
    case 'attribute':
      return methodUse(node, parent, known);
    case 'argument_list':
      return argumentUse(node, parent, known);
    case 'keyword_argument':
      return use('passed', parent.closest('call') ?? parent);
    case 'yield':
      return use('yield', parent);
    case 'return_statement':
      return use('returned', parent);
    case 'with_item':
    case 'as_pattern':
      return use(parent.closest('with_statement') === null ? 'neutral' : 'with', parent);
    case 'assignment':
      return assignmentUse(node, parent, known);
    case 'for_statement':
    case 'for_in_clause':
      return use('read', parent);
    case 'tuple':
    case 'list':
    case 'pair':
    case 'expression_list':
    case 'list_splat':
      return use(parent.closest('return_statement', 'assignment', 'yield') === null ? 'neutral' : 'kept', parent);
    default:
      return use('neutral', parent);
  }
}

function outOfBrackets(node: SyntaxNode): SyntaxNode {
  let outer = node;
  while (outer.parent?.type === 'parenthesized_expression' || outer.parent?.type === 'await') outer = outer.parent;
  return outer;
}

function methodUse(node: SyntaxNode, attribute: SyntaxNode, known: Known): Use {
  const { reading } = known;
  const method = attribute.child('attribute')?.text ?? '';
  const outer = attribute.parent;
  const call = outer?.type === 'call' && outer.child('function') === attribute ? outer : null;
  const at = call ?? attribute;
  if (call === null && WORKS.has(method)) return { kind: isArgument(attribute) ? 'passed' : 'kept', node, at };
  if (call !== null && STATEMENTS.has(method)) {
    const [sql] = call.child('arguments')?.namedChildren ?? [];
    return { kind: method === 'executescript' ? 'write' : sqlKind(sql, reading), node, at };
  }
  if (call === null) return { kind: 'neutral', node, at };
  // `conn.cursor().execute(...)`
  if (method === 'cursor' && call.parent?.type === 'attribute') return { ...methodUse(call, call.parent, known), node };
  if (FETCHES.has(method)) return { kind: 'read', node, at };
  if (method === 'commit' || method === 'rollback' || method === 'cursor') return { kind: method, node, at };
  return { kind: method === 'close' || method === 'stop' ? 'close' : 'neutral', node, at };
}

/** A bound method that is an argument, as of run_in_executor, is run there; one that is returned or stored is run who knows when. */
function isArgument(node: SyntaxNode): boolean {
  return node.parent?.type === 'argument_list';
}

function argumentUse(node: SyntaxNode, list: SyntaxNode, known: Known): Use {
  const { reading, doers, stores } = known;
  const call = list.parent;
  if (call === null) return { kind: 'neutral', node, at: list };
  const name = calledName(call, reading) ?? call.child('function')?.text ?? '';
  if (name === 'contextlib.closing' || name === 'contextlib.aclosing') return { kind: 'closing', node, at: call };
  if (stores.some((store) => store.node === call)) return { kind: 'given-back', node, at: call };
  if (isGivenBackLater(node, list, known)) return { kind: 'given-back', node, at: call };
  // A list of all connections, beside the pool.
  if (/\.(append|add|remove|discard)$/.test(name)) return { kind: 'neutral', node, at: call };
  const callee = calleeOf(call, reading);
  const released = callee === null ? undefined : doers.releasers.get(callee);
  if (callee !== null && released !== undefined && parameterFor(node, call, callee) === released) {
    return { kind: 'given-back', node, at: call };
  }
  const passed = callee === null ? null : parameterFor(node, call, callee);
  if (callee !== null && passed !== null && endsParameter(callee, passed)) {
    // A function that runs statements and rolls back when they fail looks after itself.
    const methods = methodsOn(callee, passed);
    const works = methods.some((method) => WORKS.has(method) || method === 'cursor');
    return { kind: works ? 'neutral' : methods.includes('close') ? 'close' : 'rollback', node, at: call };
  }
  const harmless = HARMLESS_CALLS.has(name.replace('builtins.', '')) || /(^|[._])log(ger|ging)?\./i.test(name);
  if (harmless) return { kind: 'neutral', node, at: call };
  const reads = callee !== null && passed !== null && onlyReads(callee, passed, known);
  return { kind: reads ? 'read' : 'passed', node, at: call };
}

/** `stack.callback(POOL.append, conn)` and `stack.callback(release, conn)`: given back when the block of the ExitStack ends. */
function isGivenBackLater(node: SyntaxNode, list: SyntaxNode, { reading, doers, stores }: Known): boolean {
  const [first, second] = list.namedChildren;
  if (second !== node || first === undefined || !isCallback(list.parent)) return false;
  const object = first.type === 'attribute' && PUTS.has(first.child('attribute')?.text ?? '') ? first.child('object') : null;
  const key = object === null ? null : placeOf(object, reading)?.key;
  return (
    stores.some(({ place }) => place?.key === key) || [...doers.releasers.keys()].some(({ name }) => name === lastName(first))
  );
}

/** True for a call that has an ExitStack call something when its block ends. */
export function isCallback(call: SyntaxNode | null): boolean {
  return /\.(callback|push_async_callback)$/.test(call?.child('function')?.text ?? '');
}

const PUTS = new Set(['append', 'appendleft', 'add', 'put', 'put_nowait']);

function lastName(node: SyntaxNode): string {
  return node.type === 'attribute' ? (node.child('attribute')?.text ?? '') : node.text;
}

/** True when a function rolls back or closes one of its parameters. */
export function endsParameter(facts: FunctionFacts, parameter: string): boolean {
  return methodsOn(facts, parameter).some((method) => method === 'rollback' || method === 'close');
}

/** True when a function runs nothing but SELECTs, by their text, on one of its parameters. */
function onlyReads(facts: FunctionFacts, parameter: string, { reading }: Known): boolean {
  const uses = facts.scope.bindings.get(parameter)?.uses ?? [];
  return uses.every((use) => {
    const call = use.parent?.parent;
    const method = use.parent?.type === 'attribute' ? (use.parent.child('attribute')?.text ?? '') : '';
    const [sql] = call?.type === 'call' ? (call.child('arguments')?.namedChildren ?? []) : [];
    return (method === 'execute' || method === 'execute_fetchall') && sqlKind(sql, reading) === 'read';
  });
}

function methodsOn(facts: FunctionFacts, parameter: string): readonly string[] {
  const uses = facts.scope.bindings.get(parameter)?.uses ?? [];
  return uses.flatMap(({ parent }) => (parent?.type === 'attribute' ? (parent.child('attribute')?.text ?? []) : []));
}

function assignmentUse(node: SyntaxNode, assignment: SyntaxNode, { stores }: Known): Use {
  const left = assignment.child('left');
  if (left === null || left === node) return { kind: 'neutral', node, at: assignment };
  if (stores.some((store) => store.node === assignment)) return { kind: 'given-back', node, at: assignment };
  return { kind: left.type === 'identifier' ? 'neutral' : 'kept', node, at: assignment };
}
