import type { BabelBinding, NodePath } from 'codex-codemod';
import { argumentsOf, calledName, calleeExpression, isCall, receiverOf } from '../program/calls.js';
import { isMember, objectOf, startOf } from '../program/names.js';
import type { Program } from '../program/program.js';
import { unwrap } from '../program/unwrap.js';

/** An expression whose value is tested somewhere, or is not. */
export interface Watched {
  readonly text: string;
  /** The binding of the name, or of the name that a chain of properties begins with. */
  readonly binding: BabelBinding | null;
  /** Tests before this offset speak of another value of the same name; -1 when all count. */
  readonly since: number;
}

export function watch(program: Program, raw: NodePath, since: number): Watched {
  const path = unwrap(raw);
  return { text: textOf(program, path), binding: bindingOf(path), since };
}

export function textOf({ file }: Pick<Program, 'file'>, { node }: NodePath): string {
  return file.text.slice(node.start ?? 0, node.end ?? 0);
}

/** The binding that a name, or a chain of properties, begins with. */
export function bindingOf(path: NodePath): BabelBinding | null {
  let root = path;
  while (isMember(root)) root = objectOf(root);
  return root.isIdentifier() ? (root.scope.getBinding(root.node.name) ?? null) : null;
}

const CASE: ReadonlySet<string> = new Set('toLowerCase toUpperCase trim trimStart trimEnd toString normalize'.split(' '));

/** True for the watched expression itself, also in lower case, without blanks around or as `String(...)`. */
export function isWatched(program: Program, watched: Watched, raw: NodePath): boolean {
  const path = plain(raw);
  return startOf(path) >= watched.since && isSame(program, watched, path);
}

function isSame(program: Program, watched: Watched, path: NodePath): boolean {
  return (
    textOf(program, path).replace(/\?\./g, '.') === watched.text.replace(/\?\./g, '.') && bindingOf(path) === watched.binding
  );
}

/** True when the watched expression stands anywhere in a piece of code. */
export function mentions(program: Program, watched: Watched, within: NodePath): boolean {
  if (isWatched(program, watched, within)) return true;
  let found = false;
  within.traverse({
    // A visitor of expressions would be taken apart into all their kinds, each time.
    enter(path) {
      if (!isWatched(program, watched, path)) return;
      found = true;
      path.stop();
    },
  });
  return found;
}

function plain(raw: NodePath): NodePath {
  let path = unwrap(raw);
  while (isCall(path)) {
    const receiver = receiverOf(path);
    const [first] = argumentsOf(path);
    const isString = calleeExpression(path).isIdentifier({ name: 'String' });
    const next = receiver !== null && CASE.has(calledName(path)) ? receiver : isString ? first : undefined;
    if (next === undefined) return path;
    path = unwrap(next);
  }
  return path;
}
