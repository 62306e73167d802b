import { contains, type Range } from '../../core/range.js';
import type { PythonFile } from './python-file.js';

const COUNTED = { all: new Set(['comment', 'string']), comments: new Set(['comment']) } as const;

/**
 * The texts of the comments and strings that lie wholly inside a range, in the order of the text. A string inside a
 * field of an f-string is part of that f-string when both lie in the range.
 */
export function census(file: PythonFile, range: Range, only?: 'comments'): readonly string[] {
  const counted: ReadonlySet<string> = COUNTED[only ?? 'all'];
  const texts: string[] = [];
  const enter = (node: Range & { readonly type: string }): boolean =>
    node.start < range.end && range.start < node.end && !(counted.has(node.type) && contains(range, node));
  for (const node of file.root.descendants(enter)) {
    if (counted.has(node.type) && node.start < node.end && contains(range, node)) texts.push(node.text);
  }
  return texts;
}
