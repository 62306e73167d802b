import { resolveParams } from '../core/params.js';
import type { Recipe } from '../core/recipe.js';
import { type LoadedCodemod, loadBuiltIn } from '../pipeline/load-codemod.js';
import type { IndexedCodemod } from '../pipeline/plan.js';
import { bindRecipe } from '../recipes/bind-recipe.js';
import type { RecipeJob } from '../recipes/examine.js';
import { MAPPING_CODEMOD, mappingParams } from '../recipes/map-targets.js';
import type { Config } from '../recipes/recipe-schema.js';
import type { Targets } from '../trees/targets.js';

/** A recipe with its parameters for one repository, and the codemods that it runs, in the order of their indexes. */
export interface BoundRecipe {
  readonly recipe: Recipe;
  readonly job: RecipeJob;
  readonly codemods: readonly (LoadedCodemod & IndexedCodemod)[];
}

/** @throws CodemodError as {@link bindRecipe}. */
export async function bindJob(
  recipe: Recipe,
  config: Config,
  targets: Targets,
  given: Readonly<Record<string, unknown>>,
  allowDirty = false,
): Promise<BoundRecipe> {
  const loaded = await loadBuiltIn(MAPPING_CODEMOD);
  const params = resolveParams(MAPPING_CODEMOD, loaded.codemod.params, mappingParams(config));
  const mapper = { ...loaded, params, index: 0 };
  const steps = await bindRecipe(recipe, config, given, 1);
  const codemods = [mapper, ...steps.flatMap(({ bound }) => bound ?? [])];
  return { recipe, job: { steps, mapper, targets, config, allowDirty }, codemods };
}
