import type { Command } from 'commander';
import type { Codemod } from '../../core/codemod.js';
import type { Recipe } from '../../core/recipe.js';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
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
      const recipes = await loadBuiltInRecipes();
      const terminal = openTerminal('auto');
      terminal.out(json === true ? asJson(codemods, recipes) : asTable(codemods, recipes, terminal));
    });
}

function asJson(codemods: readonly Codemod[], recipes: readonly Recipe[]): string {
  const list = [
    ...codemods.map((codemod) => ({
      kind: 'codemod',
      name: codemod.name,
      version: codemod.version,
      languages: Object.keys(codemod.languages),
      summary: codemod.summary,
    })),
    ...recipes.map(({ name, version, description, steps }) => ({
      kind: 'recipe',
      name,
      version,
      summary: description,
      steps: steps.map(({ id }) => id),
    })),
  ];
  return `${JSON.stringify(list, null, 2)}\n`;
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
