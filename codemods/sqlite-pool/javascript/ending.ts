import type { Driver } from './drivers.js';
import type { Eviction } from './eviction.js';

/** Statements of which no error gets out. */
export function quietly(statements: string): string {
  return `try {\n${indented(statements)}\n} catch {\n  // The first error is the one that counts.\n}`;
}

/** Takes the connection out and closes it. Closing ends its transaction: https://www.sqlite.org/c3ref/close.html */
export function discarding(connection: string, { calls }: Driver, { text, isOwnName, mayFail }: Eviction): string {
  const closing = quietly(`${calls === 'await' ? 'await ' : ''}${connection}.close();`);
  const evicting = mayFail ? quietly(text) : text;
  return isOwnName ? `${closing}\n${evicting}` : `${evicting}\n${closing}`;
}

/** Rolls the connection back; only if that fails it is discarded. */
export function rollingBack(connection: string, driver: Driver, eviction: Eviction): string {
  return `try {\n${indented(rollback(connection, driver))}\n} catch {\n${indented(discarding(connection, driver, eviction))}\n}`;
}

/** SQLite itself ends the transaction after some errors: https://www.sqlite.org/lang_transaction.html */
export function rollback(connection: string, { calls, tells }: Driver): string {
  if (calls === 'await') return `await ${connection}.run('ROLLBACK');`;
  return `${tells === null ? '' : `if (${connection}.${tells}) `}${connection}.exec('ROLLBACK');`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
