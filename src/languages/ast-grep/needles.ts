import { FACTS } from './grammars.js';
import type { Rule } from './rule.js';
import type { RuleObject } from './rule-schema.js';

/** Words of JavaScript and TypeScript: a parser may have put one in by itself, or read another for it. */
const KEYWORDS: ReadonlySet<string> = new Set(
  [
    'abstract any as asserts async await break case catch class const constructor continue debugger declare default delete do else enum',
    'export extends false finally for from function get if implements import in infer instanceof interface is keyof let module namespace',
    'never new null number object of override private protected public readonly require return satisfies set static string super switch',
    'symbol this throw true try type typeof undefined unique unknown using var void while with yield boolean bigint global accessor',
  ].flatMap((words) => words.split(' ')),
);

/** A word for each rule without which it can match nowhere; none where one of the rules has no such word. */
export function needlesOf(rules: readonly Rule[]): readonly string[] {
  const words = rules.map(({ rule, grammar }) => (FACTS[grammar].language === 'javascript' ? wordOf(rule) : null));
  return words.every((word) => word !== null) ? [...new Set(words)] : [];
}

/** Names stand in a match as they stand in the pattern, letter by letter. */
function wordOf({ pattern, all }: RuleObject): string | null {
  if (typeof pattern === 'string') {
    const own = longestName(pattern);
    if (own !== null) return own;
  }
  if (!Array.isArray(all)) return null;
  const words: readonly (string | null)[] = all.map((rule: RuleObject) => wordOf(rule));
  return words.find((word) => word !== null) ?? null;
}

function longestName(pattern: string): string | null {
  // What stands in strings, comments, regular expressions and JSX is not read here.
  if (/["'`/\\<]/.test(pattern)) return null;
  const names = pattern.replace(/\$+[A-Z_0-9]*/g, ' ').match(/[A-Za-z_]\w{2,}/g) ?? [];
  return names.filter((name) => !KEYWORDS.has(name)).sort((a, b) => b.length - a.length)[0] ?? null;
}
