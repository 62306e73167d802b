import { type Edit, insertAt, type MarkdownBlock, type MarkdownSection, type MarkdownServices } from 'codex-codemod';
import { namesScanner } from './scanners.js';

/**
 * The edits that add items to the section: to its list of scanners, or as a list of their own. Null where that cannot be
 * done exactly.
 */
export function completeSection(
  text: string,
  section: MarkdownSection,
  items: readonly string[],
  { appendItem, appendTo }: Pick<MarkdownServices, 'appendItem' | 'appendTo'>,
): readonly Edit[] | null {
  const list = section.blocks.find((block) => isListOfScanners(text, block));
  if (list === undefined) return appendTo(section, items.map((item) => `- ${item}`).join('\n'));
  return joined(items.map((item) => appendItem(list, item)));
}

/** Lists with numbers are left: each item is made as if it were the only new one. */
function isListOfScanners(text: string, block: MarkdownBlock): boolean {
  return (
    block.type === 'list' &&
    block.ordered === false &&
    block.children.every(({ start, end }) => namesScanner(text.slice(start, end)))
  );
}

/** Insertions at one offset, one behind the other. */
function joined(all: readonly (readonly Edit[] | null)[]): readonly Edit[] | null {
  const edits = all.flatMap((one) => (one?.length === 1 ? one : []));
  const [first] = edits;
  if (first === undefined || edits.length < all.length) return null;
  const isOnePlace = edits.every(({ start, end }) => start === first.start && end === first.start);
  return isOnePlace ? [insertAt(first.start, edits.map(({ newText }) => newText).join(''))] : null;
}
