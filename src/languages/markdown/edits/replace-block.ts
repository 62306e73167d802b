import { type Edit, replaceRange } from '../../../core/edit.js';
import { newlineNear } from '../../../core/source-file.js';
import { lineStartAt } from '../../lines.js';
import type { MarkdownBlock, MarkdownFile } from '../markdown-file.js';
import { plainCandidates } from './candidates.js';
import { spelt } from './insert.js';
import { pathTo } from './shape.js';
import { verified } from './verified.js';

/** See {@link MarkdownServices.replaceBlock}. */
export function replaceBlock(file: MarkdownFile, block: MarkdownBlock, markdown: string): readonly Edit[] | null {
  const path = pathTo(file.blocks, block);
  const candidates = plainCandidates(file, markdown);
  const at = path?.at(-1);
  if (path == null || candidates === null || at === undefined) return null;
  const intent = { parent: path.slice(0, -1), from: at, to: at + 1, inserted: candidates.shapes };
  for (const text of candidates.texts) {
    const edits = verified(file, [replaceRange(file.text, blockRange(file, block), inPlace(file, block, text))], intent);
    if (edits !== null) return edits;
  }
  return null;
}

/** An open code block reaches to the end of the file: its last line break is not content. */
function blockRange({ text }: MarkdownFile, { start, end }: MarkdownBlock): { start: number; end: number } {
  return { start, end: start + text.slice(start, end).replace(/(?:\r\n|\r|\n)+$/, '').length };
}

function inPlace(file: MarkdownFile, block: MarkdownBlock, text: string): string {
  const prefix = continuation(file.text.slice(lineStartAt(file.text, block.start), block.start));
  const lines = text.split('\n').map((line, index) => (index === 0 ? line : `${line === '' ? prefix.trimEnd() : prefix}${line}`));
  return spelt(lines.join('\n'), newlineNear(file, block.start));
}

/** What the next lines of a block have in front when its first line has this: marks of lists become spaces. */
export function continuation(prefix: string): string {
  return prefix.replace(/[^\s>]/g, ' ');
}
