import type { SyntaxNode } from 'codex-codemod';
import { isWatched, watch } from './guards/watched.js';
import { argumentsOf, calledName, receiverOf } from './program/arguments.js';
import type { Program } from './program/program.js';
import { stringText } from './program/string-text.js';
import { unwrap } from './program/unwrap.js';

/** Functions that take a path, an address or a command, as their names go. */
const TAKES_OTHER =
  /^(open|Path|PurePath|connect|read_(csv|excel|json|parquet|table|sql_file)|exists|isfile|isdir|listdir|glob|urlopen|Popen|system|check_output|check_call)$/;

/** Methods that compare the value with a literal. */
const COMPARES = ['startswith', 'endswith', 'split', 'rsplit', 'partition', 'rpartition', 'count', 'find', 'index'];

/** A text that the file compares the value with, and that is wanted; null when there is none. */
export function comparedWith(program: Program, chain: readonly SyntaxNode[], isWanted: (text: string) => boolean): string | null {
  const isValue = watcher(program, chain);
  const compared = program.comparisons.filter((node) => node.namedChildren.some(isValue)).flatMap((node) => node.namedChildren);
  const called = COMPARES.flatMap((name) => program.calls.get(name) ?? []).flatMap((call) => {
    const receiver = receiverOf(call);
    return receiver !== null && isValue(receiver) ? argumentsOf(call).positional : [];
  });
  return [...compared, ...called].flatMap(textsOf).find(isWanted) ?? null;
}

/** The name of a function that is given the value as it is, and does not take it for a table; null when there is none. */
export function givenToOther(program: Program, chain: readonly SyntaxNode[]): string | null {
  const isValue = watcher(program, chain);
  for (const [name, calls] of program.calls) {
    if (!TAKES_OTHER.test(name)) continue;
    const call = calls.find((one) => argumentsOf(one).positional.some(isValue));
    if (call !== undefined) return calledName(call);
  }
  return null;
}

function watcher(program: Program, chain: readonly SyntaxNode[]): (node: SyntaxNode) => boolean {
  const named = chain.filter((node) => ['identifier', 'attribute', 'subscript'].includes(node.type));
  const watched = named.map((node) => watch(program, node, -1));
  return (node) => watched.some((one) => isWatched(program, one, node));
}

/** A literal, or those of a tuple, list or set. */
function textsOf(raw: SyntaxNode): readonly string[] {
  const node = unwrap(raw);
  const items = ['tuple', 'list', 'set'].includes(node.type) ? node.namedChildren : [node];
  return items.flatMap((item) => stringText(unwrap(item)) ?? []);
}
