import type { SyntaxNode } from 'codex-codemod';

/**
 * How far a test can be trusted to let only names through. `weak`: it is seen to let others through as well;
 * `opaque`: its code is not in this file.
 */
export type Strength = 'none' | 'weak' | 'opaque' | 'strong';

/** A strength, and the test that has it. */
export interface Verdict<N = SyntaxNode> {
  readonly strength: Strength;
  readonly at: N | null;
}

const ORDER: readonly Strength[] = ['none', 'weak', 'opaque', 'strong'];

export const NOTHING: Verdict<never> = { strength: 'none', at: null };

export function verdict<N>(strength: Strength, at: N): Verdict<N> {
  return { strength, at };
}

/** Several tests that all were passed: the best one counts. */
export function best<N>(verdicts: readonly Verdict<N>[]): Verdict<N> {
  return verdicts.reduce<Verdict<N>>((a, b) => (ORDER.indexOf(b.strength) > ORDER.indexOf(a.strength) ? b : a), NOTHING);
}

/** Several ways of which one was taken: the worst one counts. `none` when there are no ways. */
export function worst<N>(verdicts: readonly Verdict<N>[]): Verdict<N> {
  const [first = NOTHING, ...rest] = verdicts;
  return rest.reduce((a, b) => (ORDER.indexOf(b.strength) < ORDER.indexOf(a.strength) ? b : a), first);
}
