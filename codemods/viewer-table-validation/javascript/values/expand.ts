import type { babel, NodePath } from 'codex-codemod';
import { either, sideBySide, text } from '../../values/piece.js';
import { guardOn } from '../guards/guard-on.js';
import { isCall } from '../program/calls.js';
import { definitionsOf } from '../program/definitions.js';
import { isMember } from '../program/names.js';
import type { Program } from '../program/program.js';
import type { Definition, Spot } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { sourceOfDefinition, sourceOfElement } from '../sources/source-at.js';
import { type Alternative, before, type Environment, inHole, inside, isExhausted, leaf, other } from './environment.js';
import { expandCall } from './expand-call.js';
import { expandMember, expandPart } from './expand-member.js';

/** The texts that an expression may have, with names, parameters, properties and functions of the file looked through. */
export function expand(program: Program, raw: NodePath, env: Environment): readonly Alternative[] {
  const path = unwrap(raw);
  if (isExhausted(env)) return other(path, env);
  if (path.isStringLiteral()) return [text(path.node.value)];
  if (path.isNumericLiteral()) return [text(String(path.node.value))];
  if (path.isTemplateLiteral()) return expandTemplate(program, path, env);
  if (path.isTaggedTemplateExpression()) return expandTagged(program, path, env);
  if (path.isBinaryExpression({ operator: '+' })) {
    return sideBySide(operands(path).map((part) => inHole(unwrap(part), expand(program, part, inside(path, env)))));
  }
  if (path.isIdentifier()) return expandName(program, path, env);
  if (isMember(path)) return expandMember(program, path, env);
  if (isCall(path)) return expandCall(program, path, env);
  if (path.isConditionalExpression()) {
    const ways = [path.get('consequent'), path.get('alternate')];
    return either(ways.map((way) => expand(program, way, inside(path, env))));
  }
  if (path.isLogicalExpression()) return expandLogical(program, path, env);
  if (path.isAssignmentExpression({ operator: '=' })) return expand(program, path.get('right'), inside(path, env));
  return other(path, env);
}

function expandTemplate(program: Program, path: NodePath<babel.TemplateLiteral>, env: Environment): readonly Alternative[] {
  const holes = path.get('expressions') as readonly NodePath[];
  const parts = path.node.quasis.flatMap(({ value }, index): (readonly Alternative[])[] => {
    const hole = holes[index];
    const written = [text(value.cooked ?? value.raw)];
    return hole === undefined ? [written] : [written, inHole(hole, expand(program, hole, inside(path, env)))];
  });
  return sideBySide(parts);
}

/** `String.raw` puts its holes in as they are. Other tags bind or quote them. */
function expandTagged(
  program: Program,
  path: NodePath<babel.TaggedTemplateExpression>,
  env: Environment,
): readonly Alternative[] {
  const tag = path.get('tag');
  const isRaw = isMember(tag) && tag.toString() === 'String.raw' && !tag.scope.hasBinding('String', true);
  return isRaw ? expandTemplate(program, path.get('quasi'), inside(path, env)) : other(path, env);
}

/** The operands of a chain of `+`, without recursion: chains can be long. */
function operands(path: NodePath<babel.BinaryExpression>): readonly NodePath[] {
  const found: NodePath[] = [];
  let at: NodePath = path;
  while (at.isBinaryExpression({ operator: '+' })) {
    found.unshift(at.get('right'));
    at = at.get('left');
  }
  return [at, ...found];
}

function expandLogical(program: Program, path: NodePath<babel.LogicalExpression>, env: Environment): readonly Alternative[] {
  const [left, right] = [path.get('left'), path.get('right')];
  // The left side of `&&` comes out only when it is empty.
  if (path.node.operator === '&&') return expand(program, right, inside(path, env));
  const traits = path.node.operator === '||' ? { emptyIsDefault: true } : {};
  return either([expand(program, left, inside(path, env, traits)), expand(program, right, inside(path, env))]);
}

function expandName(program: Program, path: NodePath<babel.Identifier>, env: Environment): readonly Alternative[] {
  const definitions = definitionsOf(program, { path, frame: env.frame });
  if (definitions.length === 0) return other(path, env);
  return either(definitions.map((definition) => expandDefinition(program, path, env, definition)));
}

function expandDefinition(program: Program, path: NodePath, env: Environment, definition: Definition): readonly Alternative[] {
  const guard = guardOn(program, path, env, definition.since);
  if (guard.strength === 'strong' || env.later.some(({ node }) => node === path.node)) return other(path, env);
  const step = (spot: Pick<Spot, 'frame'>): Environment => before(path, env, spot, guard.traits);
  const source = sourceOfDefinition(program, definition, path);
  if (source !== null) {
    const own = source === 'checked' ? other(path, env) : leaf(path, step({ frame: null }), { kind: 'source', source });
    return 'otherwise' in definition && definition.otherwise !== null
      ? either([own, expand(program, definition.otherwise, step({ frame: null }))])
      : own;
  }
  switch (definition.kind) {
    case 'value':
      return expand(
        program,
        definition.spot.path,
        before(path, env, definition.spot, {
          ...guard.traits,
          ...(definition.emptyIsDefault === true ? { emptyIsDefault: true } : {}),
        }),
      );
    case 'grown': {
      const { left, right } = definition;
      return sideBySide([
        expand(program, left.path, step(left)),
        inHole(unwrap(right.path), expand(program, right.path, inside(left.path, step(right)))),
      ]);
    }
    case 'element':
      return expandElement(program, definition.of, path, step(definition.of));
    case 'part':
      return expandPart(program, definition, path, step(definition.of));
    case 'parameter': {
      const { definition: owner, keys } = definition;
      const name = path.isIdentifier() && keys.length === 0 ? path.node.name : '';
      return leaf(path, step({ frame: null }), { kind: 'parameter', definition: owner, name });
    }
    default:
      return other(path, env);
  }
}

/** An element of a list: one that is written out, or one of the words of the command line. */
export function expandElement(program: Program, of: Spot, at: NodePath, env: Environment): readonly Alternative[] {
  const list = unwrap(of.path);
  const guard = guardOn(program, list, env, -1);
  if (guard.strength === 'strong') return other(at, env);
  const source = sourceOfElement(program, of);
  if (source === 'checked') return other(at, env);
  if (source !== null) return leaf(at, { ...env, traits: { ...env.traits, ...guard.traits } }, { kind: 'source', source });
  if (list.isIdentifier()) {
    const definitions = definitionsOf(program, { path: list, frame: of.frame });
    const lists = definitions.flatMap((definition) => (definition.kind === 'value' ? [definition.spot] : []));
    const isWhole = lists.length === definitions.length && lists.length > 0 && !isExhausted(env);
    return isWhole ? either(lists.map((spot) => expandElement(program, spot, at, inside(list, env)))) : other(at, env);
  }
  if (!list.isArrayExpression()) return other(at, env);
  const items = (list.get('elements') as readonly NodePath[]).filter((item) => item.node !== null && !item.isSpreadElement());
  return items.length === 0 ? other(at, env) : either(items.map((item) => expand(program, item, before(at, env, of))));
}
