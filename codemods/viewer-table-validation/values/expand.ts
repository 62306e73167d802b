import type { SyntaxNode } from 'codex-codemod';
import { guardOn } from '../guards/guard-on.js';
import { definitionsOf } from '../program/definitions.js';
import type { Program } from '../program/program.js';
import type { Definition, Spot } from '../program/spot.js';
import { contentText, stringPrefix } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';
import { sourceOfParameter } from '../sources/parameter-source.js';
import { sourceOfMember, sourceOfPart } from '../sources/source-at.js';
import { before, type Environment, inside, isExhausted, leaf, other } from './environment.js';
import { expandCall, through } from './expand-call.js';
import { expandElements } from './expand-elements.js';
import { expandMember } from './expand-member.js';
import { filledPercent, isUnreadable } from './fill.js';
import { type Alternative, either, inHole, sideBySide, text } from './piece.js';
import { isNumeric } from './templates.js';

/** The texts that an expression may have, with names, parameters, attributes and functions of the file looked through. */
export function expand(program: Program, raw: SyntaxNode, env: Environment): readonly Alternative[] {
  const node = unwrap(raw);
  if (isExhausted(env)) return other(node, env);
  switch (node.type) {
    case 'string':
      return expandString(program, node, env);
    case 'concatenated_string':
      return sideBySide(node.namedChildren.map((string) => expand(program, string, inside(node, env))));
    case 'binary_operator':
      return expandOperator(program, node, env);
    case 'identifier':
      return expandName(program, node, env);
    case 'attribute':
    case 'subscript':
      return expandMember(program, node, env);
    case 'call':
      return expandCall(program, node, env);
    case 'conditional_expression': {
      const [body, , alternative] = node.namedChildren;
      return either([body, alternative].flatMap((way) => (way === undefined ? [] : [expand(program, way, inside(node, env))])));
    }
    case 'boolean_operator':
      return expandBoolean(program, node, env);
    default:
      return other(node, env);
  }
}

function expandString(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const prefix = stringPrefix(node);
  const parts = node.children.map((child): readonly Alternative[] => {
    if (child.type === 'string_content') return [text(contentText(child, prefix))];
    return child.type === 'interpolation' ? expandField(program, node, child, env) : [[]];
  });
  return sideBySide(parts);
}

function expandField(program: Program, string: SyntaxNode, field: SyntaxNode, env: Environment): readonly Alternative[] {
  const expression = field.child('expression');
  const format = field.childOfType('format_specifier')?.text.slice(1) ?? '';
  if (expression === null) return [[]];
  const within = inside(string, env);
  if (isNumeric(format)) return other(expression, within);
  const value = inHole(expression, expand(program, expression, within));
  const quote = field.childOfType('type_conversion')?.text === '!r' ? [text("'")] : [[]];
  return sideBySide([quote, value, quote]);
}

function expandOperator(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const operator = node.child('operator')?.text;
  if (operator === '+') {
    return sideBySide(operands(node).map((part) => inHole(unwrap(part), expand(program, part, inside(node, env)))));
  }
  const [left, right] = [node.child('left'), node.child('right')];
  if (operator !== '%' || left === null || right === null) return other(node, env);
  const templates = expand(program, left, inside(node, env));
  const values = unwrap(right);
  if (!isUnreadable(templates)) return filledPercent(program, templates, values, inside(node, env));
  return through(program, values.type === 'tuple' ? values.namedChildren : [values], { at: node, name: 'a template' }, env);
}

/** The operands of a chain of `+`, without recursion: chains can be long. */
function operands(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  let at: SyntaxNode | null = node;
  while (at?.type === 'binary_operator' && at.child('operator')?.text === '+') {
    const right = at.child('right');
    if (right !== null) found.unshift(right);
    at = at.child('left');
  }
  if (at !== null) found.unshift(at);
  return found;
}

function expandBoolean(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const [left, right] = [node.child('left'), node.child('right')];
  if (left === null || right === null) return other(node, env);
  // The left side of `and` comes out only when it is empty.
  if (node.child('operator')?.text === 'and') return expand(program, right, inside(node, env));
  return either([expand(program, left, inside(node, env, { emptyIsDefault: true })), expand(program, right, inside(node, env))]);
}

function expandName(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const definitions = definitionsOf(program, { node, frame: env.frame });
  if (definitions.length === 0) return other(node, env);
  return either(definitions.map((definition) => expandDefinition(program, node, env, definition)));
}

function expandDefinition(program: Program, node: SyntaxNode, env: Environment, definition: Definition): readonly Alternative[] {
  const guard = guardOn(program, node, env, definition.since);
  if (guard.strength === 'strong' || env.later.includes(node)) return other(node, env);
  const step = (spot: Spot): Environment => before(node, env, spot, guard.traits);
  switch (definition.kind) {
    case 'value':
      return expand(program, definition.spot.node, step(definition.spot));
    case 'grown': {
      const { left, right } = definition;
      return sideBySide([
        expand(program, left.node, step(left)),
        inHole(right.node, expand(program, right.node, inside(left.node, step(left)))),
      ]);
    }
    case 'element':
      return expandElements(program, definition, node, step(definition.of));
    case 'part': {
      const source = sourceOfPart(program, definition, node);
      if (source === 'checked') return other(node, env);
      return source === null
        ? expandPart(program, definition, node, env)
        : leaf(node, step(definition.of), { kind: 'source', source });
    }
    case 'member': {
      const source = sourceOfMember(program, definition.of, definition.name);
      return source === null || source === 'checked'
        ? other(node, env)
        : leaf(node, step(definition.of), { kind: 'source', source });
    }
    case 'parameter': {
      const source = sourceOfParameter(program, definition.definition, definition.name);
      if (source === 'checked') return other(node, env);
      const { definition: owner, name } = definition;
      const origin =
        source === null ? ({ kind: 'parameter', definition: owner, name } as const) : ({ kind: 'source', source } as const);
      return leaf(node, before(node, env, { frame: null }, guard.traits), origin);
    }
    default:
      return other(node, env);
  }
}

/** `a, b = x, y` */
function expandPart(
  program: Program,
  definition: Definition & { kind: 'part' },
  node: SyntaxNode,
  env: Environment,
): readonly Alternative[] {
  let value: SyntaxNode | null = definition.of.node;
  for (const index of definition.path) {
    const listed: SyntaxNode = unwrap(value);
    if (!['tuple', 'expression_list', 'list'].includes(listed.type)) return other(node, env);
    const item: SyntaxNode | undefined = listed.namedChildren.at(index);
    if (item === undefined || listed.childOfType('list_splat') !== null) return other(node, env);
    value = item;
  }
  return expand(program, value, before(node, env, definition.of));
}
