import { contains, type Range } from '../../core/range.js';
import { nodesOf } from './walk.js';
import type { YamlFile } from './yaml-file.js';

/**
 * The texts of the comments and, unless only comments are asked for, of the quoted and block scalars that lie wholly inside
 * a range, in the order of the text.
 */
export function census(file: YamlFile, range: Range, only?: 'comments'): readonly string[] {
  const counted: Range[] = [...file.comments];
  if (only === undefined) {
    for (const { contents } of file.documents) {
      if (contents === null) continue;
      for (const node of nodesOf(contents)) {
        if (node.kind === 'scalar' && node.style !== 'plain' && node.style !== 'empty') counted.push(node);
      }
    }
  }
  return counted
    .filter((part) => contains(range, part))
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => file.text.slice(start, end));
}
