import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';

export interface ReviewOptions {
  readonly tty?: boolean;
  readonly allowDirty?: boolean;
}

export function addReview(program: Command, finish: Finish): Command {
  return program
    .command('review')
    .argument('<plan>', 'a file that `codemod plan` has saved')
    .argument('[path]', 'the repository (default: the current folder)')
    .description('decide about a plan hunk by hunk, in a browser or in this terminal, and carry it out')
    .option('--tty', 'in this terminal')
    .option('--allow-dirty', 'change files that have uncommitted changes')
    .addHelpText('after', () => examples('codemod review plan.json', 'codemod review plan.json --tty'))
    .action(async (plan: string, path: string | undefined, options: ReviewOptions) => {
      const { runReview } = await import('../run-review.js');
      // Decisions are written at once: they do not hang on what is printed.
      finish(await runReview(plan, path ?? null, options), { hasWritten: true });
    });
}
