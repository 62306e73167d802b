import { drawTable } from './draw-table.js';
import { wrapWords } from './wrap-words.js';

/** The lines of one part of a Markdown text. */
interface Block {
  readonly kind: 'kept' | 'prose' | 'table';
  readonly lines: string[];
}

/**
 * Markdown for a terminal: paragraphs and items of lists are wrapped, and a table that is too wide becomes a list. Code,
 * headings and tables that fit stay as they are. Without an end to the columns the text is left whole.
 */
export function wrapMarkdown(text: string, columns: number): string {
  if (!Number.isFinite(columns)) return text;
  return blocksOf(text.split('\n'))
    .flatMap((block) => drawBlock(block, columns))
    .join('\n');
}

function drawBlock({ kind, lines }: Block, columns: number): readonly string[] {
  if (kind === 'kept') return lines;
  if (kind === 'table') return lines.every((line) => line.length <= columns) ? lines : drawTable(lines, columns);
  const [, marker = ''] = /^(\s*(?:[-*+]|\d+[.)])\s+|\s*)/.exec(lines[0] ?? '') ?? [];
  const words = lines.map((line) => line.trim()).join(' ');
  const [first = '', ...more] = wrapWords(words.slice(marker.trim().length).trim(), columns - marker.length);
  return [marker + first, ...more.map((line) => ' '.repeat(marker.length) + line)];
}

const FENCE = /^\s*(```+|~~~+)/;
const ITEM = /^\s*(?:[-*+]|\d+[.)])\s/;

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let fence: string | null = null;
  for (const line of lines) {
    const last = blocks.at(-1);
    const mark = FENCE.exec(line)?.[1] ?? null;
    const kind = fence !== null || mark !== null ? 'kept' : kindOf(line, last);
    if (fence === null) fence = mark;
    else if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
    const joins = last?.kind === kind && !(kind === 'prose' && ITEM.test(line));
    if (joins) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return blocks;
}

function kindOf(line: string, last: Block | undefined): Block['kind'] {
  if (/^\s*\|/.test(line)) return 'table';
  // Four spaces make code, but for the lines of a paragraph or of an item.
  if (/^(?: {4}|\t)/.test(line) && last?.kind !== 'prose') return 'kept';
  return /^\s*$|^#|^\s*[<>]|^\[.*\]: |^(?:---|\*\*\*)$/.test(line) ? 'kept' : 'prose';
}
