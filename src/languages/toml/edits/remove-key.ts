import { type Edit, replaceRange } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';
import { lineEndAt, lineStartAt, skipBreak } from '../../lines.js';
import { type FoundPair, findPair } from '../find.js';
import type { TomlFile, TomlPath } from '../toml-file.js';
import { deleteAt } from './changes.js';
import { verified } from './verified.js';

/** See {@link TomlServices.removeKey}. */
export function removeKey(file: TomlFile, path: TomlPath): readonly Edit[] | null {
  const found = findPair(file, path);
  if (found === null) return null;
  const range = 'kind' in found.owner && found.owner.kind === 'inline-table' ? inlineRange(file, found) : lineRange(file, found);
  const prunes = found.pair.keys.map((_, index) => deleteAt(path, index));
  return verified(file, [replaceRange(file.text, range, '')], ...prunes);
}

/** The lines of the pair; without a final newline, the break before them goes instead. */
function lineRange({ text }: TomlFile, { pair }: FoundPair): Range {
  const start = lineStartAt(text, pair.start);
  const end = skipBreak(text, lineEndAt(text, pair.end));
  const isOpen = end === text.length && lineStartAt(text, end) < end;
  return isOpen && start > 0 ? { start: start - (text.startsWith('\r\n', start - 2) ? 2 : 1), end } : { start, end };
}

/** The pair with the comma behind it, or before it when it is the last one; the braces stay. */
function inlineRange(_: TomlFile, { pair, owner }: FoundPair): Range {
  const index = owner.pairs.indexOf(pair);
  const [previous, next] = [owner.pairs[index - 1], owner.pairs[index + 1]];
  if (next !== undefined) return { start: pair.start, end: next.start };
  return previous === undefined ? pair : { start: previous.end, end: pair.end };
}
