import type { MarkdownBlock, MarkdownFile, MarkdownSection, MarkdownSections } from 'codex-codemod';
import { isAdmonitionInfo, opensAdmonition, stripAdmonition } from './strip-admonition.js';
import { type Said, whatItSays } from './workflow-warning.js';

/** A part of a guide that says that workflows are off. */
export interface Warning {
  readonly section: MarkdownSection;
  /** The siblings that say it: one, or an admonition's first line and its text. */
  readonly first: MarkdownBlock;
  readonly last: MarkdownBlock;
  readonly says: Exclude<Said, 'nothing'>;
  /** True where it may be taken out as a whole or by the sentence; false for HTML and numbered items. */
  readonly isPlain: boolean;
}

/** The warnings of a file, in the order of the text. */
export function findWarnings(file: MarkdownFile, sections: MarkdownSections): readonly Warning[] {
  return [sections.root, ...sections.all].flatMap((section) =>
    section.blocks.flatMap((block, index) => warningsIn(file, section, block, section.blocks[index + 1])),
  );
}

function warningsIn(
  file: MarkdownFile,
  section: MarkdownSection,
  block: MarkdownBlock,
  next: MarkdownBlock | undefined,
): readonly Warning[] {
  const found = (first: MarkdownBlock, last: MarkdownBlock, text: string, isPlain = true): readonly Warning[] => {
    const says = whatItSays(text);
    return says === 'nothing' ? [] : [{ section, first, last, says, isPlain }];
  };
  if (block.type === 'paragraph' && opensAdmonition(block.text)) {
    return next?.type === 'code' && !isFenced(file, next) ? found(block, next, next.text) : [];
  }
  if (block.type === 'paragraph') return found(block, block, stripAdmonition(block.text));
  if (block.type === 'code') return isAdmonitionInfo(block.info ?? '') ? found(block, block, block.text) : [];
  if (block.type === 'html') return found(block, block, htmlText(block.text), false);
  if (block.type === 'list') return block.children.flatMap((item) => inItem(item, block, found));
  return block.type === 'blockquote' ? inQuote(block, found) : [];
}

type Report = (first: MarkdownBlock, last: MarkdownBlock, text: string, isPlain?: boolean) => readonly Warning[];

/** A quote of nothing else goes as a whole. */
function inQuote(quote: MarkdownBlock, report: Report): readonly Warning[] {
  const isText = quote.children.every(({ type }) => type === 'paragraph');
  const whole = stripAdmonition(quote.children.map(({ text }) => text).join('\n\n'));
  if (isText && whatItSays(whole) !== 'more') return report(quote, quote, whole);
  return quote.children.flatMap((block) => (block.type === 'paragraph' ? report(block, block, stripAdmonition(block.text)) : []));
}

function inItem(item: MarkdownBlock, list: MarkdownBlock, report: Report): readonly Warning[] {
  const [paragraph, ...more] = item.children;
  if (paragraph?.type !== 'paragraph') return [];
  return more.length === 0
    ? report(item, item, paragraph.text, list.ordered !== true)
    : report(paragraph, paragraph, paragraph.text, false);
}

function htmlText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, ' ')
    .trim();
}

function isFenced({ text }: MarkdownFile, { start }: MarkdownBlock): boolean {
  return /^(?:```|~~~)/.test(text.slice(start, start + 3));
}
