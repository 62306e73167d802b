import type { MarkdownFile } from 'codex-codemod';

/** True for a guide that only says where the guide is: at most two short paragraphs, with a link. In UTF-16 code units. */
const LONGEST = 400;

export function leadsElsewhere({ blocks }: MarkdownFile): boolean {
  const texts = blocks.filter(({ type }) => !['heading', 'yaml', 'toml', 'definition', 'html'].includes(type));
  const length = texts.reduce((sum, { text }) => sum + text.length, 0);
  const links = texts.flatMap(({ inlines }) => inlines).filter(({ type }) => type === 'link' || type === 'linkReference');
  const headings = blocks.filter(({ type }) => type === 'heading');
  return (
    texts.every(({ type }) => type === 'paragraph') &&
    texts.length <= 2 &&
    length <= LONGEST &&
    headings.length <= 1 &&
    links.length > 0
  );
}
