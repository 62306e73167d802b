import { type Edit, insertAt } from '../../../core/edit.js';
import { newlineNear } from '../../../core/source-file.js';
import { isBlankBefore, isBlankLine, lastLineEnd, lineStartAt, skipBreak } from '../../lines.js';
import type { MarkdownFile } from '../markdown-file.js';
import type { Candidates } from './candidates.js';
import { verified } from './verified.js';

/** Which neighbour the inserted blocks go with: blank lines that are there already stay on its other side. */
export type Anchor = 'before' | 'after';

/** Inserts blocks so that the first of them has the given index among those of the document. */
export function insertBlocks(file: MarkdownFile, index: number, anchor: Anchor, candidates: Candidates): readonly Edit[] | null {
  for (const text of candidates.texts) {
    const edit = anchor === 'before' ? beforeNext(file, index, text) : afterPrevious(file, index, text);
    const intent = { parent: [], from: index, to: index, inserted: candidates.shapes };
    const edits = verified(file, [edit], intent);
    if (edits !== null) return edits;
  }
  return null;
}

function beforeNext(file: MarkdownFile, index: number, body: string): Edit {
  const next = file.blocks[index];
  if (next === undefined) return afterPrevious(file, index, body);
  const offset = lineStartAt(file.text, next.start);
  const newline = newlineNear(file, offset);
  const isApart = index === 0 || isBlankBefore(file.text, offset);
  return insertAt(offset, `${isApart ? '' : newline}${spelt(body, newline)}${newline}${newline}`);
}

function afterPrevious(file: MarkdownFile, index: number, body: string): Edit {
  const { text } = file;
  const previous = file.blocks[index - 1];
  if (previous === undefined) return file.blocks.length > 0 ? beforeNext(file, index, body) : intoNothing(file, body);
  const offset = lastLineEnd(text, previous);
  const newline = newlineNear(file, offset);
  const following = skipBreak(text, offset);
  const isApart = following === text.length || isBlankLine(text, following);
  return insertAt(offset, `${newline}${newline}${spelt(body, newline)}${isApart ? '' : newline}`);
}

/** Into a file that holds blank lines at most. */
function intoNothing(file: MarkdownFile, body: string): Edit {
  const start = lineStartAt(file.text, file.text.length);
  return insertAt(start, `${spelt(body, file.newline)}${start === file.text.length ? file.newline : ''}`);
}

/** A text with `\n` in the newlines of the file. */
export function spelt(text: string, newline: string): string {
  return text.replaceAll('\n', newline);
}
