import { blocksWithin, type MarkdownFile, type MarkdownSection, type MarkdownSections, titleKey } from 'codex-codemod';
import { namesScanner } from './scanners.js';

/** What a README has of a section on scanning. */
export type Standing =
  | { readonly kind: 'none' }
  /** A section that names scanners. */
  | { readonly kind: 'told'; readonly section: MarkdownSection }
  /** A section that has its title and tells of something else. */
  | { readonly kind: 'other'; readonly section: MarkdownSection }
  /** A section `Security`, neither on scanning nor a policy: the new one goes into it. */
  | { readonly kind: 'outer'; readonly section: MarkdownSection }
  /** A title that no heading of Markdown makes: HTML, or a paragraph in bold. */
  | { readonly kind: 'unreadable' };

const SCANNING =
  /^(?:(?:code|source code|security|secrets?|vulnerability|vulnerabilities)(?: and (?:secrets?|security))? (?:scan(?:s|ning|ners?)?|checks?|audits?|auditing|detection|tooling|tools)|scanning for (?:secrets|vulnerabilities))$/;
const POLICY =
  /\breport|\bdisclos|\bvulnerabilit(?:y|ies)\b|security\.md|\bcve\b|security (?:policy|issue|bug|problem|contact|team)/i;
const HTML_HEADING = /<h[1-6][^>]*>([\s\S]*?)<\/h[1-6]>/gi;

/** Looks for the section on scanning, so that there is never a second one. */
export function findSection(file: MarkdownFile, sections: MarkdownSections): Standing {
  const scanning = sections.all.filter(({ title }) => isScanning(title));
  const general = sections.all.filter((section) => titleKey(section.title) === 'security' && section.level > 1);
  const textOf = ({ range }: MarkdownSection): string => file.text.slice(range.start, range.end);
  const told = [...scanning, ...general].find((section) => namesScanner(textOf(section)));
  if (told !== undefined) return { kind: 'told', section: told };
  const [other] = scanning;
  if (other !== undefined) return { kind: 'other', section: other };
  if (hasOtherTitle(file)) return { kind: 'unreadable' };
  const outer = general.find((section) => !POLICY.test(textOf(section)));
  return outer === undefined ? { kind: 'none' } : { kind: 'outer', section: outer };
}

function isScanning(title: string): boolean {
  return SCANNING.test(titleKey(title));
}

function hasOtherTitle(file: MarkdownFile): boolean {
  return [...blocksWithin(file.blocks)].some((block) => {
    if (block.type === 'html')
      return [...block.text.matchAll(HTML_HEADING)].some(([, inner = '']) => isScanning(withoutTags(inner)));
    const [first] = block.inlines;
    const isBold = block.type === 'paragraph' && first?.type === 'strong' && first.text === block.text;
    return (isBold || (block.type === 'heading' && block.depth > 0)) && isScanning(block.text);
  });
}

function withoutTags(html: string): string {
  return html.replace(/<[^>]*>/g, ' ');
}
