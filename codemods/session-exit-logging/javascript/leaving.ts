import type { NodePath } from 'codex-codemod';
import { DEFAULT_EVENTS, judgeName, wordsOf } from '../event-names.js';
import type { EndEvent } from './find-events.js';
import { isCommitSql, sqlOf } from './record-writes.js';
import { onlyComputes } from './risk.js';
import { calledName, childOf, covers, endOf, isCall, keyName, running, startOf, statementsOf } from './syntax.js';

const COMMITS = new Set(['commit', 'save', 'persist']);

/** True for a statement that makes changes permanent: `commit`, `saveState`, `dbCommit`, SQL that commits; `logCommit` is an event. */
export function commits(statement: NodePath): boolean {
  return running(statement).some((node) => {
    if (!isCall(node)) return false;
    const sql = sqlOf(node);
    if (sql !== null) return isCommitSql(sql);
    const name = calledName(node);
    const words = wordsOf(name);
    return COMMITS.has(words[0] ?? '') || (words.at(-1) === 'commit' && judgeName(name, DEFAULT_EVENTS) === 'none');
  });
}

/** True for what leaves a function, a loop or a block. */
export function leaves(node: NodePath): boolean {
  return node.isReturnStatement() || node.isThrowStatement() || node.isBreakStatement() || node.isContinueStatement();
}

/** True when the function may leave in one of the statements without having come to an event there. */
export function leavesBefore(statements: readonly NodePath[], events: readonly EndEvent[]): boolean {
  return statements.some((statement) => {
    if (isGuard(statement)) return false;
    return running(statement).some((node) => {
      if (!node.isReturnStatement() && !node.isThrowStatement()) return false;
      return !events.some(({ statement }) => {
        return statement === node || (endOf(statement) <= startOf(node) && covers(blockTold(statement), node));
      });
    });
  });
}

/** Words of a question whether the session has ended before, or has begun at all. */
const STATES = new Set(
  (
    'closed close closing disposed dispose disposing ended end ending destroyed finished done stopped stopping released shutdown ' +
    'open opened started begun active alive connected running ready initialized'
  ).split(' '),
);

/** `if (this.closed) return;`: what ended before was told before. */
export function isGuard(statement: NodePath): boolean {
  const test = statement.isIfStatement() && !statement.node.alternate ? childOf(statement, 'test') : null;
  const branch = childOf(statement, 'consequent');
  if (test === null || branch === null || !onlyComputes(test)) return false;
  const [only, ...others] = branch.isBlockStatement() ? statementsOf(branch) : [branch];
  if (only === undefined || others.length > 0 || !(only.isReturnStatement() || only.isThrowStatement())) return false;
  return running(test).some(({ node }) => {
    const name = node.type === 'Identifier' ? node.name : node.type === 'PrivateName' ? keyName(node, false) : null;
    return wordsOf(name ?? '').some((word) => STATES.has(word));
  });
}

/** The block in which an event is tried in any case: its own, and that around a `try` which holds it. */
function blockTold(event: NodePath): NodePath {
  let block = event.parentPath ?? event;
  for (let outer = block.parentPath; outer !== null; outer = outer.parentPath) {
    if (outer.isBlockStatement()) block = outer;
    else if (!outer.isTryStatement()) break;
  }
  return block;
}
