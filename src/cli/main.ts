import { Command } from 'commander';
import { addApply } from './commands/apply.js';
import { addBulk } from './commands/bulk.js';
import { addDecisions } from './commands/decisions.js';
import { addDefer } from './commands/defer.js';
import { addExplain } from './commands/explain.js';
import { addInventory } from './commands/inventory.js';
import { addList } from './commands/list.js';
import { addNew } from './commands/new.js';
import { addPlan } from './commands/plan.js';
import { addQuery } from './commands/query.js';
import { addRedo } from './commands/redo.js';
import { addReview } from './commands/review.js';
import { addRuns } from './commands/runs.js';
import { addSecrets } from './commands/secrets.js';
import { addShow } from './commands/show.js';
import { addStatus } from './commands/status.js';
import { addTest } from './commands/test.js';
import { addTree } from './commands/tree.js';
import { addUndo } from './commands/undo.js';
import { addWorker } from './commands/worker.js';
import { ExitCode } from './exit-code.js';
import { examples } from './invocation.js';
import { rebuildIfStale } from './rebuild.js';
import { reportError } from './report-error.js';
import { standardError, standardOutput } from './standard-streams.js';
import { toolVersion } from './tool-version.js';

/** What a command came to. */
export interface Finished {
  readonly exitCode: number;
  /** True when it was there to write files, and has: then its success does not hang on what it prints. */
  readonly hasWritten: boolean;
}

/** A command tells what it came to through this, since commander's actions answer nothing. */
export type Finish = (exitCode: number, facts?: { readonly hasWritten: boolean }) => void;

function help(): string {
  return examples(
    'codemod list  what there is',
    'codemod show sqlite-pool  what it does, and when it refuses',
    'codemod apply sqlite-pool --dry-run .  the diff, nothing is written',
    'codemod apply sqlite-pool src  carry it out',
    'codemod undo  take the last run back, byte for byte',
    'codemod explain POOL004  what a finding means',
  );
}

/** `secrets diff`, then `secrets`. */
function namesOf(command: Command): readonly string[] {
  return [...command.commands.map((inner) => `${command.name()} ${inner.name()}`), command.name()];
}

/** In the toolkit's clone, these run what was edited last. */
const SEES_SOURCES = new Set(['apply', 'plan', 'status', 'list', 'show', 'explain', 'test']);

/** Runs the command line. It throws only where that is a bug. */
export async function main(argv: readonly string[]): Promise<Finished> {
  let finished: Finished = { exitCode: ExitCode.done, hasWritten: false };
  const program = new Command('codemod');
  const finish: Finish = (exitCode, facts) => {
    finished = { exitCode, hasWritten: facts?.hasWritten ?? false };
  };
  program
    .description('Changes code on its syntax tree: only the bytes that are meant, dry runs first, nothing half-way.')
    .version(toolVersion().version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .showSuggestionAfterError()
    .addHelpText('after', help)
    // Its errors are drawn as all others are, when they are caught below.
    .configureOutput({
      writeOut: (text) => standardOutput.write(text),
      writeErr: (text) => standardError.write(text),
      outputError: () => {},
    })
    .exitOverride();
  for (const add of [
    addApply,
    addPlan,
    addReview,
    addBulk,
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
    addDecisions,
    addRuns,
    addUndo,
    addRedo,
    addWorker,
  ]) {
    add(program, finish).exitOverride().showSuggestionAfterError();
  }
  try {
    if (SEES_SOURCES.has(argv[2] ?? '')) {
      const rebuilt = rebuildIfStale(argv.slice(2));
      if (rebuilt !== null) return { exitCode: rebuilt, hasWritten: false };
    }
    await program.parseAsync(argv);
    return finished;
  } catch (thrown) {
    const commands = program.commands.flatMap(namesOf);
    return { exitCode: reportError(thrown, { argv, commands }), hasWritten: false };
  }
}
