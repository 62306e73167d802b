import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import type { Recipe } from '../core/recipe.js';
import { readChecked } from '../languages/read-checked.js';
import { builtInFolder } from '../pipeline/load-codemod.js';
import { makeRecipe } from './make-recipe.js';
import { type Config, RecipeSchema } from './recipe-schema.js';

const FILE = 'recipe.yaml';

/** The names of the toolkit's own recipes: the folders that hold one. */
export async function recipeNames(): Promise<readonly string[]> {
  const entries = await readdir(builtInFolder(), { withFileTypes: true });
  const isRecipe = (name: string): boolean => existsSync(path.join(builtInFolder(), name, FILE));
  return entries.flatMap((entry) => (entry.isDirectory() && isRecipe(entry.name) ? [entry.name] : [])).sort();
}

/** @throws CodemodError `config-invalid` for a recipe of ours that is badly written. */
export async function loadBuiltInRecipes(): Promise<readonly Recipe[]> {
  return (await recipeNames()).map((name) => readRecipe(name, path.join(builtInFolder(), name, FILE)));
}

/** A recipe of the repository's own, or of the toolkit, by its name; null when there is none. */
export async function findRecipe(name: string, config: Config): Promise<Recipe | null> {
  const own = Object.hasOwn(config.recipes, name) ? config.recipes[name] : undefined;
  const names = await recipeNames();
  if (own !== undefined && names.includes(name)) {
    throw new CodemodError(
      'config-invalid',
      `codemod.yaml: the recipe ${name} has the name of one of the toolkit. Give it another.`,
    );
  }
  if (own !== undefined) return makeRecipe(name, own, 'codemod.yaml');
  return names.includes(name) ? readRecipe(name, path.join(builtInFolder(), name, FILE)) : null;
}

/** A recipe in a file that the user named. */
export function readRecipe(name: string, file: string): Recipe {
  try {
    return makeRecipe(name, readChecked(file, readFileSync(file, 'utf8'), RecipeSchema), file);
  } catch (thrown) {
    if (thrown instanceof CodemodError) throw thrown;
    throw new CodemodError('path-missing', `${file} cannot be read.`, { path: file, cause: thrown });
  }
}
