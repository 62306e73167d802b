import type { Edit } from '../../../core/edit.js';
import { contentStart } from '../make-sections.js';
import type { MarkdownFile } from '../markdown-file.js';
import type { MarkdownSection } from '../services.js';
import { readBody } from './body.js';
import { candidatesOf } from './candidates.js';
import { endOfRun } from './gap.js';
import { insertBlocks } from './insert.js';
import { indexOf } from './insert-section.js';

/** See {@link MarkdownServices.appendTo}. */
export function appendTo(file: MarkdownFile, section: MarkdownSection, markdown: string): readonly Edit[] | null {
  const body = readBody(file, markdown);
  const start = startOf(file, section);
  if (body === null || start === null) return null;
  const levels = body.blocks.flatMap(({ level }) => (level === null ? [] : [level]));
  const wanted = section.children[0]?.level ?? section.level + 1;
  const candidates = candidatesOf(file, body, levels.length === 0 ? 0 : wanted - Math.min(...levels));
  if (candidates === null) return null;
  return insertBlocks(file, endOfRun(file, start, start + section.blocks.length, true), 'after', candidates);
}

/** See {@link MarkdownServices.prependTo}. */
export function prependTo(file: MarkdownFile, section: MarkdownSection, markdown: string): readonly Edit[] | null {
  const body = readBody(file, markdown);
  const start = startOf(file, section);
  if (body === null || start === null || body.blocks.some(({ type }) => type === 'heading')) return null;
  const candidates = candidatesOf(file, body, 0);
  return candidates === null ? null : insertBlocks(file, start, 'after', candidates);
}

/** The index of the first block of a section's own content. */
function startOf(file: MarkdownFile, section: MarkdownSection): number | null {
  if (section.heading === null) return contentStart(file.blocks);
  const at = indexOf(file, section);
  return at === null ? null : at + 1;
}
