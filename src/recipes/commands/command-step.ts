import type { ErrorRecord } from '../../records/errors-log.js';
import type { Targets } from '../../trees/targets.js';
import type { Mapping } from '../map-targets.js';
import type { CommandReport } from '../matrix.js';
import type { Config } from '../recipe-schema.js';

/** What a command step may look at. */
export interface CommandContext {
  readonly targets: Targets;
  readonly config: Config;
  readonly mapping: Mapping;
  /** Version of the toolkit. */
  readonly tool: string;
  /** Files with uncommitted changes may be written. */
  readonly allowDirty: boolean;
}

/** What a command step has to tell the errors log; run and time are those of the recipe's run. */
export type CommandRecord = Omit<ErrorRecord, 'ts' | 'run' | 'step'>;

/**
 * A step that is no codemod: it runs tools or writes records around the plan. It is idempotent: run again, after a kill
 * too, it leaves the same.
 */
export interface CommandStep {
  /** How the step stands, without writing anything. */
  look(context: CommandContext): Promise<CommandReport & { readonly records: readonly CommandRecord[] }>;
  /** Does it, after the plan is carried out. Absent for a step that only looks. */
  run?(context: CommandContext): Promise<void>;
}
