import { applyEdits, type Edit, replaceRange } from '../../../core/edit.js';
import type { MarkdownBlock } from '../markdown-file.js';
import type { Body } from './body.js';
import { type FileStyle, isSetext } from './file-style.js';

/**
 * A piece of Markdown in the style of a file, its outermost headings `shift` levels down.
 *
 * @param what `headings` leaves bullets and fences as they are given.
 */
export function restyle({ text, blocks }: Body, style: FileStyle, shift: number, what: 'all' | 'headings'): string {
  const edits = blocks.flatMap((block) => [
    ...(block.type === 'heading' ? headingEdits(text, block, style, shift) : []),
    ...(what === 'all' ? [...bulletEdits(text, block, style), ...fenceEdits(text, block, style)] : []),
  ]);
  return applyEdits(
    text,
    edits.filter(({ oldText, newText }) => oldText !== newText),
  );
}

function headingEdits(text: string, heading: MarkdownBlock, style: FileStyle, shift: number): readonly Edit[] {
  const level = (heading.level ?? 1) + shift;
  const { content } = heading;
  const title = content === null ? '' : text.slice(content.start, content.end);
  return [replaceRange(text, heading, writeHeading(title, level, style, isSetext(text.slice(heading.start, heading.end))))];
}

function writeHeading(title: string, level: number, style: FileStyle, wasSetext: boolean): string {
  const isTold = style.isSetext(level);
  if (level <= 2 && title !== '' && (isTold || (wasSetext && title.includes('\n')))) {
    const width = style.underline ?? [...(title.split('\n').at(-1) ?? '')].length;
    return `${title}\n${(level === 1 ? '=' : '-').repeat(Math.max(width, 2))}`;
  }
  const marks = '#'.repeat(level);
  const opened = title === '' ? marks : `${marks} ${title.replace(/[ \t]*\n[ \t]*/g, ' ')}`;
  return style.closesHeadings && title !== '' ? `${opened} ${marks}` : opened;
}

function bulletEdits(text: string, list: MarkdownBlock, { bullet }: FileStyle): readonly Edit[] {
  if (list.type !== 'list' || list.ordered !== false || bullet === null) return [];
  return list.children.map(({ start }) => replaceRange(text, { start, end: start + 1 }, bullet));
}

function fenceEdits(text: string, code: MarkdownBlock, { fence }: FileStyle): readonly Edit[] {
  if (code.type !== 'code' || fence === null || (code.info ?? '').includes('`')) return [];
  const source = text.slice(code.start, code.end);
  const [opening = ''] = /^(?:`{3,}|~{3,})/.exec(source) ?? [];
  const [closing = ''] = /(?:`{3,}|~{3,})$/.exec(source.trimEnd()) ?? [];
  if (opening === '' || closing.length < opening.length || code.text.includes(fence.repeat(3))) return [];
  const closed = code.start + source.trimEnd().length;
  return [
    replaceRange(text, { start: code.start, end: code.start + opening.length }, fence.repeat(opening.length)),
    replaceRange(text, { start: closed - closing.length, end: closed }, fence.repeat(closing.length)),
  ];
}
