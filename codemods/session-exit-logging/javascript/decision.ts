import type { babel, NodePath } from 'codex-codemod';
import type { Unit } from './units.js';

/** Neighbouring statements of one block. */
export interface Run {
  readonly first: NodePath;
  readonly last: NodePath;
}

/** What is to be done about a unit. */
export type Decision =
  /** Put it into a `try` of its own, with a handler. */
  | { readonly kind: 'wrap'; readonly unit: Unit }
  /** Give the `try` that holds it, and nothing else, a handler. */
  | { readonly kind: 'add-catch'; readonly unit: Unit; readonly tryStatement: NodePath<babel.TryStatement> }
  /** Make clean-up the `try` and the unit behind it the `finally`, there in a `try` of its own with a handler. */
  | { readonly kind: 'shield-behind'; readonly unit: Unit; readonly tried: Run }
  /** Make one run of statements the `try` and the run behind it the `finally`. */
  | { readonly kind: 'finally'; readonly unit: Unit; readonly tried: Run; readonly always: Run }
  | { readonly kind: 'refuse'; readonly at: NodePath; readonly code: string; readonly message: string }
  | { readonly kind: 'leave' };

export type Change = Decision & { readonly kind: 'wrap' | 'add-catch' | 'shield-behind' | 'finally' };

export const LEAVE: Decision = { kind: 'leave' };

export function refuse(unit: Unit, code: string, message: string): Decision {
  return { kind: 'refuse', at: unit.events[0]?.statement ?? unit.last, code, message };
}
