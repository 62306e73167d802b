import { type Edit, insertAt } from '../../../core/edit.js';
import type { YamlFile } from '../yaml-file.js';
import { endOfLines, startOfLines } from './extent.js';
import { columnOf, insertLines, isFirstOnLine, newlineBefore } from './lines.js';
import { type Collection, entriesOf } from './owners.js';

/**
 * Puts entries into a block collection before the entry with an index, above its comments; at the end where there is none,
 * or behind its neighbour where `behind` is true.
 */
export function insertBlock(
  file: YamlFile,
  container: Collection,
  rendered: readonly (readonly string[])[],
  { index, behind, spaced }: { readonly index: number; readonly behind: boolean; readonly spaced: boolean },
): readonly Edit[] | null {
  const entries = entriesOf(container);
  const next = entries[index];
  const previous = entries[index - 1];
  const lines = rendered.flatMap((entry, at) => (at > 0 && spaced ? ['', ...entry] : entry));
  if (previous !== undefined && (next === undefined || behind)) {
    return [insertLines(file, endOfLines(file, previous), spaced ? ['', ...lines] : lines)];
  }
  if (next === undefined) return null;
  if (isFirstOnLine(file.text, next.start)) {
    return [insertLines(file, startOfLines(file, container, index), spaced ? [...lines, ''] : lines)];
  }
  const newline = newlineBefore(file, next.start);
  const indent = ' '.repeat(columnOf(file.text, next.start));
  return [
    insertAt(
      next.start,
      lines
        .map((line) => line + newline)
        .join('')
        .trimStart() + indent,
    ),
  ];
}
