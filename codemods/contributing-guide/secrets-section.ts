import { type Edit, type MarkdownFile, type MarkdownSection, type MarkdownServices, titleKey } from 'codex-codemod';
import type { Removal } from './remove-warning.js';

const TITLE = /\bsecrets? baseline\b|\bdetect secrets\b|\bbaseline of secrets\b/;

/** True for a guide that tells how the baseline is kept, in whatever words. */
export function tellsOfBaseline({ text }: MarkdownFile, { sections }: MarkdownServices): boolean {
  return (
    /\.secrets\.baseline|detect-secrets (?:scan|audit)\b/.test(text.replace(/<!--[\s\S]*?-->/g, '')) ||
    sections.all.some(({ title }) => TITLE.test(titleKey(title)))
  );
}

/** How the section is put in. */
export interface Placed {
  readonly edits: readonly Edit[];
  /** The removal in the place of which the section comes; null where it stands beside them all. */
  readonly instead: Removal | null;
}

/**
 * Places the section behind that of the checks, else at the end, else in the place of a warning that would be taken out
 * from there. Null where none of it is exact.
 */
export function placeSection(
  services: MarkdownServices,
  markdown: string,
  checks: MarkdownSection | null,
  removals: readonly Removal[],
): Placed | null {
  const places = [...(checks === null || checks.level < 2 ? [] : [{ after: checks }]), 'end' as const];
  for (const place of places) {
    const edits = services.insertSection(markdown, place);
    if (edits !== null && !removals.some((removal) => meet(edits, removal.edits))) return { edits, instead: null };
  }
  for (const instead of removals.filter(isLastOfDocument(services))) {
    const { first, section } = instead.warning;
    const edits = services.replaceBlock(first, atLevel(markdown, section.level + 1));
    if (edits !== null) return { edits, instead };
  }
  return null;
}

/** Only there does a section in the place of a block take nothing in that follows. */
function isLastOfDocument({ sections }: MarkdownServices): (removal: Removal) => boolean {
  const last = sections.all.at(-1) ?? sections.root;
  return ({ caveat, warning }) =>
    caveat === '' &&
    warning.first === warning.last &&
    warning.section === last &&
    last.blocks.at(-1) === warning.first &&
    last.level < 2;
}

function atLevel(markdown: string, level: number): string {
  return markdown.replace(/^#+(?= )/, '#'.repeat(Math.max(level, 2)));
}

function meet(edits: readonly Edit[], others: readonly Edit[]): boolean {
  return edits.some((one) => others.some((other) => one.start <= other.end && other.start <= one.end));
}
