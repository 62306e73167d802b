import type { ParamSpecs } from './params.js';

/** Steps of a recipe that are no codemod: they run tools or write records, around the plan of the codemods. */
export const COMMAND_STEPS = ['records', 'preflight', 'mapping', 'secrets-baseline', 'inventory', 'results'] as const;
export type CommandName = (typeof COMMAND_STEPS)[number];

/** What a repository can have that steps are about; see the codemod `map-targets`. */
export const TARGET_ROLES = [
  'package',
  'session-logger',
  'connection-pool',
  'viewer',
  'cli',
  'workflow',
  'contributing',
  'readme',
  'pre-commit',
] as const;
export type TargetRole = (typeof TARGET_ROLES)[number];

/** One step of a recipe. */
export interface RecipeStep {
  /** Unique in its recipe; by default the name of what it runs. */
  readonly id: string;
  /** Such as `3.4`, for the matrix. */
  readonly phase: string;
  /** What it is about, in a few words, for the matrix. */
  readonly area: string;
  readonly run: { readonly kind: 'codemod'; readonly name: string } | { readonly kind: 'command'; readonly name: CommandName };
  /** Parameters of the codemod; `${name}` stands for a parameter of the recipe. */
  readonly with: Readonly<Record<string, unknown>>;
  /** The step is skipped where the repository has no such target. */
  readonly when: TargetRole | null;
  /** Ids of steps before it; when one of them failed, it is not tried. */
  readonly needs: readonly string[];
}

/** A list of steps, run as one plan and one run. */
export interface Recipe {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly params: ParamSpecs;
  readonly steps: readonly RecipeStep[];
}
