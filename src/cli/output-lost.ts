import { CodemodError } from '../core/errors.js';
import { reasonOf } from '../files/io-error.js';
import { ExitCode, exitCodeFor } from './exit-code.js';
import { invocation } from './invocation.js';
import type { Finished } from './main.js';
import { standardError } from './standard-streams.js';

/**
 * Says that standard output did not take all that was printed, as on a full disk.
 *
 * @returns the exit code. What was printed is all that a command comes to which writes nothing: without it that one has
 * failed. A run that was carried out has not, and a code that tells of something else still tells it.
 */
export function outputLost(fault: Error, { exitCode, hasWritten }: Finished): number {
  const message = `Standard output is not complete, because it could not be written to: ${reasonOf(fault)}.`;
  const error = new CodemodError('output-lost', message, { cause: fault });
  const rest = hasWritten ? 'What the command had to write is written.' : `${error.code}: ${invocation()} explain ${error.code}`;
  standardError.write(`error ${error.message}\n${rest}\n`);
  return exitCode === ExitCode.done && !hasWritten ? exitCodeFor(error.code) : exitCode;
}
