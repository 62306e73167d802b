import type { Command } from 'commander';
import type { Codemod } from '../../core/codemod.js';
import type { Recipe } from '../../core/recipe.js';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { answer } from '../report/answer.js';
import { wrapProse } from '../report/prose.js';
import { openTerminal, type Terminal } from '../terminal.js';

export function addList(program: Command, _finish: Finish): Command {
  return program
    .command('list')
    .description('list the codemods and recipes: name, languages, one sentence')
    .option('--json', 'print JSON')
    .addHelpText('after', () => examples('codemod list', 'codemod list --json'))
    .action(async ({ json }: { json?: boolean }) => {
      const { loadAllBuiltIn } = await import('../../pipeline/load-codemod.js');
      const { loadBuiltInRecipes } = await import('../../recipes/load-recipe.js');
      const codemods = (await loadAllBuiltIn()).map(({ codemod }) => codemod);
      const recipes = [...(await loadBuiltInRecipes()), ...(await ownRecipes())];
      const terminal = openTerminal('auto');
      terminal.out(json === true ? asJson(codemods, recipes) : asTable(codemods, recipes, terminal));
    });
}

/** Those of the repository at hand, by its codemod.yaml. */
async function ownRecipes(): Promise<readonly Recipe[]> {
  const { configOf } = await import('../named-recipe.js');
  const { resolveTargets } = await import('../../trees/targets.js');
  const { makeRecipe } = await import('../../recipes/make-recipe.js');
  const config = await configOf(await resolveTargets([], process.cwd()));
  return Object.entries(config?.recipes ?? {}).map(([name, text]) => makeRecipe(name, text, 'codemod.yaml'));
}

function asJson(codemods: readonly Codemod[], recipes: readonly Recipe[]): string {
  return answer('list', {
    codemods: codemods.map(({ name, version, languages, summary }) => {
      return { name, version, languages: Object.keys(languages), summary };
    }),
    recipes: recipes.map(({ name, version, description, steps }) => {
      return { name, version, summary: description, steps: steps.map(({ id }) => id) };
    }),
  });
}

function asTable(codemods: readonly Codemod[], recipes: readonly Recipe[], terminal: Terminal): string {
  const { outColors, outColumns } = terminal;
  const rows = [
    ...codemods.map(
      ({ name, languages, summary }) => [name, Object.keys(languages).join(', ') || 'whole files', summary] as const,
    ),
    ...recipes.map(({ name, steps, description }) => [name, `recipe of ${steps.length} steps`, description] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(([name, what, sentence]) => `${outColors.bold(name.padEnd(width))}  ${what}\n${wrapProse(sentence, outColumns, '  ')}\n`)
    .join('');
}
