import type { MarkdownFile } from '../markdown-file.js';
import { type Body, readBody } from './body.js';
import { fileStyle } from './file-style.js';
import { restyle } from './restyle.js';
import { type Shape, shapeOf } from './shape.js';

/** What is to be put into a file, in the spellings that may be tried, best first. */
export interface Candidates {
  /** With `\n` between lines. */
  readonly texts: readonly string[];
  /** What each of them has to say in the file. */
  readonly shapes: readonly Shape[];
}

/** @returns null when the text is empty or open at its end, and when a heading would get a level that there is not. */
export function candidatesOf(file: MarkdownFile, body: Body, shift: number): Candidates | null {
  const levels = body.blocks.flatMap(({ level }) => (level === null ? [] : [level + shift]));
  if (levels.some((level) => level < 1 || level > 6)) return null;
  const style = fileStyle(file);
  const texts = [restyle(body, style, shift, 'all'), restyle(body, style, shift, 'headings')];
  const inFile = body.blocks.map((block) =>
    shapeOf(block.level === null ? block : asOneLine({ ...block, level: block.level + shift }, texts)),
  );
  return { texts: [...new Set(texts)], shapes: inFile };
}

/** A heading of several lines may have become one of one line. */
function asOneLine(heading: Body['blocks'][number], texts: readonly string[]): Body['blocks'][number] {
  if (!heading.text.includes('\n') || texts.every((text) => text.includes(heading.text))) return heading;
  const join = (text: string): string => text.replace(/\n/g, ' ');
  return { ...heading, text: join(heading.text), inlines: heading.inlines.map((one) => ({ ...one, text: join(one.text) })) };
}

/** The candidates of text whose headings keep their levels. */
export function plainCandidates(file: MarkdownFile, markdown: string): Candidates | null {
  const body = readBody(file, markdown);
  return body === null ? null : candidatesOf(file, body, 0);
}
