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

function kindOfText(leaf: SyntaxNode): SqlKind {
  const string = leaf.type === 'concatenated_string' ? leaf.namedChildren[0] : leaf;
  if (string?.type !== 'string') return 'write';
  const start = string.children.find(({ type }) => type === 'string_content' || type === 'interpolation');
  const words = start?.type === 'string_content' ? start.text.replace(/^(\s|--[^\n]*\n)+/, '').toUpperCase() : '';
  if (/^(SELECT|EXPLAIN|PRAGMA|VALUES)\b/.test(words)) return 'read';
  if (/^ROLLBACK\b/.test(words)) return 'rollback';
  if (/^(BEGIN|SAVEPOINT)\b/.test(words)) return 'begin';
  return /^(COMMIT|END|RELEASE)\b/.test(words) ? 'commit' : 'write';
}
