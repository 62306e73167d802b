import type { Left } from '../core/left.js';
import type { ErrorRecord } from '../records/errors-log.js';

/** A run as its records name it. */
export interface RunName {
  readonly id: string;
  /** UTC, ISO 8601. */
  readonly time: string;
}

/** Everything that a plan leaves, as lines for `errors.ndjson`. */
export function errorRecords(left: readonly Left[], run: RunName): readonly ErrorRecord[] {
  return left.map(({ phase, step, codemod, path, code, message, range, question, sha256 }) => ({
    ...{ ts: run.time, run: run.id, phase, step, codemod, path, range, code, message, question },
    context: { sha256 },
  }));
}
