import type { PythonFile, PythonServices, SyntaxNode } from 'codex-codemod';
import { isTelling, judgeName, type NameKind } from './event-names.js';
import type { ExitMethod } from './find-exits.js';
import { resolveCallee } from './resolve-callee.js';
import { isSelfContained, mayRaise } from './risk.js';
import type { Settings } from './settings.js';
import { argumentsOf, calledName, covers, receiverOf, running } from './syntax.js';

/** Where code is looked at: a method, or a function that stands for one. */
export type Place = Pick<ExitMethod, 'body' | 'self' | 'parameters'> & { readonly classNode: SyntaxNode | null };

/** What a call is by its name and by what can be seen of the thing that is called. */
export function judgeCall(
  call: SyntaxNode,
  place: Place,
  file: PythonFile,
  services: PythonServices,
  settings: Settings,
): NameKind {
  const kind = judgeName(calledName(call) ?? '', settings.events);
  if (kind === 'none' || kind === 'chosen') return kind;
  if (isSelfContained(receiverOf(call)) || isNumeric(call, services)) return 'none';
  if (isDevice(call, services)) return 'none';
  if (kind === 'bare' && (saysNothing(call) || isQtSignal(call, services, file))) return 'none';
  const callee = resolveCallee(call, place, services);
  const needsNothing = callee !== null && (!mayRaise(callee, services, settings.shields) || raisesAgain(callee));
  return needsNothing ? 'none' : kind;
}

/** True for a function that hands on, by a bare `raise`, what is being handled where it is called: it means to let it out. */
function raisesAgain(callee: SyntaxNode): boolean {
  return [...running(callee)].some((node) => {
    if (node.type !== 'raise_statement' || node.namedChildren.length > 0) return false;
    return node.closest('except_clause', 'except_group_clause', 'function_definition')?.type === 'function_definition';
  });
}

/** `math.log`, `numpy.log` and the like compute; the loggers of the standard library do not raise. */
function isNumeric(call: SyntaxNode, services: PythonServices): boolean {
  const target = call.child('function');
  const name = target === null ? null : services.imports.qualifiedName(target);
  return name !== null && /^(math|cmath|numpy|torch|jax|tensorflow|warnings|logging|structlog|loguru)\./.test(name);
}

/** True for a call without anything to tell: no arguments, or `None` alone, which is the end mark of a queue. */
function saysNothing(call: SyntaxNode): boolean {
  return argumentsOf(call).every(({ type }) => type === 'none');
}

/** Signals of Qt are emitted to slots; they are no records of anything. */
function isQtSignal(call: SyntaxNode, services: PythonServices, file: PythonFile): boolean {
  if (calledName(call) !== 'emit' || receiverOf(call) === null) return false;
  return file.text.includes('Qt') && services.imports.all.some(({ module }) => /^(PyQt|PySide|qtpy|Qt)/.test(module));
}

const DEVICE_MODULES = /^(torch|cupy|numba|pycuda|jax|tensorflow|paddle)(\.|$)/;

/** `event.record(stream)` and `stream.record_event(event)` mark a place in the queue of a graphics card. */
function isDevice(call: SyntaxNode, services: PythonServices): boolean {
  const name = calledName(call);
  return (name === 'record' || name === 'record_event') && services.imports.all.some(({ module }) => DEVICE_MODULES.test(module));
}

/** What a call is given, or when it is made, may show that it tells of an end: a text, the body's exception, a duration. */
export function hasEvidence(call: SyntaxNode, place: Place): boolean {
  if (isTelling(calledName(call) ?? '')) return true;
  if (isSentinel(call)) return false;
  const given = call.child('arguments');
  if (given !== null && [...given.descendants()].some((node) => tells(node, place))) return true;
  for (const outer of call.ancestors()) {
    if (outer === place.body) return false;
    if (outer.type === 'if_statement' && choosesByEnd(outer, call, place)) return true;
  }
  return false;
}

/** True for an `if` that asks how the body ended, unless the call is made after success alone: that may be the work itself. */
function choosesByEnd(choice: SyntaxNode, call: SyntaxNode, place: Place): boolean {
  const condition = choice.child('condition');
  if (condition === null || ![...condition.ofType('identifier')].some(({ text }) => place.parameters.includes(text)))
    return false;
  const isFirst = covers(choice.child('consequence') ?? condition, call);
  const asksForNone = /^not\s|\bis\s+None$/.test(condition.text);
  if (isFirst !== asksForNone) return true;
  const name = calledName(call);
  return [...running(choice)].some((other) => other !== call && other.type === 'call' && calledName(other) === name);
}

/** A lone constant or truth value may be the end mark that somebody waits for. */
function isSentinel(call: SyntaxNode): boolean {
  const [only, ...others] = argumentsOf(call);
  return only !== undefined && others.length === 0 && /^(True|False|(\w+\.)*_*[A-Z][A-Z0-9_]*)$/.test(only.text);
}

function tells(node: SyntaxNode, place: Place): boolean {
  if (node.type === 'string') return saysMore(node.text);
  return node.type === 'identifier' && (place.parameters.includes(node.text) || isTelling(node.text));
}

/** A sentence, or a word that speaks of an end; `"orders"` alone is the name of a place to send things to. */
function saysMore(text: string): boolean {
  return /\S\s\S/.test(text) || text.split(/\W+/).some(isTelling);
}
