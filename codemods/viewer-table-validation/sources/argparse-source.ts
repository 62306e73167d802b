import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from '../program/arguments.js';
import { instanceOf } from '../program/callee.js';
import { methodOf } from '../program/classes.js';
import { leaves } from '../program/leaves.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import { reachingSites } from '../program/reaching.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';
import { type ArgumentDeclaration, declarationsOf } from './argument-declaration.js';
import { defaultsOf } from './defaults.js';
import { speaksOfOthers } from './help.js';
import { judgeCheck } from './judge-check.js';
import { laterDefaults } from './later-defaults.js';
import { type Namespace, namespaceOf } from './namespace.js';
import type { Border, Obstacle, Source } from './source.js';
import { swallowedParse } from './swallowed.js';

/** A source, a value that its own border checks already, or no value of a command line. */
export type Found = Source | 'checked' | null;

/** Actions that put something else than the text into the namespace. */
const NO_TEXT = /store_true|store_false|store_const|append_const|count|help|version|BooleanOptionalAction/;

const PARSES = ['parse_args', 'parse_known_args', 'parse_intermixed_args', 'parse_known_intermixed_args'];

/** An attribute of a namespace. */
export function argparseSource(program: Program, namespace: Namespace, dest: string): Found {
  if (namespace.library === 'optparse') return optparseSource(program, dest);
  const declared = declarationsOf(program, 'add_argument', dest);
  if (declared.length === 0) return isMethodName(dest) ? null : undeclared(program, dest);
  const meant = declared.filter(
    ({ parser }) => parser !== null && namespace.parsers?.some((one) => isSame(program, one, parser)),
  );
  const judged = (meant.length > 0 ? meant : declared).map((declaration) => judge(program, declaration));
  const open = judged.filter((one) => one !== 'checked');
  const [first, ...rest] = open;
  if (first === undefined) return 'checked';
  return rest.length === 0 ? first : ambiguous(first, rest);
}

/** `args.get`, `args._get_kwargs`: methods, not arguments. */
function isMethodName(dest: string): boolean {
  return dest.startsWith('_') || ['items', 'keys', 'values', 'get', 'copy', 'pop', 'update'].includes(dest);
}

/** True when two expressions stand for one parser: the same name, bound at the same place. */
function isSame(program: Program, a: SyntaxNode, b: SyntaxNode): boolean {
  if (a.text !== b.text) return false;
  if (a.type !== 'identifier') return true;
  const [one, another] = [a, b].map((node) => program.module.scope.resolve(node));
  if (one?.kind !== 'bound' || another?.kind !== 'bound' || one.binding !== another.binding) return false;
  const places = [a, b].map((node) => reachingSites(program.module, node, one.binding).map((site) => site.identifier.start));
  return places[0]?.join() === places[1]?.join();
}

/** No declaration of this file that can be read has this name. */
function undeclared(program: Program, dest: string): Source {
  const obstacle: Obstacle = program.calls.has('add_argument')
    ? { code: 'TBL007', message: `the declaration of ${dest} cannot be read here` }
    : { code: 'TBL002', message: `${dest} is declared in another module` };
  return withoutBorder(`undeclared:${dest}`, `the argument ${dest}`, [dest], obstacle);
}

function withoutBorder(key: string, label: string, names: readonly string[], obstacle: Obstacle): Source {
  return { key, label, names, borders: [], obstacle, defaults: [], unknownDefault: null, speaksOfOthers: false };
}

/** Several parsers have an argument of this name, and nothing says which of them it is. */
function ambiguous(first: Source, rest: readonly Source[]): Source {
  const obstacle: Obstacle = { code: 'TBL007', message: `${rest.length + 1} arguments of several parsers have this name` };
  return { ...first, key: [first, ...rest].map((source) => source.key).join('+'), obstacle };
}

function judge(program: Program, { call, parser, dest, strings }: ArgumentDeclaration): Source | 'checked' {
  const { keywords, doubleSplats, splat } = argumentsOf(call);
  const action = keywords.get('action')?.text ?? '';
  if (isWritten(keywords.get('choices')) || NO_TEXT.test(action)) return 'checked';
  const type = keywords.get('type') ?? null;
  const kind = type === null ? ({ kind: 'nothing' } as const) : judgeCheck(program, type, 0);
  if (kind.kind === 'checked') return 'checked';
  const label = strings.find((string) => string.startsWith('--')) ?? strings[0] ?? dest;
  const { written, unknown } = defaultsOf(program, [
    keywords.get('default'),
    keywords.get('const'),
    ...laterDefaults(program, dest),
  ]);
  const border: Border = { kind: 'argparse', call, type };
  return {
    key: `argparse:${call.start}`,
    label,
    names: [dest, ...strings],
    borders: [border],
    obstacle:
      obstacleOf(kind, action, label, doubleSplats.length > 0 || splat) ??
      overwritten(program, dest, label) ??
      foreign(program, parser, label) ??
      forgiving(program, parser, label) ??
      swallowedByParsers(program),
    defaults: written,
    unknownDefault: unknown,
    speaksOfOthers: speaksOfOthers(program, [keywords.get('help'), keywords.get('metavar')]),
  };
}

