import type { SyntaxNode } from 'codex-codemod';
import { guardOn } from '../guards/guard-on.js';
import { argumentsOf, calledName, receiverOf } from '../program/arguments.js';
import { calleeOf } from '../program/callee.js';
import { definitionsOf } from '../program/definitions.js';
import type { Program } from '../program/program.js';
import { returnsOf, yieldsOf } from '../program/returns.js';
import { type Definition, enter } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { sourceOfParameter } from '../sources/parameter-source.js';
import { sourceAt, sourceOfElements, sourceOfOption } from '../sources/source-at.js';
import { before, type Environment, inside, isExhausted, leaf, other } from './environment.js';
import { expand } from './expand.js';
import { type Alternative, either, marked } from './piece.js';

/** Functions that give the elements of what they are given, in some order. */
const SAME_ELEMENTS: ReadonlySet<string> = new Set(
  ['list', 'tuple', 'set', 'frozenset', 'sorted', 'reversed', 'iter'].map((name) => `builtins.${name}`),
);

/** `for name in ...`: what the name may be. */
export function expandElements(
  program: Program,
  definition: Definition & { kind: 'element' },
  name: SyntaxNode,
  env: Environment,
): readonly Alternative[] {
  const option = sourceOfOption(program, definition, name);
  if (option !== null) return leaf(name, env, { kind: 'source', source: option });
  const iterable = unwrap(definition.of.node);
  if (definition.path.length === 0) return expandEach(program, iterable, env);
  const isEnumerate =
    isCallOf(program, iterable, 'builtins.enumerate') && definition.path.length === 1 && definition.path[0] === 1;
  const [counted] = isEnumerate ? argumentsOf(iterable).positional : [];
  return counted === undefined ? other(name, env) : expandEach(program, counted, inside(iterable, env));
}

/** The texts that the elements of a sequence may have. */
export function expandEach(program: Program, raw: SyntaxNode, env: Environment): readonly Alternative[] {
  const node = unwrap(raw);
  if (isExhausted(env)) return other(node, env);
  const listed = sourceOfElements(program, { node, frame: env.frame });
  if (listed !== null) return leaf(node, inside(node, env), { kind: 'source', source: listed });
  switch (node.type) {
    case 'list':
    case 'tuple':
    case 'set':
      return either(node.namedChildren.map((item) => expand(program, item, inside(node, env))));
    case 'list_comprehension':
    case 'generator_expression':
    case 'set_comprehension': {
      const body = node.child('body');
      return body === null ? other(node, env) : expand(program, body, inside(node, env));
    }
    case 'identifier':
      return eachOfName(program, node, env);
    case 'attribute':
    case 'subscript':
      return eachOfMember(program, node, env);
    case 'boolean_operator':
      return either(
        [node.child('left'), node.child('right')].flatMap((side) =>
          side === null ? [] : [expandEach(program, side, inside(node, env))],
        ),
      );
    case 'conditional_expression':
      return either(
        [node.namedChildren[0], node.namedChildren[2]].flatMap((way) =>
          way === undefined ? [] : [expandEach(program, way, inside(node, env))],
        ),
      );
    case 'call':
      return eachOfCall(program, node, env);
    default:
      return other(node, env);
  }
}

function eachOfName(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  if (env.later.includes(node)) return other(node, env);
  const ways = definitionsOf(program, { node, frame: env.frame }).map((definition) => {
    if (guardOn(program, node, env, definition.since).strength === 'strong') return other(node, env);
    if (definition.kind === 'parameter') {
      // A parameter of a command that holds several values; of a single one, the characters would be the elements.
      const source = sourceOfParameter(program, definition.definition, definition.name);
      const isSeveral = source !== null && source !== 'checked' && source.obstacle !== null;
      return isSeveral ? leaf(node, env, { kind: 'source', source }) : other(node, env);
    }
    if (definition.kind === 'value') return expandEach(program, definition.spot.node, before(node, env, definition.spot));
    if (definition.kind === 'grown') return expandEach(program, definition.right.node, before(node, env, definition.right));
    return other(node, env);
  });
  const added = appendedTo(program, node).map(({ item, each }) => {
    const within = inside(node, env);
    return each ? expandEach(program, item, within) : expand(program, item, within);
  });
  return either([...ways, ...added]);
}

/** `names.append(item)` and `names.extend(items)` on the same name. */
function appendedTo(program: Program, node: SyntaxNode): readonly { item: SyntaxNode; each: boolean }[] {
  const resolution = program.module.scope.resolve(node);
  if (resolution.kind !== 'bound') return [];
  const calls = [...(program.calls.get('append') ?? []), ...(program.calls.get('extend') ?? [])];
  return calls.flatMap((call) => {
    const receiver = receiverOf(call);
    const [item] = argumentsOf(call).positional;
    if (receiver === null || item === undefined || !resolution.binding.uses.includes(receiver)) return [];
    return [{ item, each: calledName(call) === 'extend' }];
  });
}

function eachOfMember(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const guard = guardOn(program, node, env, -1);
  const source = guard.strength === 'strong' ? 'checked' : sourceAt(program, { node, frame: env.frame });
  if (source === null || source === 'checked') return other(node, env);
  return leaf(node, inside(node, env, guard.traits), { kind: 'source', source });
}

function eachOfCall(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const source = sourceAt(program, { node, frame: env.frame });
  if (source === 'checked') return other(node, env);
  if (source !== null) return leaf(node, env, { kind: 'source', source });
  const { positional } = argumentsOf(node);
  const [first, second] = positional;
  const name = program.module.imports.qualifiedName(node.child('function') ?? node) ?? '';
  if (SAME_ELEMENTS.has(name) && first !== undefined) return expandEach(program, first, inside(node, env));
  if (name === 'builtins.map' && first?.text.startsWith('str') && second !== undefined) {
    return expandEach(program, second, inside(node, env));
  }
  const callee = calleeOf(program, node);
  const frame = callee === null ? null : enter(node, callee.definition, env.frame);
  if (callee !== null && frame !== null) {
    const within = before(node, env, { frame });
    return either([
      ...yieldsOf(callee.definition).map((value) => expand(program, value, within)),
      ...returnsOf(callee.definition).map((value) => expandEach(program, value, within)),
    ]);
  }
  const receiver = receiverOf(node);
  if (receiver === null || !['split', 'rsplit'].includes(calledName(node))) return other(node, env);
  return marked(expand(program, receiver, inside(node, env)), { cut: node });
}

function isCallOf(program: Program, node: SyntaxNode, name: string): boolean {
  return node.type === 'call' && program.module.imports.qualifiedName(node.child('function') ?? node) === name;
}
