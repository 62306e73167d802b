import type { SyntaxNode } from 'codex-codemod';
import { calledName, receiverOf } from './arguments.js';
import { classOfSelf, definitionNamed, lineageOf, methodOf } from './classes.js';
import { originsOf } from './origins.js';
import { classOf, decoratorsOf, ownerOf } from './owner.js';
import type { Callee, Program } from './program.js';
import { unwrap } from './unwrap.js';

/** The function of this file that a call goes to; for a class, its `__init__`. Null where that cannot be told. */
export function calleeOf(program: Program, call: SyntaxNode): Callee | null {
  const known = program.callees.get(call);
  if (known !== undefined) return known;
  // Set first: an object may be made of itself.
  program.callees.set(call, null);
  const found = findCallee(program, call);
  program.callees.set(call, found);
  return found;
}

/** The calls in this file that go to a function of it. */
export function callersOf(program: Program, definition: SyntaxNode): readonly SyntaxNode[] {
  const known = program.callers.get(definition);
  if (known !== undefined) return known;
  const name = definition.child('name')?.text ?? '';
  const ofClass = classOf(definition);
  const names = name === '__init__' && ofClass !== null ? namesOfMakers(program, ofClass) : [name];
  const calls = names.flatMap((one) => program.calls.get(one) ?? []);
  const callers = calls.filter((call) => calleeOf(program, call)?.definition === definition);
  program.callers.set(definition, callers);
  return callers;
}

/** What a call that runs `__init__` of a class may be spelt like. */
function namesOfMakers(program: Program, definition: SyntaxNode): readonly string[] {
  const heirs = program.classes.filter((one) => lineageOf(program, one).includes(definition));
  return ['__init__', 'cls', ...heirs.map((one) => one.child('name')?.text ?? '')];
}

function findCallee(program: Program, call: SyntaxNode): Callee | null {
  const callee = call.child('function');
  if (callee === null) return null;
  const definition = definitionNamed(program, callee);
  if (definition?.type === 'function_definition') return { definition, bound: false };
  if (definition?.type === 'class_definition') return bound(methodOf(program, definition, '__init__'));
  const receiver = receiverOf(call);
  return receiver === null ? null : findMethod(program, unwrap(receiver), calledName(call));
}

function findMethod(program: Program, receiver: SyntaxNode, name: string): Callee | null {
  const own = classOfSelf(program, receiver);
  if (own !== null) return bound(methodOf(program, own, name));
  if (isSuper(receiver)) return bound(methodOfBases(program, receiver, name));
  const named = definitionNamed(program, receiver);
  if (named?.type === 'class_definition') return throughClass(methodOf(program, named, name));
  const classes = new Set(originsOf(program, { node: receiver, frame: null }).map((origin) => instanceOf(program, origin)));
  const [only] = classes;
  return classes.size === 1 && only !== null && only !== undefined ? bound(methodOf(program, only, name)) : null;
}

/** The class of this file that an expression makes an instance of, or null. */
export function instanceOf(
  program: Program,
  origin: { readonly kind: string; readonly spot?: { readonly node: SyntaxNode } },
): SyntaxNode | null {
  const call = origin.kind === 'value' ? origin.spot?.node : undefined;
  const callee = call?.type === 'call' ? call.child('function') : null;
  const definition = callee === null || callee === undefined ? null : definitionNamed(program, callee);
  return definition?.type === 'class_definition' ? definition : null;
}

function isSuper(receiver: SyntaxNode): boolean {
  return receiver.type === 'call' && receiver.child('function')?.text === 'super';
}

function methodOfBases(program: Program, receiver: SyntaxNode, name: string): SyntaxNode | null {
  const method = ownerOf(program.module, receiver);
  const definition = classOf(method);
  if (definition === null) return null;
  const [, ...bases] = lineageOf(program, definition);
  return bases.map((base) => methodOf(program, base, name)).find((found) => found !== null) ?? null;
}

function bound(definition: SyntaxNode | null): Callee | null {
  if (definition === null) return null;
  return { definition, bound: !decoratorsOf(definition).some((decorator) => decorator.text === 'staticmethod') };
}

/** `Class.method(...)`: a class method has its class, a plain one is given its object as an argument. */
function throughClass(definition: SyntaxNode | null): Callee | null {
  if (definition === null) return null;
  return { definition, bound: decoratorsOf(definition).some((decorator) => decorator.text === 'classmethod') };
}
