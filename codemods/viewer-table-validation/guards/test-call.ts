import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf, calledName, receiverOf } from '../program/arguments.js';
import { calleeOf } from '../program/callee.js';
import { parametersOf } from '../program/parameters.js';
import type { Program } from '../program/program.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';
import { predicateVerdict } from './effect.js';
import { type PatternUse, patternStrength } from './pattern-strength.js';
import { patternsOf } from './patterns-of.js';
import { NOTHING, type Verdict, verdict } from './strength.js';
import { isWatched, mentions, type Watched } from './watched.js';

/** Methods of a string that are true for harmless strings alone. */
const HARMLESS: ReadonlySet<string> = new Set('isidentifier isalnum isalpha isdigit isdecimal isnumeric'.split(' '));

/** What a call says about a value when it comes out as true or false. */
export function testCall(program: Program, node: SyntaxNode, sense: boolean, watched: Watched, depth: number): Verdict {
  const name = calledName(node);
  const receiver = receiverOf(node);
  if (receiver !== null && HARMLESS.has(name)) return sense ? letters(program, node, receiver, watched) : NOTHING;
  if (name === 'fullmatch' || name === 'match' || name === 'search') return matched(program, node, name, sense, watched);
  if (name === 'all' || name === 'any') return everyCharacter(program, node, name, sense, watched);
  if (name === 'issubset' && receiver !== null && mentions(program, watched, receiver)) {
    return sense ? verdict('strong', node) : NOTHING;
  }
  return predicate(program, node, sense, watched, depth);
}

/** `value.isidentifier()`, `value.replace("_", "").isalnum()` */
function letters(program: Program, node: SyntaxNode, receiver: SyntaxNode, watched: Watched): Verdict {
  const inner = unwrap(receiver);
  const isReplaced = inner.type === 'call' && calledName(inner) === 'replace';
  const value = isReplaced ? receiverOf(inner) : inner;
  const [from] = isReplaced ? argumentsOf(inner).positional : [];
  const harmless = from === undefined || /^[\w$.-]*$/.test(stringText(from) ?? ' ');
  return value !== null && harmless && isWatched(program, watched, value) ? verdict('strong', node) : NOTHING;
}

/** `all(c.isalnum() or c in "_" for c in value)`, `any(c in BAD for c in value)` */
function everyCharacter(program: Program, node: SyntaxNode, name: 'all' | 'any', sense: boolean, watched: Watched): Verdict {
  const [generator] = argumentsOf(node).positional;
  const iterated = generator?.childOfType('for_in_clause')?.child('right');
  if (generator === undefined || iterated === null || iterated === undefined || !isWatched(program, watched, iterated))
    return NOTHING;
  if ((name === 'all') !== sense) return NOTHING;
  const body = generator.child('body')?.text ?? '';
  const forbids = name === 'any' ? !/\bnot\b/.test(body) : /\bnot\b/.test(body);
  return verdict(forbids ? 'weak' : 'strong', node);
}

/** `re.fullmatch(pattern, value)`, `PATTERN.match(value)` */
function matched(
  program: Program,
  node: SyntaxNode,
  how: PatternUse & ('fullmatch' | 'match' | 'search'),
  sense: boolean,
  watched: Watched,
): Verdict {
  const callee = node.child('function');
  const { positional } = argumentsOf(node);
  const isModule = callee !== null && /^(re|regex)\./.test(program.module.imports.qualifiedName(callee) ?? '');
  const value = positional[isModule ? 1 : 0];
  const pattern = isModule ? positional[0] : receiverOf(node);
  if (value === undefined || pattern === undefined || pattern === null || !isWatched(program, watched, value)) return NOTHING;
  const regexes = patternsOf(program, pattern);
  if (regexes === null) return verdict('opaque', node);
  const use = sense ? how : how === 'search' ? 'finds-others' : null;
  if (use === null) return NOTHING;
  return verdict(regexes.every((regex) => patternStrength(regex, use) === 'strong') ? 'strong' : 'weak', node);
}

/** A function that answers whether a value is all right. What it does counts, where it can be read. */
function predicate(program: Program, node: SyntaxNode, sense: boolean, watched: Watched, depth: number): Verdict {
  const { positional, keywords } = argumentsOf(node);
  const index = positional.findIndex((value) => isWatched(program, watched, value));
  const keyword = [...keywords].find(([, value]) => isWatched(program, watched, value))?.[0];
  if (index < 0 && keyword === undefined) return NOTHING;
  const callee = calleeOf(program, node);
  if (callee !== null) {
    const parameter = keyword ?? parametersOf(callee.definition)[index + (callee.bound ? 1 : 0)]?.name;
    return parameter === undefined ? NOTHING : predicateVerdict(program, callee.definition, parameter, sense, depth);
  }
  const name = program.module.imports.qualifiedName(node.child('function') ?? node);
  const isKnown = name === null ? receiverOf(node) === null : name.startsWith('builtins.') || name.startsWith('os.');
  return isKnown ? NOTHING : verdict('opaque', node);
}
