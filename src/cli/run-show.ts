import { CodemodError } from '../core/errors.js';
import { resolveTargets } from '../trees/targets.js';
import type { ShowOptions } from './commands/show.js';
import { configOf, namedRecipe } from './named-recipe.js';
import { openTerminal } from './terminal.js';

/** `codemod show` of a codemod or recipe. */
export async function runShow(argument: string, where: string | undefined, { format, json, color }: ShowOptions): Promise<void> {
  if (format !== undefined || where !== undefined) {
    throw new CodemodError('usage', 'A plan has formats and a folder, a codemod has not. To save a plan: codemod plan.');
  }
  const terminal = openTerminal(color);
  const config = await configOf(await resolveTargets([], process.cwd()));
  const recipe = await namedRecipe(argument, config);
  if (recipe !== null) {
    const { describeRecipe, describeRecipeAsJson } = await import('./describe-recipe.js');
    const { outColors, outColumns } = terminal;
    terminal.out(json === true ? describeRecipeAsJson(recipe) : await describeRecipe(recipe, outColors, outColumns));
    return;
  }
  const { loadNamed } = await import('./load-named.js');
  const { describeCodemod, describeAsJson } = await import('./describe-codemod.js');
  const loaded = await loadNamed(argument, Object.keys(config?.recipes ?? {}));
  terminal.out(
    json === true ? describeAsJson(loaded) : describeCodemod(argument, loaded, terminal.outColors, terminal.outColumns),
  );
}
