import type { SyntaxNode } from 'codex-codemod';

/**
 * How far a test can be trusted to let only names through. `weak`: it is seen to let others through as well;
 * `opaque`: its code is not in this file.
 */
export type Strength = 'none' | 'weak' | 'opaque' | 'strong';

/** A strength, and the test that has it. */
export interface Verdict {
  readonly strength: Strength;
  readonly at: SyntaxNode | null;
}

const ORDER: readonly Strength[] = ['none', 'weak', 'opaque', 'strong'];

export const NOTHING: Verdict = { strength: 'none', at: null };

export function verdict(strength: Strength, at: SyntaxNode): Verdict {
  return { strength, at };
}

/** Several tests that all were passed: the best one counts. */
export function best(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((a, b) => (ORDER.indexOf(b.strength) > ORDER.indexOf(a.strength) ? b : a), NOTHING);
}

/** Several ways of which one was taken: the worst one counts. `none` when there are no ways. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  const [first = NOTHING, ...rest] = verdicts;
  return rest.reduce((a, b) => (ORDER.indexOf(b.strength) < ORDER.indexOf(a.strength) ? b : a), first);
}
