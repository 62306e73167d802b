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
  const code = systemCode(thrown);
  if (code === null || !(thrown instanceof Error)) return messageOf(thrown);
  const known = 'errno' in thrown && typeof thrown.errno === 'number' ? getSystemErrorMap().get(thrown.errno) : undefined;
  return `${known?.[1] ?? 'system error'} (${code})`;
}

/** The system error's code behind an error of {@link attempt}, or null. */
export function ioCode(thrown: unknown): string | null {
  return systemCode(thrown instanceof CodemodError ? thrown.cause : thrown);
}
