import type { Home } from './home.js';
import { SHARED_MODULES, type Task } from './tasks.js';

/** A file that the commands need: where its template lies, where it goes, what is filled in. */
export interface NeededFile {
  readonly template: string;
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
  readonly reason: string;
}

/** A command that is to be there: the name of its function in the module of the command line. */
export interface Command {
  readonly task: Task;
  readonly identifier: string;
}

/**
 * The modules and the tests of commands.
 *
 * @param ingestion the dotted name of the package that has the Ingestor; empty where no command needs it.
 */
export function neededFiles(home: Home, commands: readonly Command[], ingestion: string): readonly NeededFile[] {
  const modules = new Set([...SHARED_MODULES, ...commands.map(({ task }) => task.identifier)]);
  return [
    ...[...modules].sort().map((name) => moduleFile(home, name, name === 'ingest' ? { ingestion } : {})),
    testFile(home, 'conftest.py', { levels: String(home.testFolder.split('/').length), import_root: home.importRoot }),
    testFile(home, 'test_cli_tasks.py', { tasks: tasksOf(home) }),
    ...commands.map((command) => commandTest(home, command)),
  ];
}

/** The test of a whole command line that is new. */
export function groupTest(home: Home, commands: readonly Command[]): NeededFile {
  const names = `[${commands.map(({ task }) => JSON.stringify(task.name)).join(', ')}]`;
  return testFile(home, 'test_cli_group.py', { module: home.module, tasks: tasksOf(home), names });
}

function commandTest(home: Home, { task, identifier }: Command): NeededFile {
  const needsTasks = task.name === 'verify' || task.name === 'pool-check';
  const values = { module: home.module, function: identifier, ...(needsTasks ? { tasks: tasksOf(home) } : {}) };
  return testFile(home, `test_cli_${task.identifier}.py`, values);
}

function tasksOf({ package: name }: Home): string {
  return `${name}.cli_tasks`;
}

function moduleFile({ tasksFolder, module }: Home, name: string, values: NeededFile['values']): NeededFile {
  return {
    template: `tasks/${name}.py`,
    path: `${tasksFolder}/${name}.py`,
    values,
    reason: `What the commands of ${module} do.`,
  };
}

function testFile({ testFolder, module }: Home, name: string, values: NeededFile['values']): NeededFile {
  return {
    template: `tests/${name}`,
    path: `${testFolder}/${name}`,
    values,
    reason: `Shows that the commands of ${module} do what they promise.`,
  };
}
