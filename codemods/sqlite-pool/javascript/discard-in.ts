import type { babel, Edit, NodePath } from 'codex-codemod';
import { freshName } from './eviction.js';
import type { Loan } from './loan.js';
import type { Reading } from './reading.js';

/** How a handler of ours calls the error. */
export function errorName({ pool, connection }: Loan): string {
  return freshName('error', { container: pool.text, connection: connection.identifier.name, key: null });
}

/** Puts statements at the start of the handler, or adds one that throws again. */
export function discardIn(
  statement: NodePath<babel.TryStatement>,
  handler: NodePath,
  discard: (error: string | null) => string,
  error: string,
  { style }: Reading,
): readonly Edit[] | null {
  if (!handler.isCatchClause())
    return style.addClauses(statement, { catch: { name: error, body: `${discard(error)}\nthrow ${error};` } });
  const param = handler.node.param;
  return style.insertAtStart(handler.get('body'), discard(param?.type === 'Identifier' ? param.name : null));
}
