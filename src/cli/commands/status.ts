import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';

export interface StatusOptions {
  readonly recipe: string;
  readonly json?: boolean;
}

export function addStatus(program: Command, finish: Finish): Command {
  return program
    .command('status')
    .argument('[path]', 'the repository (default: the current folder)')
    .description('tell how a repository stands: the matrix of a recipe, and what to do next')
    .option('--recipe <name>', 'the recipe whose steps are looked at', 'codex-setup')
    .option('--json', 'print JSON')
    .addHelpText('after', () => examples('codemod status', 'codemod status --recipe security ../server'))
    .action(async (path: string | undefined, options: StatusOptions) => {
      const { runStatus } = await import('../run-status.js');
      finish(await runStatus(path, options));
    });
}
