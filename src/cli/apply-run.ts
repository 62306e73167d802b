import type { Config } from '../recipes/recipe-schema.js';
import type { Targets } from '../trees/targets.js';
import type { Interruption } from './interruption.js';
import type { RunApplyOptions } from './run-apply.js';
import type { Terminal } from './terminal.js';

/** What every `codemod apply` is made of, of a codemod or a recipe. */
export interface ApplyRun {
  /** The name of the codemod or recipe as it was typed. */
  readonly typed: string;
  readonly targets: Targets;
  /** The repository's `codemod.yaml`; null where there is none. */
  readonly config: Config | null;
  readonly options: RunApplyOptions;
  readonly interruption: Interruption;
  readonly terminal: Terminal;
}
