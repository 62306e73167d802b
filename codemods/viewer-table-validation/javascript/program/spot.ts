import type { babel, NodePath } from 'codex-codemod';
import type { Frame as CommonFrame } from '../../program/spot.js';

export { enter } from '../../program/spot.js';

export type Call = NodePath<babel.CallExpression> | NodePath<babel.OptionalCallExpression> | NodePath<babel.NewExpression>;

export type Frame = CommonFrame<Call, NodePath<babel.Function>>;

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
