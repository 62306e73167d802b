import type { Change } from './change.js';
import { sha256 } from './hash.js';
import type { ParamValue } from './params.js';

export interface PlannedCodemod {
  readonly name: string;
  readonly version: string;
  readonly params: Readonly<Record<string, ParamValue>>;
}

/**
 * Everything that a run will do, as a value without a clock: the same inputs give the same bytes. A dry run makes one,
 * apply carries one out.
 */
export interface Plan {
  readonly codemodPlan: 1;
  readonly tool: string;
  readonly codemods: readonly PlannedCodemod[];
  readonly options: { readonly threshold: 'safe' | 'unsafe' };
  /** The commit that the plan was made on, or null outside of git. Not part of the plan's identity. */
  readonly head: string | null;
  /** Sorted by path, by code units. */
  readonly changes: readonly Change[];
}

/** The plan as canonical JSON: keys sorted, no spaces, one final newline. */
export function serializePlan(plan: Plan): string {
  return `${canonicalJson(plan)}\n`;
}

/** SHA-256 of what the plan does; where it was made (root, HEAD) and what was decided about it do not count. */
export function planId(plan: Plan): string {
  const { head: _, ...identity } = plan;
  return sha256(canonicalJson(identity));
}

/** JSON with sorted keys, so that equal values are equal texts. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
