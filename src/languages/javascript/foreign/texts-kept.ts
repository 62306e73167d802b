import { applyEdits, type Edit, replaceRange } from '../../../core/edit.js';
import { groupBy } from '../../../core/group-by.js';
import { isSkip } from '../../../core/source-file.js';
import { lineStartAt } from '../../lines.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { lineFeeds } from '../minimal-edits/comparable.js';
import { hunksOf } from '../minimal-edits/hunk.js';
import { keptTokens } from '../minimal-edits/kept-tokens.js';
import { reparsed } from '../minimal-edits/reparsed.js';

/** What a printer has left of the texts of several lines (pieces of templates, strings that go on in the next line). */
export interface TextsKept {
  readonly text: string;
  /** How the printed text begins a line of one of which other white space may be meant; null where there is none. */
  readonly other: string | null;
}

/**
 * Gives the lines inside of texts the white space back that they begin with in the file: recast indents them along with the code around them, and
 * writes spaces for tabs. White space that differs from that of the file by more than the line does on which the text begins is left as it is.
 */
export function withTextsKept(printed: string, file: JavaScriptFile): TextsKept {
  const asPrinted = { text: printed, other: null };
  if (!HAS_TEXT.test(printed) || indentsOf(printed) === indentsOf(file.text)) return asPrinted;
  const after = reparsed(file, printed);
  if (isSkip(after)) return asPrinted;
  const changed = pairsOf(textsIn(file), textsIn(after)).filter(([old, fresh]) => isIndentedOtherwise(old, fresh));
  const edits = changed.filter(([old, fresh]) => isOfPrinter(old, fresh)).map(([old, fresh]) => givenBack(printed, old, fresh));
  const text = applyEdits(printed, edits);
  const other = changed.find(([old, fresh]) => old.words === fresh.words && !isOfPrinter(old, fresh))?.[1];
  const line = other?.lines.slice(1).find((indented) => indented.trim() !== '') ?? '';
  return { text: isSkip(reparsed(file, text)) ? printed : text, other: other === undefined ? null : line };
}

/** Whether there may be a text of several lines. */
const HAS_TEXT = /`|\\[\r\n]|=[ \t]*(?:"[^"\r\n]*|'[^'\r\n]*)[\r\n]/;

function indentsOf(text: string): string {
  return text
    .split(LINE_END)
    .map((line) => INDENT.exec(line)?.[0])
    .join('\n');
}

const LINE_END = /\r\n|[\r\n]/;
const INDENT = /^[ \t]*/;

interface Text {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
  /** Without the white space at the beginnings of its lines behind the first. */
  readonly words: string;
  /** The white space at the beginning of the line on which it begins. */
  readonly indent: string;
}

function textsIn({ tokens, text }: JavaScriptFile): readonly Text[] {
  return tokens.flatMap(({ kind, start, end }) => {
    if (kind !== 'template' && kind !== 'string') return [];
    const lines = lineFeeds(text.slice(start, end)).split('\n');
    if (lines.length === 1) return [];
    const words = lines.map((line, index) => (index === 0 ? line : line.replace(INDENT, ''))).join('\n');
    return { start, end, lines, words, indent: INDENT.exec(text.slice(lineStartAt(text, start), start))?.[0] ?? '' };
  });
}

type Pair = readonly [old: Text, fresh: Text];

/** The texts of a file with those that stand in their places, and those that are left with those of the same words. */
function pairsOf(old: readonly Text[], fresh: readonly Text[]): readonly Pair[] {
  const hunks = hunksOf(old.map(wordsOf), fresh.map(wordsOf));
  const even = hunks.filter(({ oldStart, oldEnd, newStart, newEnd }) => oldEnd - oldStart === newEnd - newStart);
  const pairs = keptTokens(hunks, fresh.length).flatMap((at, index) => pairOf(at === null ? undefined : old[at], fresh[index]));
  for (const { oldStart, oldEnd, newStart } of even) {
    for (let at = oldStart; at < oldEnd; at++) pairs.push(...pairOf(old[at], fresh[newStart + at - oldStart]));
  }
  const paired = new Set(pairs.flat());
  const [gone, come] = [old, fresh].map((texts) =>
    groupBy(
      texts.filter((text) => !paired.has(text)),
      wordsOf,
    ),
  );
  for (const [words, texts] of gone ?? []) {
    for (const [index, text] of texts.entries()) pairs.push(...pairOf(text, come?.get(words)?.[index]));
  }
  return pairs;
}

function wordsOf({ words }: Text): string {
  return words;
}

function pairOf(old: Text | undefined, fresh: Text | undefined): Pair[] {
  return old === undefined || fresh === undefined ? [] : [[old, fresh]];
}

function isIndentedOtherwise(old: Text, fresh: Text): boolean {
  return old.lines.length === fresh.lines.length && indentsOf(old.lines.join('\n')) !== indentsOf(fresh.lines.join('\n'));
}

/** How wide the tabs of a printer may be. */
const TAB_WIDTHS = [4, 2, 8, 3, 1, 5, 6, 7];

/** Whether all lines of a text stand where they do in the file, or as much deeper as the line does on which it begins. */
function isOfPrinter(old: Text, fresh: Text): boolean {
  return TAB_WIDTHS.some((width) => {
    const moved = columnsOf(fresh.indent, width) - columnsOf(old.indent, width);
    return [0, moved].some((deeper) => isDeeper(old, fresh, deeper, width));
  });
}

function isDeeper(old: Text, fresh: Text, deeper: number, width: number): boolean {
  return fresh.lines.every((line, index) => {
    const [was, is] = [INDENT.exec(old.lines[index] ?? '')?.[0] ?? '', INDENT.exec(line)?.[0] ?? ''];
    const isBlank = index < fresh.lines.length - 1 && line.trim() === '';
    return index === 0 || isBlank || columnsOf(is, width) === Math.max(0, columnsOf(was, width) + deeper);
  });
}

/** How far white space reaches from the beginning of a line. */
function columnsOf(indent: string, width: number): number {
  let columns = 0;
  for (const unit of indent) columns = unit === '\t' ? columns + width - (columns % width) : columns + 1;
  return columns;
}

function givenBack(printed: string, old: Text, fresh: Text): Edit {
  const lines = fresh.lines.map((line, index) => {
    const indent = INDENT.exec(old.lines[index] ?? '')?.[0] ?? '';
    return index === 0 ? line : indent + line.replace(INDENT, '');
  });
  const newline = printed.slice(fresh.start, fresh.end).includes('\r\n') ? '\r\n' : '\n';
  return replaceRange(printed, fresh, lines.join(newline));
}
