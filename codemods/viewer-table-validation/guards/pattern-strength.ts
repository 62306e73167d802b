import type { Strength } from './strength.js';

/**
 * How a regular expression is put to a value: from the first to the last character, from the first on, anywhere, or
 * anywhere with the outcome that nothing was found.
 */
export type PatternUse = 'fullmatch' | 'match' | 'search' | 'finds-others';

/** Characters that cannot end a name and begin something else, in any dialect of SQL. */
const HARMLESS = /[A-Za-z0-9_.$:@#-]/;

/** Escapes that stand for such characters alone, or for no character. */
const HARMLESS_ESCAPES = /[wdbBAZ.$:@#_-]/;

/** What a regular expression lets through, when the value is used as the name of a table. */
export function patternStrength(pattern: string, use: PatternUse): Strength {
  const plain = pattern.replace(/^\(\?[aiLmsux]+\)/, '');
  if (use === 'finds-others') return isClassOfOthers(plain) ? 'strong' : 'weak';
  const { body, start, end } = anchorsOf(plain);
  const isWhole = use === 'fullmatch' || ((use === 'match' || start) && end === 'Z');
  return isWhole && isHarmless(body) && (use === 'fullmatch' || !hasTopLevelChoice(body)) ? 'strong' : 'weak';
}

/** `$` also matches before a newline at the end: https://docs.python.org/3/library/re.html#regular-expression-syntax */
function anchorsOf(pattern: string): { body: string; start: boolean; end: 'Z' | '$' | null } {
  const start = /^(\^|\\A)/.exec(pattern)?.[0] ?? '';
  const rest = pattern.slice(start.length);
  const end = /(\\[Zz]|(?<!\\)\$)$/.exec(rest)?.[0] ?? '';
  const body = rest.slice(0, rest.length - end.length);
  return { body, start: start !== '', end: end === '' ? null : end === '$' ? '$' : 'Z' };
}

/** `[^A-Za-z0-9_]`, `\W`: every character that is not one of a name. */
function isClassOfOthers(pattern: string): boolean {
  if (/^\\W[+*]?$/.test(pattern)) return true;
  const members = /^\(?\[\^((?:\\.|[^\]\\])+)\][+*]?\)?$/.exec(pattern)?.[1];
  return members !== undefined && isHarmlessClass(members);
}

function isHarmless(body: string): boolean {
  const classes = /\[(\^?)((?:\\.|[^\]\\])+)\]/g;
  for (const [, negated, members = ''] of body.matchAll(classes)) {
    if (negated === '^' || !isHarmlessClass(members)) return false;
  }
  const rest = body
    .replace(classes, '')
    .replace(/\(\?(?:P<\w+>|[:=!]|<[=!])/g, '(')
    .replace(/\{\d*,?\d*\}/g, '');
  return [...rest.matchAll(/\\([\s\S])|([\s\S])/g)].every(([, escaped, character]) => {
    if (escaped !== undefined) return HARMLESS_ESCAPES.test(escaped);
    return character !== undefined && (/[()|?+*]/.test(character) || (character !== '.' && HARMLESS.test(character)));
  });
}

function isHarmlessClass(members: string): boolean {
  return [...members.matchAll(/\\([\s\S])|([\s\S])/g)].every(([, escaped, character]) => {
    return escaped !== undefined ? HARMLESS_ESCAPES.test(escaped) : character !== undefined && isHarmlessMember(character);
  });
}

/** Letters of other scripts are letters too. */
function isHarmlessMember(character: string): boolean {
  return HARMLESS.test(character) || /\p{L}/u.test(character);
}

function hasTopLevelChoice(body: string): boolean {
  let depth = 0;
  for (const [token] of body.matchAll(/\\[\s\S]|\[(?:\\.|[^\]\\])+\]|[\s\S]/g)) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === '|' && depth === 0) return true;
  }
  return false;
}
