import type { SyntaxNode } from 'codex-codemod';
import { calleeOf } from './callees.js';
import { type FunctionFacts, receiverOf } from './functions.js';
import type { Reading } from './reading.js';

const handed = new WeakMap<Reading, ReadonlySet<FunctionFacts>>();

/** The functions that a call may run: the one it names, or, where it calls what it was given, all that are handed around. */
export function mayCall(node: SyntaxNode, reading: Reading): readonly FunctionFacts[] {
  const callee = calleeOf(node, reading);
  if (callee !== null) return [callee];
  return callsWhatItWasGiven(node, reading) ? [...handedAround(reading)] : [];
}

/** `fn(...)` of a parameter or local name, `hooks[name](...)`, `self.on_change(...)`, `make()(...)`. */
function callsWhatItWasGiven(node: SyntaxNode, reading: Reading): boolean {
  const callee = node.type === 'call' ? node.child('function') : null;
  if (callee === null) return false;
  if (callee.type === 'subscript' || callee.type === 'call') return true;
  if (callee.type === 'identifier') {
    const resolution = reading.scope.resolve(callee);
    return resolution.kind === 'bound' && resolution.binding.scope.kind === 'function';
  }
  const around = reading.functionAround(node);
  const receiver = around === null ? null : receiverOf(around);
  return callee.type === 'attribute' && receiver !== null && callee.child('object')?.text === receiver;
}

/** The functions of a file that something else than a call of them speaks of, and those that a lambda calls. */
function handedAround(reading: Reading): ReadonlySet<FunctionFacts> {
  const known = handed.get(reading);
  if (known !== undefined) return known;
  const byName = new Map<string, FunctionFacts[]>();
  for (const facts of reading.functions) byName.set(facts.name, [...(byName.get(facts.name) ?? []), facts]);
  const found = new Set<FunctionFacts>();
  for (const node of reading.file.root.ofType('identifier')) {
    const named = byName.get(node.text);
    if (named !== undefined && isHandedOver(node)) for (const facts of named) found.add(facts);
  }
  handed.set(reading, found);
  return found;
}

function isHandedOver(name: SyntaxNode): boolean {
  const { parent } = name;
  if (parent?.type === 'function_definition' && parent.child('name') === name) return false;
  if (parent?.type === 'keyword_argument' && parent.child('name') === name) return false;
  if (parent?.type === 'attribute' && parent.child('object') === name) return false;
  const whole = parent?.type === 'attribute' ? parent : name;
  const isCalled = whole.parent?.type === 'call' && whole.parent.child('function') === whole;
  return !isCalled || name.closest('lambda', 'function_definition')?.type === 'lambda';
}
