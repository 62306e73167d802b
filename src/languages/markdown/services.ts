import type { Edit } from '../../core/edit.js';
import type { Range } from '../../core/range.js';
import type { MarkdownBlock } from './markdown-file.js';

/**
 * A heading with what follows it. Headings inside of lists, quotes, HTML and code are no sections. The document itself is
 * the section of level 0 that has no heading: its own content is the preamble, its children are the outermost sections.
 */
export interface MarkdownSection {
  readonly heading: MarkdownBlock | null;
  /** 1 to 6; 0 for the document. */
  readonly level: number;
  /** The plain text of the heading: marks, links and code spans are gone. */
  readonly title: string;
  /** The whole lines of the section and its sub-sections. Front matter is in no section. */
  readonly range: Range;
  /** The whole lines between the heading and the next one. */
  readonly own: Range;
  /** The blocks between the heading and the next one. */
  readonly blocks: readonly MarkdownBlock[];
  /** The sub-sections. */
  readonly children: readonly MarkdownSection[];
}

/** The sections of one file. */
export interface MarkdownSections {
  /** The document. */
  readonly root: MarkdownSection;
  /** All that have a heading, in the order of the text. */
  readonly all: readonly MarkdownSection[];
  /**
   * The first section with this title, or that satisfies the predicate. Titles are compared without case, emoji,
   * punctuation and marks: `Security scanning` finds `## :lock: **Security** Scanning!`.
   */
  find(wanted: string | ((section: MarkdownSection) => boolean)): MarkdownSection | null;
}

/** Where a section is put. `after` and `atEndOf` mean behind the sub-sections; `atEndOf` makes it one of them. */
export type MarkdownPlace =
  | 'end'
  | { readonly before: MarkdownSection }
  | { readonly after: MarkdownSection }
  | { readonly atEndOf: MarkdownSection };

/**
 * What a Markdown transform finds in its context. Text to be put in is Markdown with `\n` between lines; it comes out with
 * the newlines, heading style, bullets and fences of the file, with one blank line around it.
 *
 * Every list of edits was applied and the result parsed again: all blocks outside of the edit are what they were, those
 * inside are what the text says by itself. Where that cannot be had the answer is null. An empty list means that all is as
 * wanted already. Edits of several calls may stand in one fix as long as they do not meet.
 */
export interface MarkdownServices {
  readonly sections: MarkdownSections;
  /**
   * Puts in a section: text that begins with its heading, the only one of its level. Levels are shifted to fit the place.
   * At the end of the file, link definitions and footnotes stay last.
   */
  insertSection(markdown: string, where: MarkdownPlace): readonly Edit[] | null;
  /** Adds blocks to a section, before its sub-sections and before definitions that end it. Headings become sub-sections. */
  appendTo(section: MarkdownSection, markdown: string): readonly Edit[] | null;
  /** Adds blocks right under the heading. Null for text with headings. */
  prependTo(section: MarkdownSection, markdown: string): readonly Edit[] | null;
  /** Levels of headings stay as they are given. */
  replaceBlock(block: MarkdownBlock, markdown: string): readonly Edit[] | null;
  /** Takes siblings out with their lines: blocks, items of a list, rows of a table. */
  removeBlocks(first: MarkdownBlock, last: MarkdownBlock): readonly Edit[] | null;
  /** Takes a section out with its sub-sections; definitions at the end of the file stay, as do comments that mark what follows. */
  removeSection(section: MarkdownSection): readonly Edit[] | null;
  /**
   * Adds an item behind the last one, with the list's marker, number, indentation and blank lines; in a task list it is
   * not ticked unless the text begins with `[x]`.
   */
  appendItem(list: MarkdownBlock, markdown: string): readonly Edit[] | null;
}
