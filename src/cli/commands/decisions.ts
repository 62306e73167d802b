import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { collect } from '../option-values.js';

export interface DecisionsOptions {
  /** Ids as they are listed, or `all`. */
  readonly forget?: readonly string[];
  readonly json?: boolean;
}

export function addDecisions(program: Command, finish: Finish): Command {
  return program
    .command('decisions')
    .argument('[path]', 'the repository (default: the current folder)')
    .description('list what was rejected in reviews, and forget it')
    .option('--forget <id>', 'let runs ask about it again (repeatable; "all": everything)', collect)
    .option('--json', 'print JSON')
    .addHelpText('after', () => examples('codemod decisions', 'codemod decisions --forget 3f9c0a1b2c3d4e5f'))
    .action(async (path: string | undefined, options: DecisionsOptions) => {
      const { runDecisions } = await import('../run-decisions.js');
      finish(await runDecisions(path, options), { hasWritten: options.forget !== undefined });
    });
}
