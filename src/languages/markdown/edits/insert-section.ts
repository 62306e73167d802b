import type { Edit } from '../../../core/edit.js';
import { contentStart } from '../make-sections.js';
import type { MarkdownFile } from '../markdown-file.js';
import type { MarkdownPlace, MarkdownSection } from '../services.js';
import { readBody } from './body.js';
import { candidatesOf } from './candidates.js';
import { beforeBlock, endOfRun } from './gap.js';
import { type Anchor, insertBlocks } from './insert.js';

interface Slot {
  readonly index: number;
  readonly anchor: Anchor;
  /** The level that the section's heading gets; null to leave it as it is given. */
  readonly level: number | null;
}

/** See {@link MarkdownServices.insertSection}. */
export function insertSection(
  file: MarkdownFile,
  root: MarkdownSection,
  markdown: string,
  where: MarkdownPlace,
): readonly Edit[] | null {
  const body = readBody(file, markdown);
  const slot = slotOf(file, root, where);
  const [first, ...others] = body?.blocks ?? [];
  if (body === null || slot === null || first?.level == null) return null;
  const given = first.level;
  if (others.some(({ level }) => level !== null && level <= given)) return null;
  const candidates = candidatesOf(file, body, (slot.level ?? given) - given);
  return candidates === null ? null : insertBlocks(file, slot.index, slot.anchor, candidates);
}

function slotOf(file: MarkdownFile, root: MarkdownSection, where: MarkdownPlace): Slot | null {
  if (where === 'end') return slotAtEnd(file, root);
  if ('atEndOf' in where) return slotIn(file, root, where.atEndOf);
  const section = 'before' in where ? where.before : where.after;
  const at = indexOf(file, section);
  if (at === null) return null;
  if ('before' in where) {
    return { index: beforeBlock(file, at, contentStart(file.blocks)), anchor: 'before', level: section.level };
  }
  return { ...slotBehind(file, at, section), level: section.level };
}

function slotIn(file: MarkdownFile, root: MarkdownSection, section: MarkdownSection): Slot | null {
  if (section === root) return slotAtEnd(file, root);
  const at = indexOf(file, section);
  if (at === null) return null;
  return { ...slotBehind(file, at, section), level: section.children.at(-1)?.level ?? section.level + 1 };
}

/** Beside the other sections of the document: in a document with one title, those below it. */
function slotAtEnd(file: MarkdownFile, root: MarkdownSection): Slot {
  const [title, ...others] = root.children;
  const isTitle = title !== undefined && title.level === 1 && others.length === 0;
  const level = isTitle ? (title.children.at(-1)?.level ?? 2) : (root.children.at(-1)?.level ?? null);
  const index = endOfRun(file, contentStart(file.blocks), file.blocks.length, true);
  return { index, anchor: 'after', level };
}

function slotBehind(file: MarkdownFile, at: number, section: MarkdownSection): Pick<Slot, 'index' | 'anchor'> {
  const end = endOfSection(file, at, section);
  return { index: endOfRun(file, at + 1, end, end === file.blocks.length), anchor: 'after' };
}

/** The index of the block behind a section and its sub-sections. */
export function endOfSection({ blocks }: MarkdownFile, at: number, section: MarkdownSection): number {
  const next = blocks.findIndex(({ start }, index) => index > at && start >= section.range.end);
  return next < 0 ? blocks.length : next;
}

/** The index of a section's heading, or null for the document and for sections of other files. */
export function indexOf({ blocks }: MarkdownFile, { heading }: MarkdownSection): number | null {
  const index = heading === null ? -1 : blocks.indexOf(heading);
  return index < 0 ? null : index;
}
