import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf, calledName, receiverOf } from './program/arguments.js';
import { calleeOf } from './program/callee.js';
import { originsOf } from './program/origins.js';
import type { Program } from './program/program.js';
import { stringText } from './program/string-text.js';
import { unwrap } from './program/unwrap.js';
import type { Source } from './sources/source.js';

/** A text that the file itself gives to a value of the command line. */
export interface GivenName {
  readonly at: SyntaxNode;
  readonly text: string;
}

const PARSES = /^(parse(_known|_intermixed|_known_intermixed)?_args|invoke|getopt|gnu_getopt)$/;

/** What the file itself gives for a value: command lines that it writes out, and click's map of defaults. */
export function givenNames(program: Program, source: Source): readonly GivenName[] {
  return [...commandLines(program).flatMap((words) => wordsFor(source, words)), ...defaultMap(program, source)];
}

/** Lists of words that go to a parser, to a function of the file that parses, or into `sys.argv`. */
function commandLines(program: Program): readonly (readonly GivenName[])[] {
  const lists: SyntaxNode[] = [];
  for (const [name, calls] of program.calls) {
    for (const call of calls) {
      const isParser = PARSES.test(name) || (name === 'main' && receiverOf(call) !== null) || parses(program, call);
      const isPatch = name === 'setattr' && /\bargv\b/.test(call.text);
      if (!isParser && !isPatch) continue;
      const { positional, keywords } = argumentsOf(call);
      // Behind the command line, getopt is given the names of the options.
      lists.push(...(name.endsWith('getopt') ? positional.slice(0, 1) : positional), ...keywords.values());
    }
  }
  for (const assignment of program.module.file.root.ofType('assignment')) {
    const [left, right] = [assignment.child('left'), assignment.child('right')];
    if (left !== null && right !== null && /^sys\.argv\b/.test(left.text)) lists.push(right);
  }
  return lists.flatMap((list) =>
    originsOf(program, { node: list, frame: null }).map((origin) => {
      return origin.kind === 'value' ? wordsIn(unwrap(origin.spot.node)) : [];
    }),
  );
}

/** True for a call of a function of this file in which a command line is parsed. */
function parses(program: Program, call: SyntaxNode): boolean {
  const definition = calleeOf(program, call)?.definition;
  return definition !== undefined && [...definition.ofType('call')].some((inner) => PARSES.test(calledName(inner)));
}

/** `["a", "b"]`, `"a b".split()` */
function wordsIn(node: SyntaxNode): readonly GivenName[] {
  if (node.type === 'list' || node.type === 'tuple') {
    return node.namedChildren.flatMap((item) => {
      const text = stringText(unwrap(item));
      return [{ at: item, text: text ?? '' }];
    });
  }
  const split = node.type === 'call' && /^(split|shlex\.split)$/.test(calledName(node)) ? node : null;
  const written =
    split === null
      ? null
      : unwrap(receiverOf(split)?.type === 'string' ? (receiverOf(split) ?? node) : (argumentsOf(split).positional[0] ?? node));
  const text = written === null ? null : stringText(written);
  return text === null ? [] : text.split(/\s+/).map((word) => ({ at: node, text: word }));
}

/** The words of a command line that may be the value: behind its option, or any free one for a positional. */
function wordsFor(source: Source, words: readonly GivenName[]): readonly GivenName[] {
  const options = source.names.filter((name) => name.startsWith('-'));
  return words.flatMap((word, index) => {
    const joined = options.find((option) => word.text.startsWith(`${option}=`));
    if (joined !== undefined) return [{ ...word, text: word.text.slice(joined.length + 1) }];
    const before = words[index - 1]?.text ?? '';
    const isValue =
      options.length > 0 ? options.includes(before) : !before.startsWith('-') && !/^-|\.(db3?|sqlite3?|py)$/.test(word.text);
    return isValue ? [word] : [];
  });
}

/** https://click.palletsprojects.com/en/stable/commands/#overriding-defaults */
function defaultMap(program: Program, source: Source): readonly GivenName[] {
  if (!source.key.startsWith('click:') || !/\bdefault_map\b/.test(program.module.file.text)) return [];
  return [...program.module.file.root.ofType('pair')].flatMap((pair) => {
    const [key, value] = [pair.child('key'), pair.child('value')];
    const name = key === null ? null : stringText(unwrap(key));
    const text = value === null ? null : stringText(unwrap(value));
    return name !== null && text !== null && source.names.includes(name) ? [{ at: pair, text }] : [];
  });
}
