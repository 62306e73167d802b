import type { SyntaxNode } from 'codex-codemod';
import type { Case } from './case.js';
import type { Change } from './fix-for.js';
import type { LoggerUse } from './logger-of.js';
import { whyNoStandIn } from './stand-in.js';
import { calledName, callOf, lastName, running, statementsOf } from './syntax.js';

/** Something that a test replaces or looks at: a path from `self`, or from a name of the module. */
export interface Target {
  /** Null for `self`. */
  readonly name: string | null;
  readonly path: readonly string[];
  readonly awaited: boolean;
}

/** What a test needs to know about one repair. It survives JSON. */
export interface RepairNote {
  readonly className: string;
  readonly method: string;
  readonly isAsync: boolean;
  /** The calls that are made to fail. Null: no test can be written, for the reason given. */
  readonly events: readonly Target[] | null;
  readonly why: string;
  /** Everything else that is awaited on `self`. */
  readonly awaited: readonly Target[];
  /** Clean-up behind the event that a test can see. */
  readonly cleanup: readonly Target[];
  /** True when the method may swallow the exception of the body. */
  readonly swallows: boolean;
  readonly standardLogger: boolean;
}

/** The note for a repair. */
export function repairNote(it: Case, change: Change, logger: LoggerUse | null): RepairNote {
  const { method } = it;
  const events = change.unit.events.map((event) => targetOf(eventCall(event.call), it));
  const className = qualifiedClass(method.classNode);
  const why = whyNot(it, className, events) ?? whyNoStandIn(it, change);
  return {
    className: className ?? lastName(method.classNode.child('name')),
    method: method.name,
    isAsync: method.isAsync,
    events: why === null ? events.filter((event) => event !== null) : null,
    why: why ?? '',
    awaited: targetsAwaited(it),
    cleanup: cleanupBehind(it, change),
    swallows: [...running(method.body)].some(isSwallowing),
    standardLogger: logger?.standard ?? false,
  };
}

function whyNot(it: Case, className: string | null, events: readonly (Target | null)[]): string | null {
  if (className === null) return 'its class is made inside of a function';
  if (events.some((event) => event === null)) return 'the event is not called by a plain name';
  const usesSuper = [...running(it.method.body)].some((node) => node.type === 'call' && calledName(node) === 'super');
  return usesSuper ? 'it calls super(), which a stand-in cannot answer' : null;
}

/** The call that a test makes fail: of a `with open(...)`, the opening. */
function eventCall(call: SyntaxNode): SyntaxNode {
  return call.type === 'with_statement' ? ([...call.ofType('call')][0] ?? call) : call;
}

/** `self.a.b(...)` and `name.a(...)` as targets; null for what hangs on a local name, a call or an item. */
function targetOf(call: SyntaxNode, it: Case): Target | null {
  const path: string[] = [];
  let node = call.child('function');
  while (node?.type === 'attribute') {
    path.unshift(node.child('attribute')?.text ?? '');
    node = node.child('object');
  }
  if (node?.type !== 'identifier') return null;
  const awaited = call.parent?.type === 'await';
  if (node.text === it.method.self) return path.length === 0 ? null : { name: null, path, awaited };
  const resolution = it.services.scope.resolve(node);
  const ofModule = resolution.kind === 'bound' && resolution.binding.scope === it.services.scope.module;
  return ofModule || resolution.kind === 'builtin' ? { name: node.text, path, awaited } : null;
}

function targetsAwaited(it: Case): readonly Target[] {
  return [...running(it.method.body)].flatMap((node) => {
    const target = node.type === 'call' && node.parent?.type === 'await' ? targetOf(node, it) : null;
    return target === null ? [] : [target];
  });
}

/** Calls on `self` that are statements of the method itself, behind the unit, when every way leads over them. */
function cleanupBehind(it: Case, change: Change): readonly Target[] {
  const { body } = it.method;
  if ([...running(body)].some((node) => node.type === 'return_statement' && node.parent !== body)) return [];
  const behind = statementsOf(body).filter(({ start }) => start >= change.unit.last.end);
  return behind.flatMap((statement) => {
    const call = statement.type === 'expression_statement' ? callOf(statement.namedChildren[0]) : null;
    const target = call === null ? null : targetOf(call, it);
    return target === null || target.name !== null ? [] : [target];
  });
}

function isSwallowing(node: SyntaxNode): boolean {
  const value = node.type === 'return_statement' ? node.namedChildren[0] : undefined;
  return value !== undefined && value.type !== 'none' && value.type !== 'false';
}

/** `Outer.Inner`, or null for a class that a function makes. */
function qualifiedClass(classNode: SyntaxNode): string | null {
  const names: string[] = [];
  for (let node: SyntaxNode | null = classNode; node !== null; node = node.closest('class_definition', 'function_definition')) {
    if (node.type === 'function_definition') return null;
    names.unshift(node.child('name')?.text ?? '');
  }
  return names.join('.');
}
