import type { SyntaxNode } from 'codex-codemod';
import { calleeOf } from './callees.js';
import { type FunctionFacts, inside, receiverOf } from './functions.js';
import { calledClass, withBases } from './places.js';
import type { Reading } from './reading.js';

/** Methods that run without being named. */
const IMPLICIT = ['__init__', '__enter__', '__exit__', '__aenter__', '__aexit__'];

const handed = new WeakMap<Reading, ReadonlySet<FunctionFacts>>();

/**
 * The functions that a call may run: the one it names, those that making an object and entering it run, or, where it
 * calls what it was given, all that are handed around.
 */
export function mayCall(node: SyntaxNode, reading: Reading): readonly FunctionFacts[] {
  const callee = calleeOf(node, reading);
  if (callee !== null) return [callee];
  const made = node.type === 'call' ? calledClass(node, reading) : null;
  if (made !== null) {
    return withBases(made, reading).flatMap((known) => IMPLICIT.flatMap((name) => reading.methodsOf(known, name)));
  }
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
  for (const facts of reading.functions) if (isDecoratedHere(facts, byName)) found.add(facts);
  handed.set(reading, found);
  return found;
}

/** A decorator of the file is handed what it decorates. */
function isDecoratedHere({ decorators }: FunctionFacts, byName: ReadonlyMap<string, readonly FunctionFacts[]>): boolean {
  return decorators.some((name) => byName.has(name.split('.').at(-1) ?? ''));
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

/** True when a call may run one of the functions. */
export function isReached(call: SyntaxNode, functions: ReadonlySet<FunctionFacts>, reading: Reading): boolean {
  return mayCall(call, reading).some((callee) => functions.has(callee));
}

/** The function, and those of the module that call it, directly or not. */
export function waysTo(target: FunctionFacts, reading: Reading): ReadonlySet<FunctionFacts> {
  const found = new Set([target]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const facts of reading.functions) {
      if (!found.has(facts) && callsIn(facts.body).some((call) => isReached(call, found, reading))) found.add(facts);
    }
  }
  return found;
}

/** Reading a property calls, too. */
export function callsIn(body: SyntaxNode): readonly SyntaxNode[] {
  return [...inside(body)].filter(({ type }) => type === 'call' || type === 'attribute');
}
