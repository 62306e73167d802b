import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import { isToldOnCleanExit } from './clean-exit.js';
import type { Change } from './fix-for.js';
import { oneLine } from './one-line.js';
import { isStopped, managersOf } from './protection.js';
import { isSelfContained } from './risk.js';
import { argumentsOf, calledName, callOf, covers, receiverOf, running } from './syntax.js';

/**
 * Why a stand-in for `self` (a MagicMock: https://docs.python.org/3/library/unittest.mock.html#magic-mock) cannot go through a method
 * without failing for reasons of its own; null where it surely can. What the shield holds may fail as it likes.
 */
export function whyNoStandIn(it: Case, change: Change): string | null {
  const { method } = it;
  if (method.node.parent?.type === 'decorated_definition') return 'the method is decorated';
  for (const node of running(method.body)) {
    if (node.type === 'attribute' && isOfSelf(node, it) && UNSERVED_NAME.test(node.child('attribute')?.text ?? '')) {
      return `a stand-in cannot have "${node.text}"`;
    }
    const shielded = change.kind !== 'finally' && change.unit.first.start <= node.start && node.end <= change.unit.last.end;
    if (!shielded && node !== method.body && !isServed(node, it)) return `a stand-in may not be up to "${oneLine(node.text)}"`;
  }
  if (change.kind !== 'finally' && failsElsewhere(it, change)) return 'another event of the method fails with it';
  if (!isToldOnCleanExit(it, change.unit)) return 'it is not known whether a clean exit comes to the event';
  return null;
}

/** True when what is made to fail is called for another event too, where nothing may stop its failure. */
function failsElsewhere(it: Case, { unit }: Change): boolean {
  const { method, services, settings } = it;
  const called = (call: SyntaxNode): string => call.child('function')?.text ?? call.text;
  const failing = new Set(unit.events.map(({ call }) => called(call)));
  return it.events.some((event) => {
    if (unit.events.includes(event) || !failing.has(called(event.call))) return false;
    return !isStopped(event.statement, method.body, services, settings.shields);
  });
}

/** Private names, which the class spells in another way, and names that a Mock keeps for itself. */
const UNSERVED_NAME = /^(__|assert|assret|asert|aseert|assrt|called|call_|mock_|return_value|side_effect)/;

/** Syntax that does nothing, or nothing but what a MagicMock allows. */
const SERVED = new Set(
  (
    'block expression_statement pass_statement comment if_statement elif_clause else_clause try_statement except_clause ' +
    'finally_clause return_statement assignment argument_list keyword_argument parenthesized_expression boolean_operator ' +
    'not_operator conditional_expression string string_start string_content string_end interpolation type_conversion ' +
    'concatenated_string escape_sequence integer float true false none tuple expression_list list dictionary pair ' +
    'pattern_list tuple_pattern as_pattern as_pattern_target with_clause with_item type'
  ).split(' '),
);

/** Functions that take anything. */
const TAKES_ANYTHING = new Set('str repr bool print isinstance type id callable hasattr'.split(' '));

/** Functions that are called without an argument, or with numbers and texts alone. */
const TAKES_NOTHING =
  /^(time\.(time|monotonic|perf_counter)(_ns)?|asyncio\.sleep|os\.environ\.pop|os\.getpid|sys\.(stdout|stderr)\.flush|gc\.collect)$/;

function isServed(node: SyntaxNode, it: Case): boolean {
  if (!node.named || node.field === 'name') return true;
  switch (node.type) {
    case 'identifier':
      return node.field === 'attribute' || it.services.scope.resolve(node).kind !== 'unbound';
    case 'attribute':
      return isOfSelf(node, it) || isCalled(node) || isCaught(node);
    case 'call':
      return isCallServed(node, it);
    case 'await':
      return isAwaitServed(node, it);
    case 'comparison_operator':
      return node.children.every(({ named, type }) => named || /^(is|is not|==|!=)$/.test(type));
    case 'with_statement':
      return managersOf(node).every((manager) => isOfSelf(callOf(manager)?.child('function') ?? manager, it));
    case 'subscript':
      return isOfStar(node, it);
    default:
      return SERVED.has(node.type) && !unpacks(node);
  }
}

/** `a, b = self.pair` finds nothing in a stand-in to unpack. */
function unpacks(node: SyntaxNode): boolean {
  return node.type === 'assignment' && /^(pattern_list|tuple_pattern)$/.test(node.child('left')?.type ?? '');
}

function isCallServed(call: SyntaxNode, it: Case): boolean {
  const target = call.child('function');
  if (target === null) return false;
  if (it.events.some((event) => covers(event.statement, call)) || isOfSelf(target, it)) return true;
  if (isSelfContained(receiverOf(call))) return true;
  const name = it.services.imports.qualifiedName(target) ?? target.text;
  if (TAKES_NOTHING.test(name)) return argumentsOf(call).every(({ type }) => /^(string|integer|float|none)$/.test(type));
  return TAKES_ANYTHING.has(calledName(call) ?? '') && name === `builtins.${calledName(call)}`;
}

/** What is awaited on `self` by a plain path is given an AsyncMock; nothing else of a MagicMock can be awaited. */
function isAwaitServed(node: SyntaxNode, it: Case): boolean {
  const call = node.namedChildren[0];
  const target = call?.type === 'call' ? call.child('function') : null;
  if (call === undefined || target === null) return false;
  if (it.events.some((event) => event.call === call)) return true;
  return isOfSelf(target, it) || (it.services.imports.qualifiedName(target) ?? target.text) === 'asyncio.sleep';
}

/** `self.a.b`. */
function isOfSelf(node: SyntaxNode, it: Case): boolean {
  let root: SyntaxNode | null = node;
  while (root?.type === 'attribute') root = root.child('object');
  return root !== node && root?.type === 'identifier' && root.text === it.method.self;
}

/** The target of a call, judged with the call, and what it hangs on. */
function isCalled(node: SyntaxNode): boolean {
  let outer: SyntaxNode | null = node;
  while (outer?.parent?.type === 'attribute') outer = outer.parent;
  return outer?.field === 'function' && outer.parent?.type === 'call';
}

/** A class after `except`, as `sqlite3.Error`. */
function isCaught(node: SyntaxNode): boolean {
  const holder = node.parent?.type === 'tuple' || node.parent?.type === 'as_pattern' ? node.parent.parent : node.parent;
  return holder?.type === 'except_clause' || (holder?.type === 'as_pattern' && holder.parent?.type === 'except_clause');
}

/** `args[0]` of `*args`, which are three. */
function isOfStar(node: SyntaxNode, it: Case): boolean {
  const name = node.child('value')?.text ?? '';
  const isStar = it.method.exception !== it.method.parameters[1] && it.method.parameters.at(-1) === name;
  return isStar && it.method.parameters.length === 1 && /^[012]$/.test(node.child('subscript')?.text ?? '');
}
