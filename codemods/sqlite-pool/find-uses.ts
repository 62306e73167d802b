import type { Binding, SyntaxNode } from 'codex-codemod';
import { classifyUse, type Known, type Use, type UseKind } from './classify-use.js';
import type { FunctionFacts } from './functions.js';
import { calledName } from './place-kinds.js';
import { threadCall } from './thread-calls.js';

/** Everything that a function does with its connection and with the cursors of it. */
export interface Uses {
  readonly connection: readonly Use[];
  readonly cursors: readonly Use[];
  /** Where a cursor goes out of the function with its rows unread. */
  readonly leaving: readonly SyntaxNode[];
}

/** What may fail while the connection is held. Making a cursor fails when the connection is closed. */
const RISKY: ReadonlySet<UseKind> = new Set<UseKind>([
  'write',
  'commit',
  'passed',
  'threaded',
  'yield',
  'read',
  'begin',
  'cursor',
]);

/** The uses that may fail, in the order of the text. */
export function riskyUses({ connection, cursors }: Uses): readonly Use[] {
  return [...connection, ...cursors].filter(({ kind }) => RISKY.has(kind)).sort((a, b) => a.at.start - b.at.start);
}

/** @param nodes the expressions that denote the connection. */
export function findUses(nodes: readonly SyntaxNode[], facts: FunctionFacts, known: Known): Uses {
  const connection = nodes.map((node) => place(classifyUse(node, known), facts, known));
  const cursors: Use[] = [];
  const seen = new Set<Binding>();
  for (const use of connection) {
    const binding = cursorBinding(use, known);
    if (binding === null || seen.has(binding)) continue;
    seen.add(binding);
    cursors.push(...binding.uses.map((node) => place(cursorUse(classifyUse(node, known)), facts, known)));
  }
  const all = [...connection.filter(makesCursor), ...cursors];
  return { connection, cursors, leaving: all.flatMap((use) => (leaves(use, known) ? [use.at] : [])) };
}

/** A use in a function of its own runs when nobody can tell, unless the function is handed to a call right there. */
function place(use: Use, facts: FunctionFacts, { reading }: Known): Use {
  const thread = threadCall(use.node);
  if (thread !== null) return { ...use, kind: threadedKind(use.node), at: thread };
  for (let scope = reading.scope.scopeOf(use.node); scope !== facts.scope; ) {
    if (scope.kind === 'lambda' && scope.node.parent?.type === 'argument_list') {
      return { ...use, kind: 'passed', at: scope.node.parent.parent ?? scope.node };
    }
    if (scope.kind === 'function' || scope.kind === 'lambda' || scope.kind === 'class') return { ...use, kind: 'captured' };
    if (scope.parent === null) break;
    scope = scope.parent;
  }
  return use;
}

/** What another thread is told to do: to end the transaction, or something that may fail. */
function threadedKind({ parent }: SyntaxNode): UseKind {
  const method = parent?.type === 'attribute' ? parent.child('attribute')?.text : undefined;
  return method === 'rollback' || method === 'close' ? method : 'threaded';
}

/** Closing a cursor, or asking it for its properties, ends no transaction. */
function cursorUse(use: Use): Use {
  const harmless = use.kind === 'close' || use.kind === 'with' || use.kind === 'closing' || use.kind === 'given-back';
  return harmless ? { ...use, kind: 'neutral' } : use;
}

function makesCursor({ kind, at }: Use): boolean {
  return at.type === 'call' && (kind === 'cursor' || kind === 'read' || kind === 'write' || kind === 'begin');
}

/** The name that the cursor of a use is bound to. */
function cursorBinding(use: Use, { reading }: Known): Binding | null {
  if (!makesCursor(use) || use.at.child('function')?.child('attribute')?.text.startsWith('fetch')) return null;
  let value = use.at;
  for (let outer = value.parent; outer !== null; outer = value.parent) {
    const wraps = outer.type === 'await' || outer.type === 'parenthesized_expression' || outer.type === 'argument_list';
    if (!wraps && !(outer.type === 'call' && /closing$/.test(calledName(outer, reading) ?? ''))) break;
    value = outer;
  }
  const parent = value.parent;
  const target =
    parent?.type === 'assignment'
      ? parent.child('left')
      : parent?.type === 'named_expression'
        ? parent.child('name')
        : parent?.type === 'as_pattern'
          ? (parent.childOfType('as_pattern_target')?.namedChildren[0] ?? null)
          : null;
  const resolution = target?.type === 'identifier' ? reading.scope.resolve(target) : null;
  return resolution?.kind === 'bound' ? resolution.binding : null;
}

const LAZY = new Set(['builtins.map', 'builtins.filter', 'builtins.iter', 'builtins.zip', 'builtins.enumerate']);

/** True when rows can still be read through what a use gives out. */
function leaves(use: Use, { reading }: Known): boolean {
  if (use.kind === 'returned' || use.kind === 'kept' || use.kind === 'yield') return true;
  const generator = use.node.closest('generator_expression', 'function_definition', 'lambda');
  if (generator?.type === 'generator_expression' && isGivenOut(generator)) return true;
  if (use.kind === 'passed') return LAZY.has(calledName(use.at, reading) ?? '') && isGivenOut(use.at);
  return makesCursor(use) && !isFetch(use.at) && isGivenOut(use.at);
}

function isFetch(call: SyntaxNode): boolean {
  return /^(fetch|backup|execute_fetchall|execute_insert)/.test(call.child('function')?.child('attribute')?.text ?? '');
}

function isGivenOut(expression: SyntaxNode): boolean {
  let outer = expression.parent;
  while (outer?.type === 'await' || outer?.type === 'parenthesized_expression') outer = outer.parent;
  if (outer?.type === 'assignment') return outer.child('left')?.type === 'attribute';
  return outer?.type === 'return_statement' || outer?.type === 'yield';
}
