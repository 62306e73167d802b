import { contains, type Range } from '../../core/range.js';
import type { PythonFile } from './python-file.js';

const COUNTED = new Set(['comment', 'string']);

/**
 * The texts of the comments and strings that lie wholly inside a range, in the order of the text. A string inside a
 * field of an f-string is part of that f-string when both lie in the range.
 */
export function census(file: PythonFile, range: Range): readonly string[] {
  const texts: string[] = [];
  const enter = (node: Range & { readonly type: string }): boolean =>
    node.start < range.end && range.start < node.end && !(COUNTED.has(node.type) && contains(range, node));
  for (const node of file.root.descendants(enter)) {
    if (COUNTED.has(node.type) && node.start < node.end && contains(range, node)) texts.push(node.text);
  }
  return texts;
}
