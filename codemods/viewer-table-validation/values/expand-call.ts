import type { SyntaxNode } from 'codex-codemod';
import { patternStrength } from '../guards/pattern-strength.js';
import { patternsOf } from '../guards/patterns-of.js';
import { argumentsOf, calledName, receiverOf } from '../program/arguments.js';
import { calleeOf } from '../program/callee.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import { returnsOf } from '../program/returns.js';
import { enter } from '../program/spot.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';
import { isCalledTable } from '../sources/source.js';
import { sourceAt } from '../sources/source-at.js';
import { before, type Environment, inside, leaf, other } from './environment.js';
import { expand } from './expand.js';
import { expandEach } from './expand-elements.js';
import { filledBraces, isUnreadable, replacedText } from './fill.js';
import { isCheckName, isQuotingName } from './names.js';
import { type Alternative, either, inHole, marked, sideBySide, type Traits, text } from './piece.js';

/** Methods of strings after which a name is still the name that was meant. */
const SAME: ReadonlySet<string> = new Set(
  'strip lstrip rstrip lower upper casefold title capitalize swapcase encode decode expandtabs'.split(' '),
);

/** Methods that give parts of a string. A subscript around them says which. */
const PARTS: ReadonlySet<string> = new Set(
  'split rsplit partition rpartition splitlines removeprefix removesuffix zfill ljust rjust center'.split(' '),
);

/** Functions that give back the text that they are given, or one that says the same. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'builtins.str',
  'textwrap.dedent',
  'inspect.cleandoc',
  'sqlalchemy.text',
  'sqlalchemy.sql.text',
  'sqlalchemy.sql.expression.text',
  'typing.cast',
  'asyncio.run',
]);

/** Libraries that compose SQL from objects and quote names themselves. */
const COMPOSERS = /^(sqlalchemy|psycopg2?|asyncpg|pypika|peewee|django|sqlglot|pony|aiosql)\b/;

const PATHS = /^(os\.path|posixpath|ntpath|pathlib|glob|os)\./;

/** The texts that a call may give. */
export function expandCall(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const source = sourceAt(program, { node, frame: env.frame });
  if (source === 'checked') return other(node, env);
  if (source !== null) return leaf(node, env, { kind: 'source', source });
  const callee = calleeOf(program, node);
  if (callee !== null) return expandOwn(program, node, callee.definition, env);
  const name = program.module.imports.qualifiedName(node.child('function') ?? node);
  if (name !== null && !name.startsWith('builtins.getattr')) return expandKnown(program, node, name, env);
  return expandMethod(program, node, env);
}

/** A function of this file: what it returns, for this call. */
function expandOwn(program: Program, node: SyntaxNode, definition: SyntaxNode, env: Environment): readonly Alternative[] {
  const frame = enter(node, definition, env.frame);
  const returns = returnsOf(definition);
  const name = definition.child('name');
  if (frame === null || returns.length === 0 || name?.text === '__init__') return other(node, env);
  // A function that is called a check and lets a value through is worse than none: people rely on it.
  const traits: Traits = name !== null && (isCheckName(name.text) || isQuotingName(name.text)) ? { weak: name } : {};
  return either(returns.map((value) => expand(program, value, before(node, env, { frame }, traits))));
}

/** A function that is imported or built in. */
function expandKnown(program: Program, node: SyntaxNode, name: string, env: Environment): readonly Alternative[] {
  const { positional } = argumentsOf(node);
  const first = positional[name === 'typing.cast' ? 1 : 0];
  if (TRANSPARENT.has(name) && first !== undefined) return expand(program, first, inside(node, env));
  if (name === 're.sub') return expandSubstitution(program, node, argumentsOf(node).positional, env);
  if (name === 'builtins.next' && first !== undefined) return expandEach(program, first, inside(node, env));
  if (PATHS.test(name)) return either(positional.map((part) => expand(program, part, inside(node, env, { path: node }))));
  if (name.startsWith('builtins.') || COMPOSERS.test(name) || isQuotingName(calledName(node))) return other(node, env);
  return throughCall(program, node, env);
}

function throughCall(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const { positional, keywords } = argumentsOf(node);
  return through(program, [...positional, ...keywords.values()], { at: node, name: calledName(node) }, env);
}

