import type { babel, Edit, NodePath, TryClauses } from 'codex-codemod';
import { freshName, type Names } from './eviction.js';
import { meanTheSame } from './find-names.js';
import type { Transaction } from './find-transactions.js';
import { isHarmless } from './harmless.js';
import { alwaysThrows, isInLoop } from './protection.js';
import type { Reading } from './reading.js';
import type { Refusal } from './refusal.js';
import { transactionCall } from './sql.js';
import { following, ownPaths } from './syntax.js';
import type { Ending, Repairable } from './transaction-ending.js';

/** The edits, or the code of what is in their way. */
export function editsFor(
  { transaction, region, names }: Repairable,
  ending: Ending,
  reading: Reading,
): readonly Edit[] | Refusal['code'] {
  const { style } = reading;
  const { statements, begin } = region;
  const [first] = statements;
  const last = statements.at(-1);
  if (first === undefined || last === undefined) return 'POOL014';
  const isLooped = isInLoop(begin, transaction.from);
  const swallowing = statements.some((statement) => [...ownPaths(statement)].some((path) => swallowsCommit(path, transaction)));
  if (swallowing) return isLooped ? 'POOL007' : 'POOL004';
  const error = freshName('error', names);
  const clause = (text: string): TryClauses => ({ catch: { name: error, body: `${text}\nthrow ${error};` } });
  if (statements.length === 1 && first.isTryStatement())
    return inTry(first, names, ending.text, clause(ending.text), reading) ?? 'POOL014';
  const own = style.wrapInTry({ first, last }, clause(ending.text));
  if (own !== null) return own;
  const rest = following(last);
  const text = rest.every(isHarmless) ? ending.text : ending.later;
  return (text === null ? null : style.wrapInTry({ first, last: rest.at(-1) ?? last }, clause(text))) ?? 'POOL014';
}

function inTry(
  statement: NodePath<babel.TryStatement>,
  names: Names,
  ending: string,
  clause: TryClauses,
  { style }: Reading,
): readonly Edit[] | null {
  const handler = statement.get('handler') as NodePath;
  if (!handler.isCatchClause()) return style.addClauses(statement, clause);
  const body = handler.get('body');
  return meanTheSame(names, body, statement) ? style.insertAtStart(body, ending) : null;
}

/** A `try` that commits, whose handler does not throw in the end. */
function swallowsCommit(path: NodePath, { from }: Transaction): boolean {
  if (!path.isTryStatement() || path.getFunctionParent()?.node !== from.node) return false;
  const handler = path.get('handler') as NodePath;
  if (!handler.isCatchClause() || alwaysThrows(handler)) return false;
  return [...ownPaths(path.get('block'))].some((inner) => transactionCall(inner)?.step === 'commit');
}
