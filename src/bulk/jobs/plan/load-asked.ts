import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { paramsOf } from '../../../core/codemod.js';
import { CodemodError } from '../../../core/errors.js';
import { resolveParams } from '../../../core/params.js';
import type { Recipe } from '../../../core/recipe.js';
import { describeFile } from '../../../pipeline/describe-module.js';
import { type LoadedCodemod, loadBuiltIn } from '../../../pipeline/load-codemod.js';
import type { IndexedCodemod } from '../../../pipeline/plan.js';
import { type BoundStep, bindRecipe } from '../../../recipes/bind-recipe.js';
import { findRecipe, readRecipe } from '../../../recipes/load-recipe.js';
import { MAPPING_CODEMOD, mappingParams } from '../../../recipes/map-targets.js';
import { NO_CONFIG } from '../../../recipes/read-config.js';
import type { Config } from '../../../recipes/recipe-schema.js';
import type { CampaignSpec } from '../../model/campaign-spec.js';

type Bound = LoadedCodemod & IndexedCodemod;

/** What a campaign runs, with the parameters that one repository gets. `codemods` are in the order of their indexes. */
export type Asked =
  | { readonly kind: 'codemod'; readonly codemods: readonly [Bound] }
  | {
      readonly kind: 'recipe';
      readonly codemods: readonly Bound[];
      readonly mapper: Bound;
      readonly steps: readonly BoundStep[];
    };

/**
 * Loads what a campaign runs.
 *
 * @throws CodemodError `module-changed`, `module-untrusted`, and as the loaders and {@link paramsOf} do.
 */
export async function loadAsked(
  spec: Pick<CampaignSpec, 'asked' | 'digest'>,
  target: { readonly params: Readonly<Record<string, string | readonly string[]>> },
  config: Config,
  trusts: (module: string) => boolean,
): Promise<Asked> {
  const { kind, name } = spec.asked;
  if (spec.digest !== null) checkModule(name, spec.digest, trusts);
  const given = { ...spec.asked.params, ...target.params };
  const isFile = spec.digest !== null;
  if (kind === 'recipe') return await boundRecipe(await recipeOf(name, isFile), config, given);
  const loaded = await loadCodemod(name, isFile);
  const own = config.params[loaded.codemod.name] ?? {};
  const params = paramsOf(loaded.codemod, { ...own, ...given });
  return { kind: 'codemod', codemods: [{ ...loaded, params, index: 0 }] };
}

/** What is asked for, in a line. @throws CodemodError `codemod-unknown`, `codemod-unloadable`, `recipe-unknown`, `config-invalid`. */
export async function summaryOf({ kind, name }: CampaignSpec['asked'], isFile: boolean): Promise<string> {
  if (kind === 'recipe') return (await recipeOf(name, isFile)).description;
  return (await loadCodemod(name, isFile)).codemod.summary;
}

function loadCodemod(name: string, isFile: boolean): Promise<LoadedCodemod> {
  return isFile ? describeFile(name) : loadBuiltIn(name);
}

/** All machines run the same, and only what they were told to trust. */
function checkModule(file: string, digest: string, trusts: (module: string) => boolean): void {
  if (!trusts(file)) {
    const message = `This worker was not told to load ${file}. Start it with --trust ${file}.`;
    throw new CodemodError('module-untrusted', message, { path: file });
  }
  if (digestOf(file) === digest) return;
  const message = `${file} is not what it was when the campaign was planned. Plan the campaign again.`;
  throw new CodemodError('module-changed', message, { path: file });
}

/** @throws CodemodError `path-missing`. */
export function digestOf(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch (thrown) {
    throw new CodemodError('path-missing', `${file} cannot be read.`, { path: file, cause: thrown });
  }
}

async function recipeOf(name: string, isFile: boolean): Promise<Recipe> {
  if (isFile) return readRecipe(path.basename(name).replace(/\.ya?ml$/, ''), name);
  const recipe = await findRecipe(name, NO_CONFIG);
  if (recipe === null) throw new CodemodError('recipe-unknown', `There is no recipe "${name}".`);
  return recipe;
}

async function boundRecipe(recipe: Recipe, config: Config, given: Readonly<Record<string, unknown>>): Promise<Asked> {
  const loaded = await loadBuiltIn(MAPPING_CODEMOD);
  const params = resolveParams(MAPPING_CODEMOD, loaded.codemod.params, mappingParams(config));
  const mapper = { ...loaded, params, index: 0 };
  const steps = await bindRecipe(recipe, config, given, 1);
  return { kind: 'recipe', mapper, steps, codemods: [mapper, ...steps.flatMap((step) => step.bound ?? [])] };
}
