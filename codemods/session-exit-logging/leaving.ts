import type { SyntaxNode } from 'codex-codemod';
import { DEFAULT_EVENTS, judgeName, wordsOf } from './event-names.js';
import type { EndEvent } from './find-events.js';
import { managersOf } from './protection.js';
import { calledName, covers, lastName, running } from './syntax.js';

const COMMITS = new Set(['commit', 'save', 'persist']);
const TRANSACTIONS = new Set('conn connection db database transaction atomic begin session engine'.split(' '));

/** True for a statement that makes changes permanent: a commit, a save, or a `with` over a connection or a transaction. */
export function commits(statement: SyntaxNode): boolean {
  return [...running(statement)].some((node) => isCommit(node) || commitsAtEnd(node));
}

/** `commit`, `save_state`, `db_commit`; `log_commit` is an event. */
function isCommit(node: SyntaxNode): boolean {
  if (node.type !== 'call') return false;
  const name = calledName(node) ?? '';
  const words = wordsOf(name);
  return COMMITS.has(words[0] ?? '') || (words.at(-1) === 'commit' && judgeName(name, DEFAULT_EVENTS) === 'none');
}

/** True for a `with` that commits when its block ends well. */
export function commitsAtEnd(node: SyntaxNode): boolean {
  return node.type === 'with_statement' && managersOf(node).some(isTransaction);
}

/** `with conn:` commits when its block ends well: https://docs.python.org/3/library/sqlite3.html#how-to-use-the-connection-context-manager */
export function isTransaction(manager: SyntaxNode): boolean {
  return wordsOf(lastName(manager)).some((word) => TRANSACTIONS.has(word));
}

/** True when the method may leave in one of the statements without having come to an event there. */
export function leavesBefore(statements: readonly SyntaxNode[], events: readonly EndEvent[]): boolean {
  for (const statement of statements) {
    for (const node of running(statement)) {
      if (node.type !== 'return_statement' && node.type !== 'raise_statement') continue;
      const told = events.some(({ statement: event }) => event.end <= node.start && covers(blockTold(event), node));
      if (!told) return true;
    }
  }
  return false;
}

/** The block in which an event is tried in any case: its own, and that around a `try` or `with` which holds it. */
function blockTold(event: SyntaxNode): SyntaxNode {
  let block = event.parent ?? event;
  for (const outer of block.ancestors()) {
    if (outer.type === 'block') block = outer;
    else if (outer.type !== 'try_statement' && outer.type !== 'with_statement' && outer.type !== 'finally_clause') break;
  }
  return block;
}
