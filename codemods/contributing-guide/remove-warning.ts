import { type Edit, type MarkdownFile, type MarkdownServices, replaceRange, titleKey } from 'codex-codemod';
import type { Warning } from './find-warnings.js';
import { kindOf } from './workflow-warning.js';

/** How a warning is taken out. */
export interface Removal {
  readonly warning: Warning;
  readonly edits: readonly Edit[];
  /** Why a person should look; empty for a warning that says nothing else. */
  readonly caveat: string;
}

const OWN_TITLE = /\b(?:workflows?|actions|ci|warning|notice|note|important|continuous integration)\b/;

/** Null where the warning cannot be taken out exactly. */
export function removeWarning(file: MarkdownFile, services: MarkdownServices, warning: Warning): Removal | null {
  if (!warning.isPlain) return null;
  const edits = warning.says === 'warning' ? removeWhole(services, warning) : removeSentences(file, services, warning);
  const caveat = 'the text says more than that workflows are disabled, and what stays may lean on what goes';
  return edits === null ? null : { warning, edits, caveat: warning.says === 'warning' ? '' : caveat };
}

/** A section that is left with nothing goes too, when its title is about nothing else. */
function removeWhole(
  { removeBlocks, removeSection }: MarkdownServices,
  { section, first, last }: Warning,
): readonly Edit[] | null {
  const isAll = section.heading !== null && section.blocks[0] === first && section.blocks.at(-1) === last;
  if (!isAll || section.children.length > 0 || section.level === 1) return removeBlocks(first, last);
  return OWN_TITLE.test(titleKey(section.title)) ? removeSection(section) : null;
}

/** The sentences of a paragraph that say it; the parser is asked whether what is left reads as it did. */
function removeSentences(
  file: MarkdownFile,
  { replaceBlock }: MarkdownServices,
  { first: block }: Warning,
): readonly Edit[] | null {
  const source = file.text.slice(block.start, block.end);
  if (block.type !== 'paragraph' || block.depth > 0 || /^(?:\[!|!!!|:::)/.test(source)) return null;
  const parts = source.split(/(?<=[.!?][*_`"')\]]*\s+)(?=\S)/);
  const kinds = parts.map(kindOf);
  if (kinds.includes('mixed')) return null;
  const gone = kinds.map((kind) => kind !== 'other');
  const at = gone.indexOf(true);
  const end = gone.lastIndexOf(true) + 1;
  // Sentences of one mark, such as bold ones, cannot be parted; those that go must stand together.
  if (at < 0 || gone.slice(at, end).includes(false) || parts.slice(at, end).some(hasOpenMark)) return null;
  const before = parts.slice(0, at).join('');
  const after = parts.slice(end).join('');
  if (after === '' && /[\r\n]\s*$/.test(before)) return tail(file, block, before, replaceBlock);
  const kept = after === '' ? before.trimEnd() : before + after;
  if (kept === '' || replaceBlock(block, kept) === null) return null;
  const from = after === '' ? kept.length : before.length;
  return [replaceRange(file.text, { start: block.start + from, end: block.end - after.length }, '')];
}

/** The last lines go with the line break above them. */
function tail(
  { text }: MarkdownFile,
  block: Warning['first'],
  before: string,
  replaceBlock: MarkdownServices['replaceBlock'],
): readonly Edit[] | null {
  const kept = before.trimEnd();
  return replaceBlock(block, kept) === null
    ? null
    : [replaceRange(text, { start: block.start + kept.length, end: block.end }, '')];
}

function hasOpenMark(part: string): boolean {
  const count = (pattern: RegExp): number => part.match(pattern)?.length ?? 0;
  return count(/\*/g) % 2 !== 0 || count(/`/g) % 2 !== 0 || count(/\[/g) !== count(/\]/g) || count(/(?<!\w)_|_(?!\w)/g) % 2 !== 0;
}
