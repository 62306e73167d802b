import type { SyntaxNode } from 'codex-codemod';
import { guardOn } from '../guards/guard-on.js';
import { calledName } from '../program/arguments.js';
import { instanceOf } from '../program/callee.js';
import { attributeValues, classOfSelf } from '../program/classes.js';
import { mappingsOfField } from '../program/data-fields.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import type { Spot } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import type { Source } from '../sources/source.js';
import { sourceAt, sourceOfMember } from '../sources/source-at.js';
import { before, type Environment, inside, leaf, other } from './environment.js';
import { expand } from './expand.js';
import { type Alternative, either, marked, type Traits } from './piece.js';

/** An attribute or a subscript: a source, an attribute of `self`, or nothing that is known. */
export function expandMember(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const guard = guardOn(program, node, env, -1);
  if (guard.strength === 'strong' || env.later.includes(node)) return other(node, env);
  const source = sourceAt(program, { node, frame: env.frame });
  if (source === 'checked') return other(node, env);
  if (source !== null) return leaf(node, inside(node, env, guard.traits), { kind: 'source', source });
  const values = node.type === 'attribute' ? valuesOfAttribute(program, node, env) : valuesOfSubscript(program, node, env);
  const fields = fieldSources(program, node, env).map((one) =>
    leaf(node, inside(node, env, guard.traits), { kind: 'source', source: one }),
  );
  if (values.length === 0 && fields.length === 0) return elementOf(program, node, env);
  return either([
    ...values.map((value) => marked(expand(program, value.node, before(node, env, value, guard.traits)), traitsOfMember(node))),
    ...fields,
  ]);
}

/** The values of the command line that a field of a data class is made of by `**vars(args)`. */
function fieldSources(program: Program, node: SyntaxNode, env: Environment): readonly Source[] {
  const [object, name] = [node.child('object'), node.child('attribute')?.text];
  if (node.type !== 'attribute' || object === null || name === undefined) return [];
  const mappings = classesOfObject(program, object, env).flatMap((definition) => mappingsOfField(program, definition, name));
  return mappings.flatMap((mapping) => {
    const source = sourceOfMember(program, { node: mapping, frame: null }, name);
    return source === null || source === 'checked' ? [] : [source];
  });
}

/** `args.tables[0]`: one of several values of an argument. */
function elementOf(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const [object, index] = [node.child('value'), node.child('subscript')];
  if (object === null || (index?.type !== 'integer' && index?.type !== 'unary_operator')) return other(node, env);
  const ways = originsOf(program, { node: object, frame: env.frame }).flatMap((origin) => {
    const source = origin.kind === 'value' ? sourceAt(program, origin.spot) : null;
    return source === null || source === 'checked' ? [] : [leaf(node, inside(node, env), { kind: 'source', source })];
  });
  return ways.length === 0 ? other(node, env) : either(ways);
}

function valuesOfAttribute(program: Program, node: SyntaxNode, env: Environment): readonly Spot[] {
  const [object, name] = [node.child('object'), node.child('attribute')];
  if (object === null || name === null) return [];
  if (PARTS_OF_PATHS.has(name.text)) return [{ node: object, frame: env.frame }];
  const values = classesOfObject(program, object, env).flatMap((definition) => attributeValues(program, definition, name.text));
  return values.map((value) => ({ node: value, frame: null }));
}

/** What `pathlib` gives of a path. Where the object is none, it leads to no source, or to one that is checked. */
const PARTS_OF_PATHS: ReadonlySet<string> = new Set(['stem', 'name', 'suffix', 'parent']);

function classesOfObject(program: Program, object: SyntaxNode, env: Environment): readonly SyntaxNode[] {
  const own = classOfSelf(program, object);
  return own !== null ? [own] : classesOf(program, { node: object, frame: env.frame });
}

function classesOf(program: Program, spot: Spot): readonly SyntaxNode[] {
  return originsOf(program, spot).flatMap((origin) => instanceOf(program, origin) ?? []);
}

/** A slice of a text, or a member of a dict or list that the file writes out. */
function valuesOfSubscript(program: Program, node: SyntaxNode, env: Environment): readonly Spot[] {
  const [object, index] = [node.child('value'), node.child('subscript')];
  if (object === null || index === null) return [];
  if (index.type === 'slice' || isSplit(object)) return [{ node: object, frame: env.frame }];
  return originsOf(program, { node: object, frame: env.frame }).flatMap((origin) => {
    const value = origin.kind === 'value' ? memberOf(origin.spot.node, index) : null;
    return value === null || origin.kind !== 'value' ? [] : [{ node: value, frame: origin.spot.frame }];
  });
}

function memberOf(container: SyntaxNode, index: SyntaxNode): SyntaxNode | null {
  if (container.type === 'dictionary') {
    const pairs = container.namedChildren.filter((pair) => pair.type === 'pair' && pair.child('key')?.text === index.text);
    return pairs[0]?.child('value') ?? null;
  }
  if (!['list', 'tuple'].includes(container.type) || index.type !== 'integer') return null;
  return container.namedChildren[Number(index.text)] ?? null;
}

const SPLITS: ReadonlySet<string> = new Set(['split', 'rsplit', 'partition', 'rpartition', 'splitlines', 'splitext']);

function isSplit(node: SyntaxNode): boolean {
  const value = unwrap(node);
  return value.type === 'call' && SPLITS.has(calledName(value));
}

function traitsOfMember(node: SyntaxNode): Traits {
  if (node.type === 'attribute') return PARTS_OF_PATHS.has(node.child('attribute')?.text ?? '') ? { path: node } : {};
  const [object, index] = [node.child('value'), node.child('subscript')];
  return object !== null && (index?.type === 'slice' || isSplit(object)) ? { cut: node } : {};
}
