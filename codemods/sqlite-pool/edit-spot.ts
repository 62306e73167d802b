import type { Edit, Statements } from 'codex-codemod';
import type { Spot } from './choose-spot.js';
import type { Lines } from './write-discard.js';

/** KeyboardInterrupt and CancelledError leave a broken transaction as well as errors do. */
const HEADER = 'except BaseException';

/** The edits that put a discard at its spot; null when that cannot be done exactly. */
export function editSpot(spot: Spot, lines: Lines, statements: Statements): readonly Edit[] | null {
  const discard = lines.join('\n');
  // A bare raise keeps the exception's identity and its traceback.
  const clause = { header: HEADER, body: `${discard}\nraise` };
  switch (spot.kind) {
    case 'clause':
      return statements.addClause(spot.statement, clause);
    case 'handler':
      return statements.insertAtStart(spot.suite, discard);
    case 'wrap':
      return statements.wrapInTry(spot.first, spot.last, [clause]);
  }
}
