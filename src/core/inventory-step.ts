import type { Change } from './change.js';
import type { Plan } from './plan.js';

/** The step that writes the inventory of a repository, as plans name it. */
export const INVENTORY_STEP = 'inventory';

/** Where an inventory stands: the only files of `.codex` that a plan may be about. Where both do, the first is the one that counts. */
export const INVENTORY_PATHS = { plain: '.codex/inventory.json', compressed: '.codex/inventory.json.gz' } as const;

export function isInventoryPath(path: string): boolean {
  return path === INVENTORY_PATHS.plain || path === INVENTORY_PATHS.compressed;
}

/** True for what the step alone has made of an inventory, in a plan that names the step. Everything else in `.codex` is refused. */
export function isInventoryChange(change: Change, { codemods }: Pick<Plan, 'codemods'>): boolean {
  if (!isInventoryPath(change.path) || change.kind === 'rename') return false;
  const steps = 'steps' in change ? change.steps.map(({ codemod }) => codemod) : [];
  const makers = change.kind === 'modify' ? steps : [change.codemod, ...steps];
  return makers.length > 0 && makers.every((name) => name === INVENTORY_STEP) && codemods.some(isStep);
}

function isStep({ name }: { readonly name: string }): boolean {
  return name === INVENTORY_STEP;
}
