import type { CommandName } from '../../core/recipe.js';
import type { CommandStep } from './command-step.js';
import { inventoryStep } from './inventory.js';
import { mappingStep } from './mapping.js';
import { preflightStep } from './preflight.js';
import { recordsStep } from './records.js';
import { secretsBaselineStep } from './secrets-baseline.js';

/** What each command step does. `results` tells of all others, and is written by whoever runs them. */
export const COMMANDS: Readonly<Record<Exclude<CommandName, 'results'>, CommandStep>> = {
  records: recordsStep,
  mapping: mappingStep,
  inventory: inventoryStep,
  preflight: preflightStep,
  'secrets-baseline': secretsBaselineStep,
};
