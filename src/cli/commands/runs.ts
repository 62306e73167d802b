import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';

export interface RunsOptions {
  readonly json?: boolean;
}

const NOTES = `
The last 20 runs keep what is needed to undo them. Older ones are told by
.codex/change_log.md alone.
`;

export function addRuns(program: Command, finish: Finish): Command {
  return program
    .command('runs')
    .argument('[path]', 'a folder of the repository (default: the current one)')
    .description('list the last runs: when, what, how many files, undone or not')
    .option('--json', 'print one JSON object')
    .addHelpText('after', () => examples('codemod runs', 'codemod runs ../server --json') + NOTES)
    .action(async (path: string | undefined, options: RunsOptions) => {
      const { runRuns } = await import('../run-runs.js');
      finish(await runRuns(path, options));
    });
}
