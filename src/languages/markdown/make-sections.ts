import type { Range } from '../../core/range.js';
import { lineStartAt } from '../lines.js';
import type { MarkdownBlock, MarkdownFile } from './markdown-file.js';
import type { MarkdownSection, MarkdownSections } from './services.js';

/** The sections of a file. */
export function makeSections(file: MarkdownFile): MarkdownSections {
  const all: MarkdownSection[] = [];
  const headings = file.blocks.flatMap((block, index) => (block.type === 'heading' ? [index] : []));
  const root = sectionAt(file, headings, -1, all);
  return {
    root,
    all,
    find: (wanted) => all.find(typeof wanted === 'string' ? hasTitle(wanted) : wanted) ?? null,
  };
}

/** The index of the first block that is neither front matter nor before it. */
export function contentStart(blocks: readonly MarkdownBlock[]): number {
  const type = blocks[0]?.type;
  return type === 'yaml' || type === 'toml' ? 1 : 0;
}

/** The section of the heading `headings[at]`, or the document for -1; adds the sections below it to `all`. */
function sectionAt(file: MarkdownFile, headings: readonly number[], at: number, all: MarkdownSection[]): MarkdownSection {
  const { blocks } = file;
  const index = headings[at];
  const heading = index === undefined ? null : (blocks[index] ?? null);
  const level = heading?.level ?? 0;
  const levelAt = (position: number): number => blocks[headings[position] ?? -1]?.level ?? 0;
  const slot = all.length;
  const children: MarkdownSection[] = [];
  let next = at + 1;
  while (levelAt(next) > level) {
    const child = sectionAt(file, headings, next, all);
    children.push(child);
    next++;
    while (levelAt(next) > child.level) next++;
  }
  const first = index === undefined ? contentStart(blocks) : index + 1;
  const own = blocks.slice(first, headings[at + 1] ?? blocks.length);
  const ranges = rangesOf(file, {
    heading,
    nextHeading: blocks[headings[at + 1] ?? -1],
    following: blocks[headings[next] ?? -1],
  });
  const section = { heading, level, title: heading?.text ?? '', ...ranges, blocks: own, children };
  if (heading !== null) all.splice(slot, 0, section);
  return section;
}

interface Borders {
  readonly heading: MarkdownBlock | null;
  readonly nextHeading: MarkdownBlock | undefined;
  /** The first heading that is no longer part of the section. */
  readonly following: MarkdownBlock | undefined;
}

function rangesOf({ text, blocks }: MarkdownFile, { heading, nextHeading, following }: Borders): { range: Range; own: Range } {
  const startOf = (block: MarkdownBlock | undefined): number =>
    block === undefined ? text.length : lineStartAt(text, block.start);
  const matter = contentStart(blocks) === 1 ? blocks[0] : undefined;
  const start = heading === null ? nextLine(text, matter?.end ?? 0) : startOf(heading);
  const ownStart = heading === null ? start : nextLine(text, heading.end);
  return { range: { start, end: startOf(following) }, own: { start: ownStart, end: startOf(nextHeading) } };
}

function nextLine(text: string, offset: number): number {
  if (offset === 0) return 0;
  const rest = /\r\n|\r|\n/.exec(text.slice(offset));
  return rest === null ? text.length : offset + rest.index + rest[0].length;
}

function hasTitle(wanted: string): (section: MarkdownSection) => boolean {
  const key = titleKey(wanted);
  return ({ title }) => key !== '' && titleKey(title) === key;
}

/** A title without case, emoji (as characters or as GitHub's `:name:`), variation selectors, punctuation and repeated space. */
export function titleKey(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/:[a-z0-9_+-]+:|[\u{fe00}-\u{fe0f}]|\u{200d}|\u{20e3}/gu, ' ')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}