/** A function whose code is not here: a value that is called a table and goes into it may come out of it. */
export function through(
  program: Program,
  values: readonly SyntaxNode[],
  opaque: NonNullable<Traits['opaque']>,
  env: Environment,
): readonly Alternative[] {
  const ways = values.flatMap((value) => expand(program, value, inside(opaque.at, env, { opaque })));
  const tables = ways.filter(([only, another]) => {
    return only?.kind === 'leaf' && another === undefined && only.origin.kind === 'source' && isCalledTable(only.origin.source);
  });
  return tables.length === 0 ? other(opaque.at, env) : tables;
}

/** `re.sub` with a class of everything but the characters of a name makes any value harmless. */
function expandSubstitution(
  program: Program,
  node: SyntaxNode,
  parts: readonly SyntaxNode[],
  env: Environment,
): readonly Alternative[] {
  const [pattern, replacement, value] = parts;
  if (value === undefined || pattern === undefined || replacement === undefined) return other(node, env);
  const regexes = patternsOf(program, pattern) ?? [];
  const isClosed = regexes.length > 0 && regexes.every((regex) => patternStrength(regex, 'finds-others') === 'strong');
  const harmless = isClosed && /^\w*$/.test(stringText(unwrap(replacement)) ?? ' ');
  return harmless ? other(node, env) : marked(expand(program, value, inside(node, env)), { replaced: node });
}

/** A method of an object that is not of this file. Strings are known; what others give is not followed. */
function expandMethod(program: Program, node: SyntaxNode, env: Environment): readonly Alternative[] {
  const receiver = receiverOf(node);
  const name = calledName(node);
  if (receiver === null) return other(node, env);
  if (SAME.has(name)) return expand(program, receiver, inside(node, env));
  if (PARTS.has(name)) return marked(expand(program, receiver, inside(node, env)), { cut: node });
  switch (name) {
    case 'format':
      return expandFormat(program, node, receiver, env);
    case 'replace':
      return expandReplace(program, node, receiver, env);
    case 'sub':
      return expandSubstitution(program, node, [receiver, ...argumentsOf(node).positional], env);
    case 'join':
      return expandJoin(program, node, receiver, env);
    case 'substitute':
    case 'safe_substitute':
    case 'render':
      return throughCall(program, node, env);
    default:
      return other(node, env);
  }
}

function expandFormat(program: Program, node: SyntaxNode, receiver: SyntaxNode, env: Environment): readonly Alternative[] {
  const templates = expand(program, receiver, inside(node, env));
  const { positional, keywords } = argumentsOf(node);
  if (isUnreadable(templates) && !isComposer(program, receiver)) {
    return through(program, [...positional, ...keywords.values()], { at: node, name: 'a template' }, env);
  }
  return filledBraces(program, node, templates, inside(node, env));
}

/** `sql.SQL("...")`: an object that quotes what it is given. */
function isComposer(program: Program, receiver: SyntaxNode): boolean {
  return originsOf(program, { node: receiver, frame: null }).some((origin) => {
    const call = origin.kind === 'value' && origin.spot.node.type === 'call' ? origin.spot.node : null;
    return call !== null && COMPOSERS.test(program.module.imports.qualifiedName(call.child('function') ?? call) ?? '');
  });
}

function expandReplace(program: Program, node: SyntaxNode, receiver: SyntaxNode, env: Environment): readonly Alternative[] {
  const [from, to] = argumentsOf(node).positional;
  if (from === undefined || to === undefined) return other(node, env);
  const [old, put] = [stringText(unwrap(from)), stringText(unwrap(to))];
  // Doubling the quote is how SQL writes it inside of a quoted name.
  if (old !== null && /^["'`\]]$/.test(old) && put === old + old) return other(node, env);
  const values = expand(program, receiver, inside(node, env));
  const filled = old === null ? null : replacedText(values, old, () => inHole(to, expand(program, to, inside(node, env))));
  return filled ?? marked(values, { replaced: node });
}

function expandJoin(program: Program, node: SyntaxNode, receiver: SyntaxNode, env: Environment): readonly Alternative[] {
  const [items] = argumentsOf(node).positional;
  const separator = stringText(unwrap(receiver));
  if (items === undefined || separator === null) return other(node, env);
  const listed = unwrap(items);
  if (!['list', 'tuple'].includes(listed.type)) return expandEach(program, listed, inside(node, env, { cut: node }));
  const parts = listed.namedChildren.flatMap((item, index) => {
    const value = inHole(item, expand(program, item, inside(node, env)));
    return index === 0 ? [value] : [[text(separator)], value];
  });
  return sideBySide(parts);
}
