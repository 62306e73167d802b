import { type Edit, type MarkdownBlock, type MarkdownSection, type MarkdownServices, mergeEdits } from 'codex-codemod';
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
  const added = items.map((item) => appendItem(list, item));
  return added.includes(null) ? null : mergeEdits(added.flatMap((edits) => edits ?? []));
}

/** Lists with numbers are left: each item is made as if it were the only new one. */
function isListOfScanners(text: string, block: MarkdownBlock): boolean {
  return (
    block.type === 'list' &&
    block.ordered === false &&
    block.children.every(({ start, end }) => namesScanner(text.slice(start, end)))
  );
}
