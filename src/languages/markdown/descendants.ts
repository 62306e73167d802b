import type { MarkdownBlock } from './markdown-file.js';

/** The blocks and all that they hold, in the order of the text. */
export function* descendants(blocks: readonly MarkdownBlock[]): Generator<MarkdownBlock> {
  const stack = [...blocks].reverse();
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    yield block;
    stack.push(...[...block.children].reverse());
  }
}
