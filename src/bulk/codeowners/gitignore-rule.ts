import { createRequire } from 'node:module';
import type { Ignore } from 'ignore';
import type { OwnerRule } from './owner-rules.js';

/** A pattern of more `*` could let a hostile path cost minutes. */
const MOST_STARS = 8;
const LONGEST_PATTERN = 1_000;

/** Why a pattern is not read, or null. */
export function patternFault(pattern: string): string | null {
  if (pattern.length > LONGEST_PATTERN) return 'the pattern is too long';
  return pattern.split('*').length - 1 > MOST_STARS ? `the pattern has more than ${MOST_STARS} "*"` : null;
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
