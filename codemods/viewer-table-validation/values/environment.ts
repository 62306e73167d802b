import type { SyntaxNode } from 'codex-codemod';
import type { Frame } from '../program/spot.js';
import type { Alternative, LeafOrigin, Traits } from './piece.js';

/** How the analysis came to an expression, on its way back from the SQL text. */
export interface Environment<N = SyntaxNode, F = Frame> {
  readonly frame: F | null;
  /** The expressions that the value reaches afterwards, the nearest last. */
  readonly later: readonly N[];
  readonly traits: Traits<N>;
  readonly depth: number;
  /** How many more steps may be made, shared by all that began at one place. */
  readonly budget: { left: number };
}

/** Longer ways are not followed. */
const MOST_DEPTH = 60;

/** @param steps a text that is made of more pieces is followed no further */
export function start(steps: number): Environment<never, never> {
  return { frame: null, later: [], traits: {}, depth: 0, budget: { left: steps } };
}

/** True when the analysis has to stop here; it counts as a step. */
export function isExhausted({ depth, budget }: Environment<unknown, unknown>): boolean {
  return depth > MOST_DEPTH || budget.left-- <= 0;
}

/** The environment of an expression that gives its value to `from`. */
export function before<N, F>(
  from: NoInfer<N>,
  env: Environment<N, F>,
  spot: { readonly frame: NoInfer<F> | null },
  traits: Traits<NoInfer<N>> = {},
): Environment<N, F> {
  return {
    frame: spot.frame,
    later: [...env.later, from],
    traits: { ...env.traits, ...traits },
    depth: env.depth + 1,
    budget: env.budget,
  };
}

/** The environment of an expression that is a part of `from`. */
export function inside<N, F>(from: NoInfer<N>, env: Environment<N, F>, traits: Traits<NoInfer<N>> = {}): Environment<N, F> {
  return before(from, env, env, traits);
}

/** A single leaf. */
export function leaf<N, S>(
  node: NoInfer<N>,
  env: Environment<N, unknown>,
  origin: LeafOrigin<NoInfer<N>, S>,
): readonly Alternative<N, S>[] {
  return [[{ kind: 'leaf', origin, hole: node, traits: env.traits, chain: [...env.later, node], instead: [] }]];
}

export function other<N>(node: NoInfer<N>, env: Environment<N, unknown>): readonly Alternative<N, never>[] {
  return leaf(node, env, { kind: 'other' });
}
