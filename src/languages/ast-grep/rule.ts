import type { Grammar } from './grammars.js';
import type { RuleObject } from './rule-schema.js';
import type { Template } from './template.js';

/** A rule, ready to be run. Plain data, and no parser yet. */
export interface Rule extends Part {
  readonly id: string;
  readonly grammar: Grammar;
  /** Of the findings that it makes. */
  readonly code: string;
  readonly message: Template;
  readonly rewriters: ReadonlyMap<string, Part>;
  /** True for a path that the rule is about, as its `files` and `ignores` say. */
  takes(path: string): boolean;
}

/** What rules and rewriters have in common. */
export interface Part {
  readonly rule: RuleObject;
  readonly constraints: Readonly<Record<string, RuleObject>>;
  readonly utils: Readonly<Record<string, RuleObject>>;
  /** What napi makes of metavariables. */
  readonly transform: Readonly<Record<string, unknown>>;
  /** What is made by rewriters, which napi does not know. */
  readonly rewrites: ReadonlyMap<string, Rewrite>;
  /** Null for a rule that only reports. */
  readonly fix: FixParts | null;
}

export interface Rewrite {
  readonly source: { readonly name: string; readonly kind: 'one' | 'many' };
  readonly rewriters: readonly string[];
  /** What stands between the results where all else is left out; null: the results stand in the text that they were made of. */
  readonly joinBy: string | null;
}

export interface FixParts {
  readonly template: Template;
  readonly expandStart: Expansion | null;
  readonly expandEnd: Expansion | null;
}

/** A fix takes the nearest sibling in that direction which the rule matches, and all in between. */
export interface Expansion {
  readonly rule: RuleObject;
  readonly stopBy: 'neighbor' | 'end' | RuleObject;
}
