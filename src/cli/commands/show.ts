import { type Command, Option } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { PLAN_FORMATS, type PlanFormat } from '../plan-formats.js';
import type { ColorChoice } from '../terminal.js';
import { isPlanFile } from './apply.js';

export interface ShowOptions {
  readonly format?: PlanFormat;
  readonly json?: boolean;
  readonly color: ColorChoice;
}

export function addShow(program: Command, finish: Finish): Command {
  return program
    .command('show')
    .argument('<name>', 'a name from `codemod list`, the path of a codemod, or a plan file (-: from standard input)')
    .argument('[path]', 'of a plan: the repository (default: the current folder)')
    .description('show what a codemod or recipe promises and refuses, or what a plan would do')
    .addOption(new Option('--format <format>', 'of a plan: how it is shown (default: diff)').choices(PLAN_FORMATS))
    .option('--json', 'print JSON')
    .addOption(new Option('--color <when>', 'use colour').choices(['auto', 'always', 'never']).default('auto'))
    .addHelpText('after', () =>
      examples(
        'codemod show sqlite-pool',
        'codemod show ./codemods/rename-api/codemod.ts --json',
        'codemod show plan.json --format html > plan.html  a page to attach to a ticket',
        'codemod plan sqlite-pool -q | codemod show - --format sarif',
      ),
    )
    .action(async (argument: string, where: string | undefined, options: ShowOptions) => {
      if (isPlanFile(argument) || argument === '-') {
        const { runShowPlan } = await import('../run-show-plan.js');
        finish(await runShowPlan(argument, where ?? null, options));
        return;
      }
      const { runShow } = await import('../run-show.js');
      await runShow(argument, where, options);
    });
}
