import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import type { Recipe } from '../core/recipe.js';
import { didYouMean } from '../core/suggest.js';
import { builtInFolder, builtInNames } from '../pipeline/load-codemod.js';
import type { Config } from '../recipes/recipe-schema.js';
import type { Targets } from '../trees/targets.js';
import { WorkTree } from '../trees/work-tree.js';

const CONFIG_FILE = 'codemod.yaml';
const RECIPE_FILE = /\.ya?ml$/;

/** What a repository's `codemod.yaml` says, or null where there is none. What reads it is loaded only then. */
export async function configOf({ root, repository }: Targets): Promise<Config | null> {
  if (lstatSync(path.join(root, CONFIG_FILE), { throwIfNoEntry: false }) === undefined) return null;
  const { readConfig } = await import('../recipes/read-config.js');
  const config = await readConfig(new WorkTree(root, repository));
  await checkNames(config);
  return config;
}

/** A misspelt name would be silence where something was asked for. */
async function checkNames({ params, recipes }: Config): Promise<void> {
  const given = Object.keys(params);
  if (given.length === 0) return;
  const { recipeNames } = await import('../recipes/load-recipe.js');
  const known = [...(await builtInNames()), ...(await recipeNames()), ...Object.keys(recipes)];
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, known) ?? 'See: codemod list.';
  throw new CodemodError('config-invalid', `codemod.yaml: params.${unknown} is neither a codemod nor a recipe. ${hint}`);
}

/**
 * The recipe that a person named: by its name, or the path of a YAML file. Null: it is no recipe's name.
 *
 * @throws CodemodError `config-invalid`, `path-missing`.
 */
export async function namedRecipe(argument: string, config: Config | null): Promise<Recipe | null> {
  if (RECIPE_FILE.test(argument)) {
    if (argument.startsWith('npm:') || (await isRuleFile(argument))) return null;
    const { readRecipe } = await import('../recipes/load-recipe.js');
    return readRecipe(path.basename(argument).replace(RECIPE_FILE, ''), argument);
  }
  const isName = /^[a-z][a-z0-9-]*$/.test(argument);
  const isOurs = isName && existsSync(path.join(builtInFolder(), argument, 'recipe.yaml'));
  if (!isOurs && !(config !== null && Object.hasOwn(config.recipes, argument))) return null;
  const { findRecipe } = await import('../recipes/load-recipe.js');
  return await findRecipe(argument, config ?? (await noConfig()));
}

/** Rules of ast-grep are YAML as well, and codemods. */
async function isRuleFile(file: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  const { isRuleText } = await import('../languages/ast-grep/read-rules.js');
  return isRuleText(readFileSync(file, 'utf8'));
}

/** The same, for a command that takes nothing but recipes. @throws CodemodError `recipe-unknown`. */
export async function requireRecipe(argument: string, config: Config | null): Promise<Recipe> {
  const recipe = await namedRecipe(argument, config);
  if (recipe !== null) return recipe;
  const { recipeNames } = await import('../recipes/load-recipe.js');
  const names = [...(await recipeNames()), ...Object.keys(config?.recipes ?? {})];
  const isCodemod = (await builtInNames()).includes(argument);
  const hint = didYouMean(argument, names) ?? (names.length === 0 ? '' : `There are: ${names.join(', ')}.`);
  throw new CodemodError(
    'recipe-unknown',
    `${isCodemod ? `${argument} is a codemod, not a recipe.` : `There is no recipe "${argument}".`} ${hint}`.trim(),
  );
}

async function noConfig(): Promise<Config> {
  return (await import('../recipes/read-config.js')).NO_CONFIG;
}
