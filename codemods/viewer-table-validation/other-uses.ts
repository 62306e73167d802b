import type { SyntaxNode } from 'codex-codemod';
import { aliasesOf, type Carries } from './aliases.js';
import { argumentsOf, calledName, receiverOf } from './program/arguments.js';
import { originsOf } from './program/origins.js';
import type { Program } from './program/program.js';
import { stringText } from './program/string-text.js';
import { unwrap } from './program/unwrap.js';

/** What else the file does with a value. */
export interface OtherUse<N = SyntaxNode> {
  readonly at: N;
  /** `compares it with "*"`: goes on from "the file". */
  readonly what: string;
  /** True where the value is taken for something else than a name: a path, a number. */
  readonly isOther: boolean;
}

/** Functions that take a path, an address, a number or a command, as their names go. */
const TAKES_OTHER =
  /^(open|Path|PurePath|connect|read_(csv|excel|json|parquet|table|sql_file)|exists|isfile|isdir|listdir|glob|urlopen|Popen|system|check_output|check_call|int|float|literal_eval|loads|fnmatch|fnmatchcase|translate|expanduser)$/;

/** Methods that compare the value with a literal. */
const COMPARES = [
  'startswith',
  'endswith',
  'split',
  'rsplit',
  'partition',
  'rpartition',
  'count',
  'find',
  'index',
  'removeprefix',
];

/** Methods that ask for a number. */
const NUMBERS = ['isdigit', 'isdecimal', 'isnumeric'];

/** The first place where the file compares a value with what is no name, or takes it for something else; or null. */
export function otherUseOf(
  program: Program,
  chain: readonly SyntaxNode[],
  attribute: string | null,
  isWanted: (text: string) => boolean,
): OtherUse | null {
  const isValue = aliasesOf(program, chain, attribute);
  return comparedWith(program, isValue, isWanted) ?? askedForNumber(program, isValue) ?? givenToOther(program, isValue);
}

function comparedWith(program: Program, isValue: Carries, isWanted: (text: string) => boolean): OtherUse | null {
  const compared = [...program.comparisons.map((node) => node.namedChildren), ...lookUps(program), ...matches(program)]
    .filter(([node, ...others]) => [node, ...others].some((part) => part !== undefined && isValue(part)))
    .flat();
  const called = COMPARES.flatMap((name) => program.calls.get(name) ?? []).flatMap((call) => {
    const receiver = receiverOf(call);
    return receiver !== null && isValue(receiver) ? argumentsOf(call).positional : [];
  });
  for (const at of [...compared, ...called]) {
    const literal = textsOf(program, at).find(isWanted);
    if (literal !== undefined) return { at, what: `compares it with ${JSON.stringify(literal)}`, isOther: false };
  }
  return null;
}

/** `ALIASES[value]`, `ALIASES.get(value)`: the keys are what the value is compared with. */
function lookUps(program: Program): readonly (readonly SyntaxNode[])[] {
  const subscripts = [...program.module.file.root.ofType('subscript')].map((node) => [
    ...[node.child('subscript'), node.child('value')].flatMap((child) => child ?? []),
  ]);
  const gets = ['get', 'pop']
    .flatMap((name) => program.calls.get(name) ?? [])
    .map((call) => {
      const [key] = argumentsOf(call).positional;
      return [key, receiverOf(call)].flatMap((child) => child ?? []);
    });
  return [...subscripts, ...gets].filter(([, container]) => container?.type === 'identifier' || container?.type === 'dictionary');
}

/** `match value: case "*": ...` */
function matches(program: Program): readonly (readonly SyntaxNode[])[] {
  return [...program.module.file.root.ofType('match_statement')].map((node) => {
    const [subject] = node.namedChildren;
    const patterns = [...node.ofType('case_pattern')].flatMap((pattern) => [...pattern.ofType('string')]);
    return subject === undefined ? [] : [subject, ...patterns];
  });
}

function askedForNumber(program: Program, isValue: Carries): OtherUse | null {
  const calls = NUMBERS.flatMap((name) => program.calls.get(name) ?? []);
  const at = calls.find((call) => isValue(receiverOf(call) ?? call));
  return at === undefined ? null : { at, what: 'asks whether it is a number', isOther: false };
}

/** A function that is given the value as it is, and does not take it for a table. */
function givenToOther(program: Program, isValue: Carries): OtherUse | null {
  for (const [name, calls] of program.calls) {
    if (!TAKES_OTHER.test(name)) continue;
    const at = calls.find((call) => {
      const { positional, keywords } = argumentsOf(call);
      return [...positional, ...keywords.values()].some(isValue);
    });
    if (at !== undefined) return { at, what: `gives it to ${calledName(at)} as well`, isOther: true };
  }
  return null;
}

/** A literal, those of a tuple, list or set, or the keys of a dict, also where a name stands for them. */
function textsOf(program: Program, raw: SyntaxNode): readonly string[] {
  return originsOf(program, { node: raw, frame: null }).flatMap((origin) => {
    const node = origin.kind === 'value' ? unwrap(origin.spot.node) : null;
    if (node === null) return [];
    const isCall = node.type === 'call' && /^(frozenset|set|tuple|list)$/.test(node.child('function')?.text ?? '');
    const listed = isCall ? (argumentsOf(node).positional[0] ?? node) : node;
    return itemsOf(listed).flatMap((item) => stringText(unwrap(item)) ?? []);
  });
}

function itemsOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === 'dictionary') return node.namedChildren.flatMap((pair) => pair.child('key') ?? []);
  return ['tuple', 'list', 'set'].includes(node.type) ? node.namedChildren : [node];
}
