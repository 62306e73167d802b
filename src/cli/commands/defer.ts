import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import type { ColorChoice } from '../terminal.js';

export interface DeferOptions {
  readonly reason?: string;
  readonly remove?: boolean;
  readonly dryRun?: boolean;
  readonly allowDirty?: boolean;
  readonly color: ColorChoice;
}

export function addDefer(program: Command, finish: Finish): Command {
  return program
    .command('defer')
    .argument('<step>', 'the id of a step, as `codemod show <recipe>` lists them')
    .argument('[path]', 'the repository (default: the current folder)')
    .description('leave a step of a recipe for later, and remember it in codemod.yaml')
    .option('--reason <text>', 'why; whoever reads codemod.yaml or the matrix sees it')
    .option('--remove', 'take the step up again')
    .option('--dry-run', 'print the diff; write nothing')
    .option('--allow-dirty', 'change codemod.yaml though it has uncommitted changes')
    .addHelpText('after', () =>
      examples('codemod defer click-cli --reason "after the next release"', 'codemod defer click-cli --remove'),
    )
    .action(async (step: string, path: string | undefined, options: DeferOptions) => {
      const { runDefer } = await import('../run-defer.js');
      finish(await runDefer(step, path, { ...options, color: 'auto' }), { hasWritten: options.dryRun !== true });
    });
}
