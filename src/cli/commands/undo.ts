import { type Command, Option } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import type { ColorChoice } from '../terminal.js';

/** The options of `codemod undo` and `codemod redo`, as commander hands them over. */
export interface UndoOptions {
  readonly dryRun?: boolean;
  readonly partial?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
}

const NOTES = `
A run may be shortened: its beginning, or the beginning of its last eight
digits. A folder is named with a slash: ./server. To undo an undo is to redo.

Exit codes: 0 done, 2 usage or no such run, 3 refused (files changed since,
lock, files that cannot be written), 4 the writing failed, or --partial has
left files as they are, 70 a bug, 130 interrupted.
`;

export function addUndo(program: Command, finish: Finish): Command {
  const help = (): string =>
    examples(
      'codemod undo --dry-run  the diff that the undo of the last run would make',
      'codemod undo  take the last run back that is not undone',
      'codemod undo 1a2b3c4d ../server  take back the run of these last digits in a repository',
      'codemod undo --partial  all but the files that changed since',
    );
  return addReversal(program, finish, 'undo', 'take a run back: the exact bytes, modes and names from before it', help);
}

/** The two commands are one, in two directions. */
export function addReversal(
  program: Command,
  finish: Finish,
  verb: 'undo' | 'redo',
  description: string,
  help: () => string,
): Command {
  const which = verb === 'undo' ? 'the last that is not undone' : 'the one that was undone last';
  return program
    .command(verb)
    .argument('[run]', `a run from \`codemod runs\` (default: ${which})`)
    .argument('[path]', 'a folder of the repository (default: the current one)')
    .description(description)
    .option('--dry-run', 'print the diff and a summary; write nothing')
    .option('--partial', 'leave files that changed since as they are, and do the rest')
    .option('--json', 'print one JSON object instead of the diff and the summary')
    .option('-q, --quiet', 'print no summary')
    .addOption(new Option('--color <when>', 'use colour').choices(['auto', 'always', 'never']).default('auto'))
    .addHelpText('after', () => help() + NOTES)
    .action(async (run: string | undefined, path: string | undefined, options: UndoOptions) => {
      const { runReversal } = await import('../run-reversal.js');
      finish(await runReversal(verb, run, path, options), { hasWritten: options.dryRun !== true });
    });
}
