import type { Range } from '../../core/range.js';
import { type Remark, remarksByLine } from '../remark.js';
import { nodesOf } from './walk.js';
import type { YamlFile, YamlNode } from './yaml-file.js';

/** The comments that may hold codemods back. A key or item whose value is no block of further ones is a unit. */
export function remarks(file: YamlFile): readonly Remark[] {
  const units = file.documents.flatMap(({ contents }) => (contents === null ? [] : [...nodesOf(contents)].flatMap(unitsIn)));
  return remarksByLine(
    file.text,
    file.comments,
    units.map((unit) => withoutSpace(file.text, unit)),
  );
}

function unitsIn(node: YamlNode): readonly Range[] {
  if (node.kind === 'map' && node.style === 'block') return node.pairs.filter(({ value }) => !isBlock(value));
  if (node.kind === 'sequence' && node.style === 'block') return node.items.filter((item) => !isBlock(item.node));
  return [];
}

function isBlock(node: YamlNode | null): boolean {
  return node !== null && (node.kind === 'map' || node.kind === 'sequence') && node.style === 'block';
}

/** A block scalar ends behind its last line break. */
function withoutSpace(text: string, { start, end }: Range): Range {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}
