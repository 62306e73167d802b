import type { MarkdownBlock } from '../markdown-file.js';

/** What a block says, without where it stands: two texts with equal shapes have the same blocks. */
export interface Shape {
  /** Type, text and all other facts. */
  readonly facts: string;
  readonly children: readonly Shape[];
}

/** The way to a block: indexes among children, from the outermost. */
export type BlockPath = readonly number[];

/** @param relaxed a list of which the items change: its first number and its looseness may change with them. */
export function shapeOf(block: MarkdownBlock, relaxed: MarkdownBlock | null = null): Shape {
  return { facts: factsOf(block, block === relaxed), children: block.children.map((child) => shapeOf(child, relaxed)) };
}

function factsOf(block: MarkdownBlock, isRelaxed: boolean): string {
  const { type, level, ordered, first, loose, checked, info, label, target } = block;
  const inlines = block.inlines.map((inline) => [inline.type, plainBreaks(inline.text), inline.target]);
  const counted = isRelaxed ? [ordered] : [ordered, first, loose];
  return JSON.stringify([type, plainBreaks(block.text), level, counted, checked, info, label, target, inlines]);
}

function plainBreaks(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** The shapes of all blocks, with those of `inserted` in the place of the children `from` to `to` (exclusive) of a block. */
export function replaceShapes(
  shapes: readonly Shape[],
  parent: BlockPath,
  range: { readonly from: number; readonly to: number },
  inserted: readonly Shape[],
): readonly Shape[] {
  const [index, ...rest] = parent;
  if (index === undefined) return [...shapes.slice(0, range.from), ...inserted, ...shapes.slice(range.to)];
  return shapes.map((shape, at) =>
    at === index ? { ...shape, children: replaceShapes(shape.children, rest, range, inserted) } : shape,
  );
}

/** The way to a block of the tree, or null when it is of another tree. */
export function pathTo(blocks: readonly MarkdownBlock[], wanted: MarkdownBlock): BlockPath | null {
  const index = blocks.findIndex(({ start, end }) => start <= wanted.start && wanted.end <= end);
  for (let at = Math.max(index, 0); at < blocks.length; at++) {
    const block = blocks[at];
    if (block === undefined || block.start > wanted.start) return null;
    if (block === wanted) return [at];
    const below = pathTo(block.children, wanted);
    if (below !== null) return [at, ...below];
  }
  return null;
}

/** The block at the end of a way, or null; for the empty way too. */
export function blockAt(blocks: readonly MarkdownBlock[], path: BlockPath): MarkdownBlock | null {
  const [index, ...rest] = path;
  const block = index === undefined ? undefined : blocks[index];
  if (block === undefined) return null;
  return rest.length === 0 ? block : blockAt(block.children, rest);
}
