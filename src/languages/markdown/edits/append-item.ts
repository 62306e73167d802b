import { type Edit, insertAt } from '../../../core/edit.js';
import { newlineNear } from '../../../core/source-file.js';
import { lastLineEnd, lineStartAt } from '../../lines.js';
import type { MarkdownBlock, MarkdownFile } from '../markdown-file.js';
import { readBody } from './body.js';
import { spelt } from './insert.js';
import { continuation } from './replace-block.js';
import { pathTo, shapeOf } from './shape.js';
import { verified } from './verified.js';

/** See {@link MarkdownServices.appendItem}. */
export function appendItem(file: MarkdownFile, list: MarkdownBlock, markdown: string): readonly Edit[] | null {
  const path = pathTo(file.blocks, list);
  const last = list.children.at(-1);
  const content = contentOf(list, markdown);
  if (path === null || list.type !== 'list' || last === undefined || content === '') return null;
  const [head, ...tail] = content.split('\n');
  const mark = nextMark(file.text, list);
  const alone = readBody(file, [`${mark}${head}`, ...tail.map((line) => indented(line, ' '.repeat(mark.length)))].join('\n'));
  const item = alone?.blocks.length === 1 ? alone.blocks[0]?.children : undefined;
  const [only, ...more] = item ?? [];
  if (only === undefined || more.length > 0) return null;
  const edit = insertAt(lastLineEnd(file.text, list), lines(file, list, mark, content));
  const from = list.children.length;
  return verified(file, [edit], { parent: path, from, to: from, inserted: [shapeOf(only)] });
}

function contentOf(list: MarkdownBlock, markdown: string): string {
  const text = markdown.replace(/\r\n?/g, '\n').trim();
  const isTask = list.children.every(({ checked }) => checked !== null);
  return text === '' || !isTask || /^\[[ xX]\][ \t]/.test(text) ? text : `[ ] ${text}`;
}

/** What is to be inserted behind the last line of the list. */
function lines(file: MarkdownFile, list: MarkdownBlock, mark: string, content: string): string {
  const newline = newlineNear(file, list.end);
  const prefix = continuation(file.text.slice(lineStartAt(file.text, list.start), list.start));
  const start = list.children.at(-1)?.start ?? list.start;
  const own = /^[\s>]*$/.test(file.text.slice(lineStartAt(file.text, start), start))
    ? file.text.slice(lineStartAt(file.text, start), start)
    : prefix;
  const inner = own + ' '.repeat(mark.length);
  const [head = '', ...tail] = content.split('\n');
  const all = [`${own}${mark}${head}`, ...tail.map((line) => indented(line, inner))];
  const separator = isSeparated(file.text, list) ? `${newline}${own.trimEnd()}` : '';
  return separator + newline + spelt(all.join('\n'), newline);
}

function indented(line: string, indent: string): string {
  return line === '' ? indent.trimEnd() : indent + line;
}

/** The mark of the next item with the white space behind it: `- `, `4. `. */
function nextMark(text: string, list: MarkdownBlock): string {
  const marks = list.children.map((item) => /^([-+*]|\d+[.)])([ \t]*)/.exec(text.slice(item.start, item.end)));
  const [, mark = '-', space = ''] = marks.at(-1) ?? [];
  // More than four columns would make code of the text; a tab is not a fixed width.
  const padding = /^ {1,4}$/.test(space) ? space.length : 1;
  if (list.ordered !== true) return mark + ' '.repeat(padding);
  const numbers = marks.map((match) => Number.parseInt(match?.[1] ?? '', 10));
  const previous = numbers.at(-1) ?? 0;
  const repeats = numbers.length > 1 && numbers.every((number) => number === previous);
  const next = `${repeats ? previous : previous + 1}${mark.slice(-1)}`;
  // Content stays in its column where a number gets a digit more and there is room.
  return next + ' '.repeat(Math.max(1, padding - (next.length - mark.length)));
}

/** True when blank lines stand between the items; a list of one item is loose when its item is. */
function isSeparated(text: string, list: MarkdownBlock): boolean {
  const [previous, last] = [list.children.at(-2), list.children.at(-1)];
  if (previous === undefined || last === undefined) return list.loose === true;
  return /\n[ \t>]*\n/.test(text.slice(Math.max(previous.start, previous.end - 1), last.start).replace(/\r\n?/g, '\n'));
}