/** True for a setting that says something: `choices=None` is none. */
function isWritten(value: SyntaxNode | undefined): boolean {
  return value !== undefined && value.type !== 'none';
}

function obstacleOf(kind: ReturnType<typeof judgeCheck>, action: string, label: string, splat: boolean): Obstacle | null {
  const cannot = (why: string): Obstacle => ({ code: 'TBL007', message: `${label} ${why}` });
  if (kind.kind === 'weak') {
    return { code: 'TBL008', message: `the type of ${label} lets names through that are none`, at: kind.at };
  }
  if (kind.kind === 'path') return cannot('is a path');
  if (kind.kind === 'other') return cannot('has a type of its own, which is no check');
  if (splat) return cannot('is declared with settings that are not written in the call');
  return /^$|^["'](store|append|extend)["']$/.test(action) ? null : cannot('has an action of its own');
}

/** A parser of another library, which need not know what `ArgumentTypeError` means. */
function foreign(program: Program, parser: SyntaxNode | null, label: string): Obstacle | null {
  const made = parser === null ? [] : originsOf(program, { node: parser, frame: null });
  const other = made.some((origin) => {
    const call = origin.kind === 'value' && origin.spot.node.type === 'call' ? origin.spot.node : null;
    const name = call === null ? null : program.module.imports.qualifiedName(call.child('function') ?? call);
    return name !== null && !name.startsWith('argparse.');
  });
  return other ? { code: 'TBL007', message: `${label} belongs to a parser that is not argparse's` } : null;
}

/** A parser whose own `error` or `exit` does not leave, so that a refusal changes nothing. */
function forgiving(program: Program, parser: SyntaxNode | null, label: string): Obstacle | null {
  const made = parser === null ? [] : originsOf(program, { node: parser, frame: null });
  const goesOn = made.some((origin) => {
    const definition = instanceOf(program, origin);
    const methods = definition === null ? [] : ['error', 'exit'].flatMap((name) => methodOf(program, definition, name) ?? []);
    return methods.some((method) => !leaves(program.module, method.child('body') ?? method));
  });
  return goesOn ? { code: 'TBL007', message: `${label} belongs to a parser that may go on after an error` } : null;
}

/** A handler around a call that parses the command line. */
function swallowedByParsers(program: Program): Obstacle | null {
  const calls = PARSES.flatMap((name) => program.calls.get(name) ?? []);
  return calls.reduce<Obstacle | null>((found, call) => found ?? swallowedParse(program, call), null);
}

/** `args.table = ...`: what reaches SQL need not be what was typed. */
function overwritten(program: Program, dest: string, label: string): Obstacle | null {
  const assigned = (program.attributeTargets.get(dest) ?? []).some((target) => {
    const object = target.child('object');
    return object !== null && namespaceOf(program, { node: object, frame: null }) !== null;
  });
  return assigned ? { code: 'TBL007', message: `${label} is given another value after parsing` } : null;
}

/** optparse has no function for a value, so that no check can be put there. */
function optparseSource(program: Program, dest: string): Found {
  const declared = declarationsOf(program, 'add_option', dest);
  const [first] = declared;
  if (first === undefined) return null;
  const { keywords } = argumentsOf(first.call);
  const type = keywords.get('type');
  const noText = type !== undefined && !['string', 'str'].includes(stringText(unwrap(type)) ?? type.text);
  if (keywords.has('choices') || noText || NO_TEXT.test(keywords.get('action')?.text ?? '')) return 'checked';
  const obstacle: Obstacle = { code: 'TBL007', message: 'optparse has no place for a check of a value' };
  return withoutBorder(
    `optparse:${first.call.start}`,
    first.strings.find((string) => string.startsWith('--')) ?? first.strings[0] ?? dest,
    [dest, ...first.strings],
    obstacle,
  );
}
