import type { ProjectContext } from 'codex-codemod';
import type { Command } from './needed-files.js';
import type { params } from './params.js';

/** How the module of a command line writes what a command is made of. */
export interface Spelling {
  /** The decorator, without `@`: `cli.command("verify", epilog=EXIT_CODES)`. */
  readonly decorator: (command: Command) => string;
  /** The module `sys`. */
  readonly sys: string;
  /** A name of click: `click.option`, `option`. */
  readonly click: (name: string) => string;
}

/** The source of a command, without a line break at its end. */
export async function commandText(
  context: Pick<ProjectContext<typeof params>, 'template'>,
  command: Command,
  { decorator, sys, click }: Spelling,
): Promise<string> {
  const { task, identifier } = command;
  const names = Object.fromEntries(task.click.map((name) => [name.toLowerCase(), click(name)]));
  const values = { command: decorator(command), function: identifier, sys, ...names };
  return (await context.template(`commands/${task.name}.py`, values)).trimEnd();
}
