import { type MarkdownBlock, type MarkdownFile, type MarkdownSection, type MarkdownSections, titleKey } from 'codex-codemod';
import { endsInAdmonition } from './strip-admonition.js';

/** Blocks of a section that may go. */
export interface Run {
  readonly section: MarkdownSection;
  readonly first: MarkdownBlock;
  readonly last: MarkdownBlock;
}

/** A title that limits what stands below it to a time, a branch or a copy. */
const LIMITS =
  /\b(?:forks?|branch(?:es)?|histor\w*|old|archived?|changelog|releases?|migrat\w*|when|until|before|after|if|examples?)\b|\d/;
/** A text that goes on about what stands above it. */
const LEANS =
  /^(?:they|these|this|that|it|do not|don['’]t|never|because|so|therefore|until|instead|but|however)\b|\b(?:they|them)\b/i;

/** True when nothing around the blocks limits what they say, marks them, leans on them, or would be left empty. */
export function standsAlone(file: MarkdownFile, sections: MarkdownSections, { section, first, last }: Run): boolean {
  const { blocks } = section;
  const above = blocks[blocks.indexOf(first) - 1];
  const below = blocks[blocks.indexOf(last) + 1];
  const titles = sections.all.filter(({ range }) => range.start <= first.start && first.start < range.end);
  return (
    !leavesNothing(file, { section, first, last }) &&
    !titles.some(({ title }) => LIMITS.test(titleKey(title))) &&
    // A comment such as `prettier-ignore` would mark the next block.
    above?.type !== 'html' &&
    !/(?<!:):\s*$/.test(above?.text ?? '') &&
    !LEANS.test(below?.text ?? '') &&
    !endsInAdmonition(file.text.slice(0, first.start))
  );
}

/** A title may stand right above the sections of its document. */
function leavesNothing({ blocks }: MarkdownFile, { section, first, last }: Run): boolean {
  const isRun = (block: MarkdownBlock): boolean => first.start <= block.start && block.start <= last.start;
  const isText = ({ type }: MarkdownBlock): boolean => !/definition/i.test(type);
  if (section.blocks.some((block) => isText(block) && !isRun(block))) return false;
  if (section.heading === null) return !blocks.some(({ type }) => type === 'heading');
  return section.level > 1 || section.children.length === 0;
}
