import os from 'node:os';
import { getSystemErrorMap } from 'node:util';
import { CodemodError, messageOf, systemCode } from '../core/errors.js';

/**
 * Does something to a file; when the system refuses, says what was tried on which file and why it failed.
 *
 * @param doing completes "Cannot ...", such as `write`.
 * @throws CodemodError `io-error`, with the system's error as its cause.
 */
export function attempt<T>(doing: string, path: string, act: () => T): T {
  try {
    return act();
  } catch (thrown) {
    throw ioError(doing, path, thrown);
  }
}

export async function attemptAsync<T>(doing: string, path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw ioError(doing, path, thrown);
  }
}

function ioError(doing: string, path: string, thrown: unknown): CodemodError {
  if (thrown instanceof CodemodError) return thrown;
  return new CodemodError('io-error', `Cannot ${doing} ${path}: ${reasonOf(thrown)}.`, { path, cause: thrown });
}

/** "no space left on device (ENOSPC)". Node's own message holds the path by which the file was opened, which says nothing to a person. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof CodemodError && systemCode(thrown.cause) !== null) return reasonOf(thrown.cause);
  if (systemCode(thrown) === null || !(thrown instanceof Error)) return messageOf(thrown);
  const number = 'errno' in thrown && typeof thrown.errno === 'number' ? thrown.errno : 0;
  const [name, words] = getSystemErrorMap().get(number) ?? unmapped(-number);
  return `${words} (${name})`;
}

/** Node has no words for some errors, such as that of a full quota. */
function unmapped(number: number): readonly [string, string] {
  const name = Object.entries(os.constants.errno).find(([, value]) => value === number)?.[0] ?? `error ${number}`;
  return [name, name === 'EDQUOT' ? 'disk quota exceeded' : 'the system refused'];
}

/** The system error's code behind an error of {@link attempt}, or null. */
export function ioCode(thrown: unknown): string | null {
  return systemCode(thrown instanceof CodemodError ? thrown.cause : thrown);
}
