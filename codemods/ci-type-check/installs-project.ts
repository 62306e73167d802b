import { type Command, commandsOf, rolesOfCommand, type Step } from 'codex-codemod';

/** What a step installs: the project or what it needs, only what its tests run with, or nothing. */
export type Installed = 'project' | 'test-tools' | 'nothing';

/** pytest and its plug-ins: where only these are installed, the project may not be there yet. */
const TEST_TOOLS = /^["']?(?:pytest(?:[-_][\w-]+)?|coverage|tox|nox)(?:$|[["'=<>~!])/;

export function installedBy(step: Step): Installed {
  const commands = commandsOf(step.run).filter((command) => rolesOfCommand(command).includes('install'));
  if (commands.length === 0) return 'nothing';
  return commands.every(bringsTestTools) ? 'test-tools' : 'project';
}

function bringsTestTools({ program, args }: Command): boolean {
  const wanted = args.slice(args.indexOf('install') + 1);
  return /^pip[\d.]*$/.test(program) && wanted.every((arg) => TEST_TOOLS.test(arg) || /^-(?:U|q|-upgrade|-quiet)$/.test(arg));
}
