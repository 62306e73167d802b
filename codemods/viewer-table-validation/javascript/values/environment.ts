import type { NodePath } from 'codex-codemod';
import type {
  Alternative as CommonAlternative,
  Leaf as CommonLeaf,
  LeafOrigin as CommonOrigin,
  Traits as CommonTraits,
} from '../../values/piece.js';
import { changeSingle } from '../../values/piece.js';
import type { Frame, Spot } from '../program/spot.js';
import type { Source } from '../sources/source.js';

export type Alternative = CommonAlternative<NodePath, Source>;
export type Leaf = CommonLeaf<NodePath, Source>;
export type LeafOrigin = CommonOrigin<NodePath, Source>;
export type Traits = CommonTraits<NodePath>;

/** How the analysis came to an expression, on its way back from the SQL text. */
export interface Environment {
  readonly frame: Frame | null;
  /** The expressions that the value reaches afterwards, the nearest last. */
  readonly later: readonly NodePath[];
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
export function before(from: NodePath, env: Environment, spot: Pick<Spot, 'frame'>, traits: Traits = {}): Environment {
  return {
    frame: spot.frame,
    later: [...env.later, from],
    traits: { ...env.traits, ...traits },
    depth: env.depth + 1,
    budget: env.budget,
  };
}

/** The environment of an expression that is a part of `from`. */
export function inside(from: NodePath, env: Environment, traits: Traits = {}): Environment {
  return before(from, env, env, traits);
}

/** A single leaf. */
export function leaf(path: NodePath, env: Environment, origin: LeafOrigin): readonly Alternative[] {
  return [[{ kind: 'leaf', origin, hole: path, traits: env.traits, chain: [...env.later, path], instead: [] }]];
}

export function other(path: NodePath, env: Environment): readonly Alternative[] {
  return leaf(path, env, { kind: 'other' });
}

/** The alternatives of an expression that is put into a text: where it is a single leaf, it is the leaf's hole. */
export function inHole(hole: NodePath, alternatives: readonly Alternative[]): readonly Alternative[] {
  return changeSingle(alternatives, (one) => {
    const from = one.chain.findIndex(({ node }) => node === hole.node);
    return { ...one, hole, chain: one.chain.slice(Math.max(from, 0)) };
  });
}
