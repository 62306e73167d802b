import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { describeFile } from '../pipeline/describe-module.js';
import { builtInNames, type LoadedCodemod, loadBuiltIn } from '../pipeline/load-codemod.js';
import { localModule } from './local-modules.js';
import { npmTransform } from './npm-transform.js';

const MODULE = /\.([cm]?js|[cm]?ts|ya?ml)$/;

/**
 * Loads the codemod that a person named: a name of the toolkit's own, a path (it has a `/` or the ending of a module), or
 * one of an installed package (`npm:`). Nothing else is ever searched for one, the repository at hand least of all.
 *
 * @param ownRecipes the names of the repository's own recipes, which a misspelt name may have meant.
 * @param load what is to become of a module: by default it is described, and evaluated where it is run.
 * @throws CodemodError `codemod-unknown`, `codemod-unloadable` or `usage`.
 */
export async function loadNamed(
  argument: string,
  ownRecipes: readonly string[],
  load: (file: string) => Promise<LoadedCodemod> = describeFile,
): Promise<LoadedCodemod> {
  if (argument.startsWith('npm:')) return load(await npmTransform(argument, process.cwd()));
  if (argument.includes('/') || MODULE.test(argument)) return load(path.resolve(argument));
  const codemods = await builtInNames();
  if (codemods.includes(argument)) return loadBuiltIn(argument);
  const standing = localModule(argument);
  const message =
    standing === null
      ? await unknownName(argument, codemods, ownRecipes)
      : `There is no codemod "${argument}" in the toolkit. One of your own is named by its path: ${standing}`;
  throw new CodemodError('codemod-unknown', message);
}

async function unknownName(argument: string, codemods: readonly string[], ownRecipes: readonly string[]): Promise<string> {
  const { recipeNames } = await import('../recipes/load-recipe.js');
  const recipes = [...(await recipeNames()), ...ownRecipes];
  const hint =
    didYouMean(argument, [...codemods, ...recipes]) ??
    `There are: ${codemods.join(', ')}, and the recipes ${recipes.join(', ')}.`;
  return `There is no codemod or recipe "${argument}". ${hint}`;
}
