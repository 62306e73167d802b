import type { SyntaxNode } from 'codex-codemod';
import { leavesOf } from './leaves.js';
import type { Reading } from './reading.js';

export type SqlKind = 'read' | 'write' | 'begin' | 'commit' | 'rollback';

/** What a statement does to the transaction, by its first word; SQL that cannot be seen may write. */
export function sqlKind(argument: SyntaxNode | undefined, reading: Reading): SqlKind {
  if (argument === undefined) return 'write';
  const kinds = new Set(leavesOf(argument, reading).map((leaf) => kindOfText(leaf)));
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : 'write';
}

/**
 * Whether a statement that writes begins a transaction where there is none: `perhaps` where it cannot be seen. CREATE and
 * its like do not: https://docs.python.org/3/library/sqlite3.html#transaction-control
 */
export function beginsTransaction(argument: SyntaxNode | undefined, reading: Reading): 'yes' | 'no' | 'perhaps' {
  const starts = argument === undefined ? [''] : leavesOf(argument, reading).map(startOf);
  if (starts.some((start) => /^(INSERT|UPDATE|DELETE|REPLACE|WITH)\b/.test(start))) return 'yes';
  return starts.some((start) => !/^[A-Z]/.test(start)) ? 'perhaps' : 'no';
}

/** The beginning of SQL in capitals, without comments; empty where it cannot be seen. */
function startOf(leaf: SyntaxNode): string {
  const string = leaf.type === 'concatenated_string' ? leaf.namedChildren[0] : leaf;
  const start =
    string?.type === 'string' ? string.children.find(({ type }) => /^(string_content|interpolation)$/.test(type)) : null;
  return start?.type === 'string_content' ? start.text.replace(/^(\s|--[^\n]*\n)+/, '').toUpperCase() : '';
}

function kindOfText(leaf: SyntaxNode): SqlKind {
  const words = startOf(leaf);
  if (/^(SELECT|EXPLAIN|PRAGMA|VALUES)\b/.test(words)) return 'read';
  if (/^ROLLBACK\b/.test(words)) return 'rollback';
  if (/^(BEGIN|SAVEPOINT)\b/.test(words)) return 'begin';
  return /^(COMMIT|END|RELEASE)\b/.test(words) ? 'commit' : 'write';
}
