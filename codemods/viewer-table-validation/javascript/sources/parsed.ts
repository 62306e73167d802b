import type { babel, NodePath } from 'codex-codemod';
import { argumentAt, calledName, calleeExpression, isCall, receiverOf } from '../program/calls.js';
import { definitionsOf } from '../program/definitions.js';
import { isMember, memberName, objectOf } from '../program/names.js';
import { isGlobal, type Program, qualifiedName } from '../program/program.js';
import type { Definition, Key, Spot } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { cacAt, cacParameter } from './cac.js';
import { cittyParameter } from './citty.js';
import { commanderAt, commanderParameter } from './commander.js';
import { parseArgsAt } from './parse-args.js';
import { type CommandValue, plainValue } from './source.js';
import { yargsAt, yargsParameter } from './yargs.js';

/** What an expression holds of the command line. `checked`: a value that only good ones come through for. */
export type Parsed =
  | { readonly kind: 'value'; readonly value: CommandValue }
  | { readonly kind: 'checked' }
  /** A list of free words: `process.argv.slice(2)`. `from`: which of them is its first. */
  | { readonly kind: 'words'; readonly key: string; readonly label: string; readonly from: number | null }
  /** A list of values of one option or argument. */
  | { readonly kind: 'values'; readonly value: CommandValue }
  /** An object of values, each found by its name. */
  | { readonly kind: 'options'; readonly read: (name: string) => Parsed | null };

/** What an expression holds of the command line, or null. */
export function parsedAt(program: Program, spot: Spot): Parsed | null {
  const path = unwrap(spot.path);
  if (spot.frame !== null) return find(program, { path, frame: spot.frame });
  const known = program.parsed.get(path.node);
  if (known !== undefined) return known;
  // Meanwhile, what leads back to itself holds nothing.
  program.parsed.set(path.node, null);
  const found = find(program, { path, frame: null });
  program.parsed.set(path.node, found);
  return found;
}

function find(program: Program, { path, frame }: Spot): Parsed | null {
  if (path.isIdentifier()) {
    if (qualifiedName(program, path) === 'process.argv') return ARGV;
    const definitions = definitionsOf(program, { path, frame });
    const [only, another] = definitions.map((definition) => parsedOfDefinition(program, definition));
    return another === undefined ? (only ?? null) : null;
  }
  if (isMember(path)) return ofMember(program, path, frame);
  if (path.isAssignmentExpression({ operator: '=' })) return parsedAt(program, { path: path.get('right'), frame });
  if (path.isLogicalExpression()) return orNone(program, path, frame);
  if (path.isNewExpression() || !isCall(path)) return null;
  return ofCall(program, path, frame);
}

/** `values.tables ?? []`, `argv || {}` */
function orNone(program: Program, path: NodePath<babel.LogicalExpression>, frame: Spot['frame']): Parsed | null {
  const { operator, right } = path.node;
  const isNone =
    (right.type === 'ArrayExpression' && right.elements.length === 0) ||
    (right.type === 'ObjectExpression' && right.properties.length === 0);
  const found = operator !== '&&' && isNone ? parsedAt(program, { path: path.get('left'), frame }) : null;
  return found?.kind === 'value' ? null : found;
}

const ARGV_KEY = 'argv';

const ARGV: Parsed & { readonly kind: 'words' } = { kind: 'words', key: ARGV_KEY, label: 'process.argv', from: 0 };

/** What a name holds that is given in this way. */
export function parsedOfDefinition(program: Program, definition: Definition): Parsed | null {
  if (definition.kind === 'value') return parsedAt(program, definition.spot);
  if (definition.kind === 'part') {
    const [first, ...rest] = definition.keys;
    if (first === 'argv' && isGlobal(program, unwrap(definition.of.path), 'process')) return down(ARGV, rest);
    return down(parsedAt(program, definition.of), definition.keys);
  }
  if (definition.kind !== 'parameter') return null;
  const { definition: callback, index, keys } = definition;
  const frameworks = [commanderParameter, yargsParameter, cacParameter, cittyParameter];
  for (const framework of frameworks) {
    const found = framework(program, callback, index);
    if (found !== null) return down(found, keys);
  }
  return null;
}

