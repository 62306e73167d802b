import { Command, CommanderError } from 'commander';
import { visible, visibleLine } from '../core/display.js';
import { CodemodError, messageOf } from '../core/errors.js';
import { addApply } from './commands/apply.js';
import { addDefer } from './commands/defer.js';
import { addExplain } from './commands/explain.js';
import { addInventory } from './commands/inventory.js';
import { addList } from './commands/list.js';
import { addNew } from './commands/new.js';
import { addQuery } from './commands/query.js';
import { addSecrets } from './commands/secrets.js';
import { addShow } from './commands/show.js';
import { addStatus } from './commands/status.js';
import { addTest } from './commands/test.js';
import { addTree } from './commands/tree.js';
import { ExitCode, exitCodeFor } from './exit-code.js';
import { examples, invocation } from './invocation.js';
import { rebuildIfStale } from './rebuild.js';
import { openTerminal } from './terminal.js';
import { toolVersion } from './tool-version.js';

/** A command tells its exit code through this, since commander's actions answer nothing. */
export type Finish = (exitCode: number) => void;

function help(): string {
  return examples(
    'codemod list  what there is',
    'codemod show sqlite-pool  what it does, and when it refuses',
    'codemod apply sqlite-pool --dry-run .  the diff, nothing is written',
    'codemod apply sqlite-pool src  carry it out',
    'codemod explain POOL004  what a finding means',
  );
}

/** In the toolkit's clone, these run what was edited last. */
const SEES_SOURCES = new Set(['apply', 'list', 'show', 'explain', 'test']);

/** Runs the command line. @returns the exit code; it throws only where that is a bug. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = ExitCode.done;
  const program = new Command('codemod');
  const finish: Finish = (code) => {
    exitCode = code;
  };
  program
    .description('Changes code on its syntax tree: only the bytes that are meant, dry runs first, nothing half-way.')
    .version(toolVersion().version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for what there is)')
    .addHelpText('after', help)
    .exitOverride();
  for (const add of [
    addApply,
    addList,
    addShow,
    addExplain,
    addNew,
    addTest,
    addQuery,
    addTree,
    addInventory,
    addSecrets,
    addStatus,
    addDefer,
  ]) {
    add(program, finish).exitOverride().showSuggestionAfterError();
  }
  try {
    if (SEES_SOURCES.has(argv[2] ?? '')) {
      const rebuilt = rebuildIfStale(argv.slice(2));
      if (rebuilt !== null) return rebuilt;
    }
    await program.parseAsync(argv);
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    return reportFailure(thrown);
  }
}

/** Draws an error for a person. What is not ours is a bug, and says so. */
function reportFailure(thrown: unknown): number {
  const terminal = openTerminal('auto');
  const { red, dim } = terminal.errColors;
  if (thrown instanceof CodemodError) {
    terminal.err(`${red('error')} ${visible(thrown.message)}\n`);
    terminal.err(dim(`${thrown.code}: ${invocation()} explain ${visibleLine(thrown.code)}\n`));
    return exitCodeFor(thrown.code);
  }
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown);
  terminal.err(`${red('bug')} This should not have happened. Please report it, with the command:\n${visible(stack)}\n`);
  return ExitCode.broken;
}
