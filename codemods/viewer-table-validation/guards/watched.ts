import type { Binding, SyntaxNode } from 'codex-codemod';
import { argumentsOf, calledName, receiverOf } from '../program/arguments.js';
import type { Program } from '../program/program.js';
import { unwrap } from '../program/unwrap.js';

/** An expression whose value is tested somewhere, or is not. */
export interface Watched {
  readonly text: string;
  /** The binding, for a name. */
  readonly binding: Binding | null;
  /** Tests before this offset speak of another value of the same name; -1 when all count. */
  readonly since: number;
}

export function watch(program: Program, node: SyntaxNode, since: number): Watched {
  const resolution = node.type === 'identifier' ? program.module.scope.resolve(node) : null;
  return { text: node.text, binding: resolution?.kind === 'bound' ? resolution.binding : null, since };
}

const CASE: ReadonlySet<string> = new Set(['lower', 'upper', 'casefold', 'strip', 'lstrip', 'rstrip']);

/** True for the watched expression itself, also in lower case, without blanks around or as `str(...)`. */
export function isWatched(program: Program, watched: Watched, raw: SyntaxNode): boolean {
  const node = plain(raw);
  if (node.start < watched.since || node.text !== watched.text) return false;
  if (watched.binding === null) return true;
  const resolution = program.module.scope.resolve(node);
  return resolution.kind === 'bound' && resolution.binding === watched.binding;
}

/** True when the watched expression stands anywhere in a piece of code. */
export function mentions(program: Program, watched: Watched, within: SyntaxNode): boolean {
  for (const node of within.descendants()) if (isWatched(program, watched, node)) return true;
  return false;
}

function plain(raw: SyntaxNode): SyntaxNode {
  let node = unwrap(raw);
  while (node.type === 'call') {
    const receiver = receiverOf(node);
    const [first] = argumentsOf(node).positional;
    const next =
      receiver !== null && CASE.has(calledName(node)) ? receiver : node.child('function')?.text === 'str' ? first : null;
    if (next === null || next === undefined) return node;
    node = unwrap(next);
  }
  return node;
}
