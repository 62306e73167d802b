import type { ProjectContext, ProjectYield } from 'codex-codemod';
import { commandText, type Spelling } from './command-text.js';
import type { Home } from './home.js';
import type { Command } from './needed-files.js';
import type { params } from './params.js';

const SPELLING: Spelling = {
  decorator: ({ task }) => `cli.command(${JSON.stringify(task.name)}, epilog=EXIT_CODES)`,
  sys: 'sys',
  click: (name) => `click.${name}`,
};

/** The module of a new command line. */
export async function createCli(
  context: ProjectContext<typeof params>,
  home: Home,
  commands: readonly Command[],
): Promise<ProjectYield> {
  const texts: string[] = [];
  for (const command of commands) texts.push(await commandText(context, command, SPELLING));
  const text = await context.template('cli.py', {
    name: home.package,
    module: home.module,
    imports: importsOf(commands),
    commands: texts.join('\n\n\n'),
  });
  return { kind: 'create', path: home.path, text, reason: `The command line of ${home.package}.` };
}

function importsOf(commands: readonly Command[]): string {
  const handlers = commands.map(({ task }) => `from .cli_tasks.${task.identifier} import ${task.handler}`);
  const shared = [
    'from .cli_tasks.exit_codes import EXIT_CODES',
    'from .cli_tasks.log_level import log_level_option',
    'from .cli_tasks.run import run_task',
  ];
  return [...handlers, ...shared].sort().join('\n');
}
