import { type MarkdownBlock, type MarkdownFile, type MarkdownPlace, type MarkdownSection, titleKey } from 'codex-codemod';

/** Where the section goes. */
export interface Place {
  readonly where: MarkdownPlace;
  /** The section that follows; null at the end. */
  readonly next: MarkdownSection | null;
}

const LAST_SECTIONS =
  /^(?:licen[cs]e|licen[cs]es|licen[cs]ing|copyright and licen[cs]e|licen[cs]e and copyright|contributing|contribute|contributions?|how to contribute|contributing guide(?:lines)?)$/;

/**
 * Before the named heading, or, without a name, before the first main section on the licence or on contributing, else at
 * the end. Null when the named heading is not there, or nothing can stand before it.
 */
export function choosePlace(file: MarkdownFile, root: MarkdownSection, before: string): Place | null {
  const main = mainSections(root);
  if (before !== '') {
    const named = main.find(({ title }) => titleKey(title) === titleKey(before));
    return named === undefined ? null : placeBefore(file, main, named);
  }
  const places = main
    .filter(({ title }) => LAST_SECTIONS.test(titleKey(title)))
    .flatMap((section) => placeBefore(file, main, section) ?? []);
  return places[0] ?? { where: 'end', next: null };
}

/** The sections that the document is made of: in a document with one title, those below it. */
export function mainSections(root: MarkdownSection): readonly MarkdownSection[] {
  const [first, ...others] = root.children;
  return first !== undefined && first.level === 1 && others.length === 0 ? first.children : root.children;
}

/** What belongs to the heading stays with it: a comment such as `<!-- LICENSE -->`, or an anchor. */
function placeBefore(file: MarkdownFile, main: readonly MarkdownSection[], section: MarkdownSection): Place | null {
  const at = main.indexOf(section);
  const previous = main[at - 1];
  // The first heading of the highest level is the title, whatever it says.
  if (section.level === 1 && previous === undefined) return null;
  const above = blockAbove(file, section);
  if (above === undefined || !belongsToNext(above, section)) return { where: { before: section }, next: section };
  const isComment = above.text.startsWith('<!--');
  const isAttached = !/\n[ \t]*\r?\n|\r[ \t]*\r/.test(file.text.slice(above.end, section.range.start));
  return isComment && isAttached && previous !== undefined ? { where: { after: previous }, next: section } : null;
}

function blockAbove({ blocks }: MarkdownFile, { heading }: MarkdownSection): MarkdownBlock | undefined {
  return heading === null ? undefined : blocks[blocks.indexOf(heading) - 1];
}

function belongsToNext(block: MarkdownBlock, { title }: MarkdownSection): boolean {
  if (/^(?:<!--)/.test(block.text)) return !/\b(?:end|stop)\b|^<!--\s*\//i.test(block.text) || block.text.includes(title);
  const tags = block.type === 'html' ? [block.text] : block.inlines.map(({ type, text }) => (type === 'html' ? text : ''));
  const isBare = block.type === 'html' || (block.type === 'paragraph' && block.text.trim() === '');
  return isBare && /<a\s[^>]*\b(?:name|id)\s*=/i.test(tags.join('')) && !/\bhref\s*=/i.test(tags.join(''));
}
