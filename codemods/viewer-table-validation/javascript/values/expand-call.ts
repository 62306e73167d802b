import type { NodePath } from 'codex-codemod';
import { isQuotingName } from '../../values/names.js';
import { either, marked, sideBySide, type TextPiece, text } from '../../values/piece.js';
import { patternStrength } from '../guards/regex.js';
import { boundValue } from '../program/bound-value.js';
import { functionOf } from '../program/callee.js';
import { argumentAt, argumentsOf, calledName, calleeExpression, receiverOf } from '../program/calls.js';
import { stringText } from '../program/names.js';
import { type Program, qualifiedName } from '../program/program.js';
import { returnsOf } from '../program/returns.js';
import { type Call, enter } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import { sourceOfExpression } from '../sources/source-at.js';
import { type Alternative, before, type Environment, inHole, inside, leaf, other } from './environment.js';
import { expand } from './expand.js';
import { expandJoin } from './expand-join.js';

/** Methods of a string after which it is as good or bad a name as before. */
const SAME: ReadonlySet<string> = new Set(
  'trim trimStart trimEnd toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase toString normalize valueOf'.split(' '),
);

const CUTS: ReadonlySet<string> = new Set('slice substring substr split at charAt match exec'.split(' '));

/** Functions that answer with a number, or with whether: nothing that could do harm in SQL. */
const HARMLESS: ReadonlySet<string> = new Set(
  'Number parseInt parseFloat Boolean BigInt isNaN indexOf lastIndexOf includes startsWith endsWith test localeCompare charCodeAt toFixed'.split(
    ' ',
  ),
);

/** The texts that a call may give. */
export function expandCall(program: Program, call: Call & NodePath, env: Environment): readonly Alternative[] {
  const source = sourceOfExpression(program, { path: call, frame: env.frame });
  if (source === 'checked') return other(call, env);
  if (source !== null) return leaf(call, env, { kind: 'source', source });
  const definition = functionOf(program, call);
  if (definition !== null) {
    const frame = enter(call, definition, env.frame);
    if (frame === null || definition.node.generator === true) return other(call, env);
    return either(returnsOf(definition).map((value) => expand(program, value, before(call, env, { frame }))));
  }
  const [name, receiver] = [calledName(call), receiverOf(call)];
  if (HARMLESS.has(name)) return other(call, env);
  const [first] = argumentsOf(call);
  if (receiver === null) return expandFunction(program, call, first, env);
  const within = inside(call, env);
  if (SAME.has(name)) return expand(program, receiver, within);
  if (CUTS.has(name)) return marked(expand(program, receiver, within), { cut: call });
  if (name === 'join') return expandJoin(program, call, receiver, within);
  if (name === 'concat') {
    return sideBySide([receiver, ...argumentsOf(call)].map((part) => inHole(unwrap(part), expand(program, part, within))));
  }
  if (name === 'replace' || name === 'replaceAll') return expandReplace(program, call, receiver, env);
  return expandFunction(program, call, first, env);
}

/** A function whose code is not here. `String(x)` gives back what it gets. */
function expandFunction(program: Program, call: Call, first: NodePath | undefined, env: Environment): readonly Alternative[] {
  const callee = calleeExpression(call);
  if (first === undefined) return other(call, env);
  if (callee.isIdentifier({ name: 'String' }) && !callee.scope.hasBinding('String', true)) {
    return expand(program, first, inside(call, env));
  }
  const module = qualifiedName(program, callee) ?? '';
  const name = calledName(call);
  // `format('%I', name)`, `escapeId(name)` and the like quote by the rules of SQL.
  if (isQuotingName(name) || /^(pg-format|sqlstring|pg-escape|sql-escape-string)\b/.test(module)) return other(call, env);
  if (/^path(\.|$)/.test(module)) return through(program, call, env, { path: call });
  return through(program, call, env, { opaque: { at: call, name: `${name}()` } });
}

/** What goes into code that is not here comes out as something else; each argument is a way of its own. */
function through(program: Program, call: Call, env: Environment, traits: object): readonly Alternative[] {
  const given = argumentsOf(call).filter((argument) => !argument.isSpreadElement() && !argument.isFunction());
  const found = given.flatMap((argument) => expand(program, argument, inside(call, env, traits)));
  const leaves = found.flat().flatMap((piece) => (piece.kind === 'leaf' ? [piece] : []));
  const tainted = leaves.filter(({ origin }) => origin.kind === 'source').map((one): Alternative => [one]);
  return tainted.length === 0 ? other(call, env) : marked(tainted, traits);
}

/** `replace(/\W/g, '')` cleans, `replaceAll('"', '""')` quotes, and a word of a text gives way to another text. */
function expandReplace(program: Program, call: Call, receiver: NodePath, env: Environment): readonly Alternative[] {
  const [from, to] = [argumentAt(call, 0), argumentAt(call, 1)];
  const within = inside(call, env);
  const texts = expand(program, receiver, within);
  if (from === null || to === null) return marked(texts, { replaced: call });
  const pattern = boundValue(from);
  const put = stringText(to);
  if (pattern.isRegExpLiteral()) {
    const { pattern: body, flags } = pattern.node;
    const isClean =
      flags.includes('g') && put !== null && /^\w*$/.test(put) && patternStrength(body, flags, 'finds-others') === 'strong';
    const isDoubled = flags.includes('g') && put !== null && doubles(body.replace(/^\\/, ''), put);
    return isClean || isDoubled ? other(call, env) : marked(texts, { replaced: call });
  }
  const word = stringText(from);
  if (word === null) return marked(texts, { replaced: call });
  if (put !== null && calledName(call) === 'replaceAll' && doubles(word, put)) return other(call, env);
  return replacedWord(program, texts, word, to, within) ?? marked(texts, { replaced: call });
}

function doubles(sign: string, put: string): boolean {
  return /^["`\]']$/.test(sign) && (put === sign + sign || put === `$&$&`);
}

/** Puts another text in the place of a word; null when no alternative has the word. */
function replacedWord(
  program: Program,
  texts: readonly Alternative[],
  word: string,
  to: NodePath,
  env: Environment,
): readonly Alternative[] | null {
  const has = (piece: Alternative[number]): piece is TextPiece => piece.kind === 'text' && piece.text.includes(word);
  if (word === '' || to.isFunction() || !texts.some((pieces) => pieces.some(has))) return null;
  const put = inHole(unwrap(to), expand(program, to, env));
  return texts.flatMap((pieces) => {
    const parts = pieces.flatMap((piece): readonly (readonly Alternative[])[] => {
      if (!has(piece)) return [[[piece]]];
      return piece.text.split(word).flatMap((part, index) => (index === 0 ? [[text(part)]] : [put, [text(part)]]));
    });
    return sideBySide(parts);
  });
}
