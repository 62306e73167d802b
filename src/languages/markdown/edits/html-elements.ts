import type { MarkdownBlock, MarkdownFile } from '../markdown-file.js';
import type { Region } from './regions.js';

/** Quotes hold no `<` here, so that an open one does not make the search start over at each tag. */
const TAG = /<(\/?)([a-z][a-z0-9-]*)(?=[\s/>])(?:[^"'<>]|"[^"<]*"|'[^'<]*')*>/gi;
/** https://html.spec.whatwg.org/multipage/syntax.html#void-elements */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
/** Elements that hold all that follows when they are never closed; of others, as `<a name="x">`, nobody means that. */
const HOLDS_ALL =
  /^(?:details|div|section|article|aside|blockquote|center|figure|footer|header|main|nav|pre|table|td|template|ul|ol|dl)$/;

/** True when a block at this index of the document stands inside of an HTML element that an earlier block opens. */
export function isInElement(file: MarkdownFile, index: number): boolean {
  return elementsOf(file).some(({ open, close }) => open < index && index <= close);
}

/** The HTML elements of a document that hold whole blocks, by the indexes of the blocks with their tags. */
function elementsOf({ blocks, text }: MarkdownFile): readonly Region[] {
  const elements: Region[] = [];
  const openByName = new Map<string, number[]>();
  for (const [index, block] of blocks.entries()) {
    for (const { name, isEnd } of tagsIn(block, text)) {
      const open = openByName.get(name) ?? [];
      openByName.set(name, open);
      if (!isEnd) open.push(index);
      else {
        const opening = open.pop();
        if (opening !== undefined && opening < index) elements.push({ open: opening, close: index });
      }
    }
  }
  const unclosed = [...openByName].flatMap(([name, open]) => (HOLDS_ALL.test(name) ? open : []));
  return [...elements, ...unclosed.map((open) => ({ open, close: blocks.length }))];
}

function tagsIn(block: MarkdownBlock, text: string): readonly { readonly name: string; readonly isEnd: boolean }[] {
  const sources = block.type === 'html' ? [block] : block.inlines.filter(({ type }) => type === 'html');
  return sources.flatMap(({ start, end }) =>
    [
      ...text
        .slice(start, end)
        .replace(/<!--[\s\S]*?-->/g, '')
        .matchAll(TAG),
    ]
      .map(([, slash, name = '']) => ({ name: name.toLowerCase(), isEnd: slash === '/' }))
      .filter(({ name }) => !VOID.test(name)),
  );
}
