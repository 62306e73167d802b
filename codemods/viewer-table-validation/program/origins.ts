import type { SyntaxNode } from 'codex-codemod';
import { calleeOf } from './callee.js';
import { attributeValues, classOfSelf } from './classes.js';
import { definitionsOf } from './definitions.js';
import type { Program } from './program.js';
import { returnsOf } from './returns.js';
import { type Definition, enter, type Spot } from './spot.js';
import { unwrap } from './unwrap.js';

/** Where a value comes from, when names, parameters, attributes of `self` and functions of the file are looked through. */
export type Origin = { readonly kind: 'value'; readonly spot: Spot } | Exclude<Definition, { kind: 'value' }>;

/** A value with more origins than this is one that cannot be told. */
const MOST_STEPS = 400;

export function originsOf(program: Program, start: Spot): readonly Origin[] {
  const found: Origin[] = [];
  const seen = new Set<string>();
  const queue: Spot[] = [start];
  for (let spot = queue.pop(); spot !== undefined && seen.size < MOST_STEPS; spot = queue.pop()) {
    const node = unwrap(spot.node);
    const key = `${node.start}:${node.end}:${spot.frame?.call.start ?? -1}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const next = followed(program, { node, frame: spot.frame });
    if (next === null) found.push({ kind: 'value', spot: { node, frame: spot.frame } });
    for (const origin of next ?? []) {
      if (origin.kind === 'value') queue.push(origin.spot);
      else found.push(origin);
    }
  }
  return found;
}

/** One step back; null where the expression itself is the origin. */
function followed(program: Program, { node, frame }: Spot): readonly Origin[] | null {
  switch (node.type) {
    case 'identifier': {
      const definitions = definitionsOf(program, { node, frame });
      return definitions.length === 0 || definitions.every(({ kind }) => kind === 'unknown') ? null : definitions;
    }
    case 'attribute':
      return attribute(program, node);
    case 'conditional_expression':
      return [node.namedChildren[0], node.namedChildren[2]].flatMap((child) => (child === undefined ? [] : value(child, frame)));
    case 'boolean_operator':
      return [node.child('left'), node.child('right')].flatMap((child) => (child === null ? [] : value(child, frame)));
    case 'call': {
      const callee = calleeOf(program, node);
      if (callee === null || callee.definition.child('name')?.text === '__init__') return null;
      const inner = enter(node, callee.definition, frame);
      const returns = returnsOf(callee.definition);
      return inner === null || returns.length === 0 ? null : returns.flatMap((returned) => value(returned, inner));
    }
    default:
      return null;
  }
}

function attribute(program: Program, node: SyntaxNode): readonly Origin[] | null {
  const [object, name] = [node.child('object'), node.child('attribute')];
  const definition = object === null ? null : classOfSelf(program, object);
  if (definition === null || name === null) return null;
  const values = attributeValues(program, definition, name.text);
  return values.length === 0 ? null : values.flatMap((one) => value(one, null));
}

function value(node: SyntaxNode, frame: Spot['frame']): readonly Origin[] {
  return [{ kind: 'value', spot: { node, frame } }];
}
