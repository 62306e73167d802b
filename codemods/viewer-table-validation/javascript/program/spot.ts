import type { babel, NodePath } from 'codex-codemod';

export type Call = NodePath<babel.CallExpression> | NodePath<babel.OptionalCallExpression> | NodePath<babel.NewExpression>;

/** A call that the analysis went into: inside of it, the parameters of `callee` stand for the arguments of `call`. */
export interface Frame {
  readonly call: Call;
  readonly callee: NodePath<babel.Function>;
  readonly outer: Frame | null;
}

/** An expression, as one call of its function sees it; without a frame, as every call does. */
export interface Spot {
  readonly path: NodePath;
  readonly frame: Frame | null;
}

/** A step into an object or an array; `rest`: the elements from there on. */
export type Key = string | number | { readonly rest: number };

/** What may have given a name its value. `since`: where, when it stands in the same function as the use, else -1. */
export type Definition = { readonly since: number } & (
  | { readonly kind: 'value'; readonly spot: Spot; readonly emptyIsDefault?: boolean }
  /** `name += value` */
  | { readonly kind: 'grown'; readonly left: Spot; readonly right: Spot }
  /** `const { a: name = otherwise } = of`; `by` is the statement. */
  | {
      readonly kind: 'part';
      readonly of: Spot;
      readonly keys: readonly Key[];
      readonly by: NodePath;
      readonly otherwise: NodePath | null;
    }
  /** `for (const name of of)` */
  | { readonly kind: 'element'; readonly of: Spot; readonly by: NodePath }
  /** A parameter, for the callers that are not in this file, or a part of it. */
  | {
      readonly kind: 'parameter';
      readonly definition: NodePath<babel.Function>;
      readonly index: number;
      readonly keys: readonly Key[];
      readonly otherwise: NodePath | null;
    }
  | { readonly kind: 'unknown' }
);

const MOST_FRAMES = 8;

/** The frame of a call that is made inside of another; null when calls are nested too deep to follow any further. */
export function enter(call: Call, callee: NodePath<babel.Function>, outer: Frame | null): Frame | null {
  let depth = 0;
  for (let frame = outer; frame !== null; frame = frame.outer) depth++;
  return depth < MOST_FRAMES ? { call, callee, outer } : null;
}