/** The part of something parsed that keys lead to. */
export function down(parsed: Parsed | null, keys: readonly Key[]): Parsed | null {
  return keys.reduce<Parsed | null>((at, key) => (at === null ? null : step(at, key)), parsed);
}

function step(parsed: Parsed, key: Key): Parsed | null {
  if (parsed.kind === 'options') return typeof key === 'string' ? parsed.read(key) : null;
  if (parsed.kind === 'words') {
    if (typeof key === 'object') return { ...parsed, from: plus(parsed.from, key.rest) };
    const index = typeof key === 'number' ? key : /^\d+$/.test(key) ? Number(key) : null;
    return index === null || isOwnName(parsed, index) ? null : word(parsed, index);
  }
  return parsed.kind === 'values' && typeof key === 'number' ? { kind: 'value', value: parsed.value } : null;
}

/** The first two words are Node itself and the program: https://nodejs.org/api/process.html#processargv */
function isOwnName(words: Parsed & { readonly kind: 'words' }, index: number): boolean {
  return words.key === ARGV_KEY && words.from !== null && words.from + index < 2;
}

/** One word of a list; its place in the whole command line is its name where it is known. */
export function word(words: Parsed & { readonly kind: 'words' }, index: number | null): Parsed {
  const place = index === null ? null : plus(words.from, index);
  const label = place === null ? `${words.label}[...]` : `${words.label}[${place}]`;
  return { kind: 'value', value: plainValue(`${words.key}:${place ?? ANY}`, label, '') };
}

const ANY = '*';

/** True for the key of a word whose place is not known: another reading with this key may be of another word. */
export function isAnyWord(key: string): boolean {
  return key.endsWith(`:${ANY}`);
}

function plus(from: number | null, more: number): number | null {
  return from === null ? null : from + more;
}

function ofMember(
  program: Program,
  path: NodePath<babel.MemberExpression> | NodePath<babel.OptionalMemberExpression>,
  frame: Spot['frame'],
): Parsed | null {
  if (memberName(path) === 'argv' && isGlobal(program, objectOf(path), 'process')) return ARGV;
  const known = frameworkAt(program, path, frame);
  if (known !== null) return known;
  const object = parsedAt(program, { path: objectOf(path), frame });
  if (object === null) return null;
  const name = memberName(path);
  if (name !== null) return step(object, name);
  // `args[index]`, `args[++i]`
  return object.kind === 'words' ? word(object, null) : null;
}

function ofCall(
  program: Program,
  call: NodePath<babel.CallExpression> | NodePath<babel.OptionalCallExpression>,
  frame: Spot['frame'],
): Parsed | null {
  const [name, receiver] = [calledName(call), receiverOf(call)];
  if (qualifiedName(program, calleeExpression(call)) === 'yargs/helpers.hideBin') return { ...ARGV, from: 2 };
  const known = frameworkAt(program, call, frame);
  if (known !== null || receiver === null) return known;
  const list = parsedAt(program, { path: receiver, frame });
  if (list?.kind !== 'words') return null;
  const first = argumentAt(call, 0);
  const count = first === null ? 0 : first.isNumericLiteral() ? first.node.value : null;
  if (name === 'slice' || name === 'splice')
    return { ...list, from: count === null || list.from === null ? null : list.from + count };
  if (name === 'filter') return { ...list, from: null };
  if (name === 'shift' || name === 'pop' || name === 'find') return word(list, null);
  return name === 'at' ? word(list, count) : null;
}

function frameworkAt(program: Program, path: NodePath, frame: Spot['frame']): Parsed | null {
  return parseArgsAt(program, path) ?? commanderAt(program, path) ?? yargsAt(program, path) ?? cacAt(program, path, frame);
}
