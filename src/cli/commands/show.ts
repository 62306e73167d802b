import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { openTerminal } from '../terminal.js';

export function addShow(program: Command, _finish: Finish): Command {
  return program
    .command('show')
    .argument('<codemod>', 'a name from `codemod list`, or the path of a codemod')
    .description('show what a codemod or recipe promises and refuses, its parameters and codes')
    .option('--json', 'print JSON')
    .addHelpText('after', () => examples('codemod show sqlite-pool', 'codemod show ./codemods/rename-api/codemod.ts --json'))
    .action(async (argument: string, { json }: { json?: boolean }) => {
      const terminal = openTerminal('auto');
      const { configOf, namedRecipe } = await import('../named-recipe.js');
      const { resolveTargets } = await import('../../trees/targets.js');
      const config = await configOf(await resolveTargets([], process.cwd()));
      const recipe = await namedRecipe(argument, config);
      if (recipe !== null) {
        const { describeRecipe, describeRecipeAsJson } = await import('../describe-recipe.js');
        const { outColors, outColumns } = terminal;
        terminal.out(json === true ? describeRecipeAsJson(recipe) : await describeRecipe(recipe, outColors, outColumns));
        return;
      }
      const { loadNamed } = await import('../load-named.js');
      const { describeCodemod, describeAsJson } = await import('../describe-codemod.js');
      const loaded = await loadNamed(argument, Object.keys(config?.recipes ?? {}));
      terminal.out(json === true ? describeAsJson(loaded) : describeCodemod(loaded, terminal.outColors, terminal.outColumns));
    });
}
