import type { SyntaxNode } from 'codex-codemod';

/** A call that the analysis went into: inside of it, the parameters of `callee` stand for the arguments of `call`. */
export interface Frame<C = SyntaxNode, D = SyntaxNode> {
  readonly call: C;
  readonly callee: D;
  readonly outer: Frame<C, D> | null;
}

/** An expression, as one call of its function sees it; without a frame, as every call does. */
export interface Spot {
  readonly node: SyntaxNode;
  readonly frame: Frame | null;
}

/** What may have given a name its value. `since`: offset of the binding when it stands in the same function as the use, else -1. */
export type Definition = { readonly since: number } & (
  | { readonly kind: 'value'; readonly spot: Spot }
  /** `name += value` */
  | { readonly kind: 'grown'; readonly left: Spot; readonly right: Spot }
  /** `for name in of`; `path` leads to the name inside of a pattern such as `(a, (b, name))`. */
  | { readonly kind: 'element'; readonly of: Spot; readonly path: readonly number[]; readonly by: SyntaxNode }
  /** `a, name = of`; behind a starred name, an index counts from the end: `*names, last = of`. */
  | { readonly kind: 'part'; readonly of: Spot; readonly path: readonly number[]; readonly by: SyntaxNode }
  /** `a, *names, b = of`: the elements from `from` on, in a list. */
  | { readonly kind: 'rest'; readonly of: Spot; readonly from: number; readonly by: SyntaxNode }
  /** A parameter, for the callers that are not in this file. */
  | { readonly kind: 'parameter'; readonly definition: SyntaxNode; readonly name: string }
  /** `f(**of)`: the member of that name. */
  | { readonly kind: 'member'; readonly of: Spot; readonly name: string }
  | { readonly kind: 'unknown' }
);

const MOST_FRAMES = 8;

/** The frame of a call that is made inside of another; null when calls are nested too deep to follow any further. */
export function enter<C, D>(call: C, callee: D, outer: Frame<C, D> | null): Frame<C, D> | null {
  let depth = 0;
  for (let frame = outer; frame !== null; frame = frame.outer) depth++;
  return depth < MOST_FRAMES ? { call, callee, outer } : null;
}
