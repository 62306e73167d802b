import { linearPattern } from './linear-pattern.js';
import { isOwner, type OwnerFault, type OwnerRule, type ReadOwners } from './owner-rules.js';

/** Each of its lines is asked about each path, so that these are fewer than elsewhere. */
const MOST_RULES = 1_000;

/**
 * Gitea's dialect: a regular expression for the whole path, negated with `!`, and the owners of all lines that match. `\` stands
 * before a `#`, a space or a `\` that is meant. (Gitea Docs, "Code Owners".)
 */
export const readGiteaOwners: ReadOwners = (lines) => {
  const faults: OwnerFault[] = [];
  const rules = lines.flatMap((text, index): readonly OwnerRule[] => {
    const [pattern, ...owners] = wordsOf(text);
    if (pattern === undefined) return [];
    const rule = index < MOST_RULES ? ruleOf(pattern, owners) : `only the first ${MOST_RULES} lines are read`;
    if (typeof rule !== 'string') return [rule];
    faults.push({ line: index + 1, message: rule });
    return [];
  });
  const matching = (path: string): readonly string[] => rules.flatMap((rule) => (rule.matches(path) ? rule.owners : []));
  return { faults, ownersOf: (path) => [...new Set(matching(path))] };
};

function ruleOf(written: string, owners: readonly string[]): OwnerRule | string {
  const isNegative = written.startsWith('!');
  const pattern = linearPattern(isNegative ? written.slice(1) : written);
  if (!(pattern instanceof RegExp)) return pattern.fault;
  if (owners.length === 0 || !owners.every(isOwner)) return 'an owner is neither a user, nor a team, nor an email address';
  return { owners, matches: (path) => pattern.test(path) !== isNegative };
}

function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (const [token] of text.matchAll(/\\.|./gsu)) {
    if (token === '#') break;
    if (!/^\s$/.test(token)) word += /^\\[# \\]$/.test(token) ? token.slice(1) : token;
    else if (word !== '') words.push(word);
    if (/^\s$/.test(token)) word = '';
  }
  return word === '' ? words : [...words, word];
}
