import {
  blocksWithin,
  type Edit,
  insertAt,
  lineStartAt,
  type MarkdownBlock,
  type MarkdownFile,
  type MarkdownSection,
  type MarkdownServices,
  newlineNear,
  titleKey,
} from 'codex-codemod';
import { anchorOf } from './anchor-of.js';
import { mainSections } from './choose-place.js';

/**
 * The edits that list a new section in the table of contents: empty where there is none that lists all other main
 * sections, null where the entry cannot be added exactly.
 *
 * @param next the section before which the new one stands; null at the end.
 */
export function contentsEntry(
  file: MarkdownFile,
  { sections, appendItem }: Pick<MarkdownServices, 'sections' | 'appendItem'>,
  title: string,
  next: MarkdownSection | null,
): readonly Edit[] | null {
  const main = mainSections(sections.root);
  const contents = findContents(file, main);
  if (contents === null) return [];
  const entry = `[${title}](#${anchorOf(title)})`;
  if (next === null) return appendItem(contents, entry);
  const at = contents.children.findIndex((item) => leadsTo(item, next));
  const [item, previous] = [contents.children[at], contents.children[at - 1]];
  if (item === undefined) return appendItem(contents, entry);
  return insertBefore(file, contents, { item, previous: previous ?? contents.children[at + 1] ?? item }, entry);
}

/** A list of links, one to each main section but that which holds the list. */
function findContents(file: MarkdownFile, main: readonly MarkdownSection[]): MarkdownBlock | null {
  for (const list of blocksWithin(file.blocks)) {
    if (list.type !== 'list' || list.children.length < 2) continue;
    const listed = main.filter(({ own, title }) => !isIn(list, own) && !isTitleOfContents(title));
    const isComplete = listed.every((section) => list.children.some((item) => leadsTo(item, section)));
    if (listed.length >= 2 && isComplete && list.children.every((item) => linkOf(item) !== null)) return list;
  }
  return null;
}

function isTitleOfContents(title: string): boolean {
  return /^(?:table of contents|contents|toc|index|overview)$/.test(titleKey(title));
}

function isIn(inner: MarkdownBlock, { start, end }: { readonly start: number; readonly end: number }): boolean {
  return start <= inner.start && inner.end <= end;
}

/** The link that an item begins with, to a place of the same file. */
function linkOf({ children: [paragraph] }: MarkdownBlock): { readonly text: string; readonly anchor: string } | null {
  const link = paragraph?.type === 'paragraph' ? paragraph.inlines[0] : undefined;
  const target = link?.type === 'link' ? (link.target ?? '') : '';
  return link !== undefined && target.startsWith('#') ? { text: link.text, anchor: target.slice(1) } : null;
}

function leadsTo(item: MarkdownBlock, { title }: MarkdownSection): boolean {
  const link = linkOf(item);
  return link !== null && (link.anchor.toLowerCase() === anchorOf(title) || titleKey(link.text) === titleKey(title));
}

/**
 * A line with the mark of its neighbours begins an item beside them, whatever they hold: that is exact as long as both
 * stand on lines of their own, in the same column, without numbers.
 */
function insertBefore(
  { text, ...file }: MarkdownFile,
  list: MarkdownBlock,
  { item, previous }: { readonly item: MarkdownBlock; readonly previous: MarkdownBlock },
  entry: string,
): readonly Edit[] | null {
  const mark = markOf(text, item);
  if (list.ordered === true || mark === null || markOf(text, previous) !== mark) return null;
  const start = lineStartAt(text, item.start);
  const newline = newlineNear({ text, ...file }, start);
  return [insertAt(start, `${mark}${entry}${newline}${list.loose === true ? newline : ''}`)];
}

/** The indentation and the mark of an item that has its line for itself. */
function markOf(text: string, item: MarkdownBlock): string | null {
  const before = text.slice(lineStartAt(text, item.start), item.children[0]?.start ?? item.start);
  return /^[ \t]*[-+*][ \t]+$/.test(before) ? before : null;
}
