import { createRequire } from 'node:module';
import type { Ignore } from 'ignore';
import type { OwnerRule } from './owner-rules.js';

/** Of `**`. With more of them a hostile path could cost minutes. */
const MOST_DEEP = 3;
/** Of `*` behind the first one between two slashes: where that one ends, the slash says, but each of these has many ends. */
const MOST_FURTHER = 2;
const LONGEST_PATTERN = 1_000;

/** Why a pattern is not read, or null. */
export function patternFault(pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return 'the pattern is too long';
  const parts = pattern.split('/');
  if (parts.filter((part) => part === '**').length > MOST_DEEP) return `the pattern has more than ${MOST_DEEP} "**"`;
  const further = parts.map((part) => (part === '**' ? 0 : Math.max(0, part.split('*').length - 2)));
  return further.reduce((sum, count) => sum + count, 0) > MOST_FURTHER
    ? 'the pattern has so many "*" that it could be slow'
    : null;
}

/**
 * A rule with a pattern as in a `.gitignore`. One that ends with `/*` is about the files of that folder alone at GitHub, where
 * gitignore goes on below it.
 */
export function gitignoreRule(pattern: string, owners: readonly string[]): OwnerRule {
  let rules: Ignore | null = null;
  return {
    owners,
    matches: (path) => {
      rules ??= newRules().add(pattern.endsWith('/*') ? [pattern, `!${pattern}/`] : [pattern]);
      return rules.ignores(path);
    },
  };
}

function newRules(): Ignore {
  const ignore: typeof import('ignore') = createRequire(import.meta.url)('ignore');
  return ignore({ ignoreCase: false, allowRelativePaths: true });
}
