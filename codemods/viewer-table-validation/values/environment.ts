import type { SyntaxNode } from 'codex-codemod';
import type { Frame, Spot } from '../program/spot.js';
import type { Alternative, LeafOrigin, Traits } from './piece.js';

/** How the analysis came to an expression, on its way back from the SQL text. */
export interface Environment {
  readonly frame: Frame | null;
  /** The expressions that the value reaches afterwards, the nearest last. */
  readonly later: readonly SyntaxNode[];
  readonly traits: Traits;
  readonly depth: number;
  /** How many more steps may be made, shared by all that began at one place. */
  readonly budget: { left: number };
}

/** Longer ways are not followed. */
const MOST_DEPTH = 60;

/** @param steps a text that is made of more pieces is followed no further */
export function start(steps: number): Environment {
  return { frame: null, later: [], traits: {}, depth: 0, budget: { left: steps } };
}

/** True when the analysis has to stop here; it counts as a step. */
export function isExhausted(env: Environment): boolean {
  return env.depth > MOST_DEPTH || env.budget.left-- <= 0;
}

/** The environment of an expression that gives its value to `from`. */
export function before(from: SyntaxNode, env: Environment, spot: Spot, traits: Traits = {}): Environment {
  return {
    frame: spot.frame,
    later: [...env.later, from],
    traits: { ...env.traits, ...traits },
    depth: env.depth + 1,
    budget: env.budget,
  };
}

/** The environment of an expression that is a part of `from`. */
export function inside(from: SyntaxNode, env: Environment, traits: Traits = {}): Environment {
  return before(from, env, { node: from, frame: env.frame }, traits);
}

/** A single leaf. */
export function leaf(node: SyntaxNode, env: Environment, origin: LeafOrigin): readonly Alternative[] {
  return [[{ kind: 'leaf', origin, hole: node, traits: env.traits, chain: [...env.later, node], instead: [] }]];
}

export function other(node: SyntaxNode, env: Environment): readonly Alternative[] {
  return leaf(node, env, { kind: 'other' });
}
