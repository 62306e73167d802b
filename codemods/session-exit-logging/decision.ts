import type { SyntaxNode } from 'codex-codemod';
import type { Unit } from './units.js';

/** What is to be done about a unit. */
export type Decision =
  /** Put it into a `try` of its own, with a handler. */
  | { readonly kind: 'wrap'; readonly unit: Unit }
  /** Give the `try` that holds it, and nothing else, one more handler. */
  | { readonly kind: 'add-handler'; readonly unit: Unit; readonly tryStatement: SyntaxNode }
  /** Make clean-up the `try` and the unit behind it the `finally`, there in a `try` of its own with a handler. */
  | { readonly kind: 'shield-behind'; readonly unit: Unit; readonly tried: Run }
  /** Make one run of statements the `try` and the run behind it the `finally`. */
  | { readonly kind: 'finally'; readonly unit: Unit; readonly tried: Run; readonly always: Run }
  | { readonly kind: 'refuse'; readonly at: SyntaxNode; readonly code: string; readonly message: string }
  | { readonly kind: 'leave' };

/** Neighbouring statements of one block. */
export interface Run {
  readonly first: SyntaxNode;
  readonly last: SyntaxNode;
}

export const LEAVE: Decision = { kind: 'leave' };

export function refuse(unit: Unit, code: string, message: string): Decision {
  return { kind: 'refuse', at: unit.events[0]?.statement ?? unit.last, code, message };
}
