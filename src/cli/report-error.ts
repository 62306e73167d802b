import { CommanderError } from 'commander';
import { visible, visibleLine } from '../core/display.js';
import { CodemodError, messageOf } from '../core/errors.js';
import { ExitCode, exitCodeFor } from './exit-code.js';
import { asTyped, invocation } from './invocation.js';
import { type AnsweredError, errorAnswer } from './report/answer.js';
import { wrapProse } from './report/prose.js';
import { openTerminal } from './terminal.js';

interface CommandLine {
  /** As `process.argv`. */
  readonly argv: readonly string[];
  /** The names of all commands, those of two words before those of their first. */
  readonly commands: readonly string[];
}

/**
 * Draws what ended a command for a person, and with `--json` for a program too. What is not ours is a bug, and says so.
 *
 * @returns the exit code.
 */
export function reportError(thrown: unknown, line: CommandLine): number {
  if (thrown instanceof CommanderError) {
    if (thrown.exitCode === 0) return ExitCode.done;
    // Then it has shown the help.
    return thrown.code === 'commander.help'
      ? ExitCode.usage
      : reportKnown(new CodemodError('usage', sentence(thrown.message)), line);
  }
  return thrown instanceof CodemodError ? reportKnown(thrown, line) : reportBug(thrown, line);
}

/** Commander's message in the form of our own. */
function sentence(message: string): string {
  const plain = message
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (.+)\?\)$/, (_, names: string) => `. Did you mean "${names}"?`);
  const ended = /[.?!]$/.test(plain) ? plain : `${plain}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}

function reportKnown(error: CodemodError, line: CommandLine): number {
  const terminal = openTerminal('auto');
  const { red, dim } = terminal.errColors;
  const exitCode = exitCodeFor(error.code);
  const message = asTyped(error.message);
  printJson({ code: error.code, message, path: error.path ?? null, exitCode }, line);
  // The first word is coloured after the lines are broken: a colour has no width.
  const text = wrapProse(`error ${visible(message)}`, terminal.columns).replace(/^error/, red('error'));
  terminal.err(`${text}\n${dim(nextStep(error.code, line))}\n`);
  return exitCode;
}

function nextStep(code: string, { argv, commands }: CommandLine): string {
  if (code !== 'usage') return `${visibleLine(code)}: ${invocation()} explain ${visibleLine(code)}`;
  const command = typedCommand(argv, commands);
  return `usage: ${invocation()} ${command === null ? '' : `${command} `}--help`;
}

function reportBug(thrown: unknown, line: CommandLine): number {
  const terminal = openTerminal('auto');
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown);
  printJson({ code: 'internal', message: messageOf(thrown), path: null, exitCode: ExitCode.broken }, line);
  terminal.err(
    `${terminal.errColors.red('bug')} This should not have happened. Please report it, with the command:\n${visible(stack)}\n`,
  );
  return ExitCode.broken;
}

function printJson(error: AnsweredError, { argv, commands }: CommandLine): void {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  if (!asksForJson(options)) return;
  openTerminal('auto').out(errorAnswer(typedCommand(options, commands), error));
}

function typedCommand(argv: readonly string[], commands: readonly string[]): string | null {
  const typed = argv.slice(2, 4).join(' ');
  return commands.find((name) => typed === name || typed.startsWith(`${name} `)) ?? null;
}

function asksForJson(options: readonly string[]): boolean {
  if (options.includes('--json') || options.includes('--json-lines') || options.includes('--format=json')) return true;
  return options.some((option, index) => option === '--format' && options[index + 1] === 'json');
}
