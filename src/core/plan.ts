import { byCodeUnits } from './by-code-units.js';
import type { Change } from './change.js';
import type { ForeignWanted } from './fix.js';
import { sha256 } from './hash.js';
import type { Left } from './left.js';
import type { Counts } from './outcome.js';
import type { ParamValue } from './params.js';

export interface PlannedCodemod {
  readonly name: string;
  readonly version: string;
  readonly params: Readonly<Record<string, ParamValue>>;
}

/** What was asked for, so that it can be asked again. */
export interface Asked {
  /** `command`: a step of a recipe that is no codemod. */
  readonly kind: 'codemod' | 'recipe' | 'command';
  /** A name of the toolkit's own, or the path of a module or recipe from the root. */
  readonly name: string;
  /** As they were typed; what they came to stands with each codemod. */
  readonly params: Readonly<Record<string, string>>;
}

/** Which files and fixes a plan is about. */
export interface PlanOptions {
  readonly threshold: 'safe' | 'unsafe';
  /** Relative to the root; empty: everything. */
  readonly paths: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly noIgnore: boolean;
  /** Bytes. */
  readonly maxSize: number;
  /** Absent where nothing but the defaults was asked for. */
  readonly foreign?: ForeignWanted;
}

/**
 * Everything that a run will do, as a value without a clock: the same inputs give the same bytes. A dry run makes one,
 * apply carries one out.
 */
export interface Plan {
  readonly codemodPlan: 1;
  /** Version of the toolkit. */
  readonly tool: string;
  readonly asked: Asked;
  readonly codemods: readonly PlannedCodemod[];
  readonly options: PlanOptions;
  /** The folder that it was made in: absolute. Not part of the plan's identity, no more than `head`. */
  readonly root: string;
  /** The commit that the plan was made on, or null outside of git. */
  readonly head: string | null;
  /** Sorted by path, by code units. */
  readonly changes: readonly Change[];
  /** What was seen and is left to a person, sorted by path and line. */
  readonly left: readonly Left[];
  /** Null for a recipe: each of its steps counts the files anew. */
  readonly counts: Counts | null;
}

/** The plan as canonical JSON: keys sorted, no spaces, one final newline. */
export function serializePlan(plan: Plan): string {
  return `${canonicalJson(plan)}\n`;
}

/** SHA-256 of what the plan does; where it was made (root, HEAD) and what was decided about it do not count. */
export function planId(plan: Plan): string {
  const { root: _, head: __, ...identity } = plan;
  return sha256(canonicalJson(identity));
}

/** JSON with sorted keys, so that equal values are equal texts. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => byCodeUnits(a, b)));
  });
}
