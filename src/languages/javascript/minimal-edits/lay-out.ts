import type { Edit } from '../../../core/edit.js';
import type { Newline } from '../../../core/source-file.js';
import type { Hunk } from './hunk.js';
import { type Gap, type HunkGaps, hunkGaps, type Reach } from './hunk-gaps.js';
import { gapAt, type Side, type Sides } from './side.js';
import { joinTouching } from './split-noise.js';
import { trimmedEdit } from './trimmed-edit.js';

/** A token of the text to be, and the white space before it. The last one is the end of the text, behind the last token of both sides. */
export interface Cell {
  readonly gap: Gap;
  readonly key: string;
  readonly text: string;
  /** Its index among the tokens of the file; null where the printer puts it in. */
  readonly old: number | null;
  /** Its index among the printed tokens; null where it stays though the printer has left it out. */
  readonly new: number | null;
}

/** The text to be: that of the file with the new tokens of the hunks that are kept in the place of the old ones. */
export function layOut(hunks: readonly Hunk[], kept: readonly Hunk[], sides: Sides, reach: Reach): readonly Cell[] {
  const [before, after] = sides;
  const cells: Cell[] = [];
  let [old, fresh] = [0, 0];
  /** What the last hunk leaves before the next token of the file. */
  let ahead: Gap | null = null;
  const stay = (end: number, isCommon: boolean): void => {
    for (; old < end; old++) {
      const gap = ahead ?? { text: gapAt(before, old), from: 'file' };
      cells.push({ gap, ...tokenAt(before, old), old, new: isCommon ? fresh++ : null });
      ahead = null;
    }
  };
  const put = ({ newStart, newEnd }: Hunk, { left, right, quote }: HunkGaps): void => {
    for (let at = newStart; at < newEnd; at++) {
      const gap: Gap = at === newStart ? left : { text: gapAt(after, at), from: 'printer' };
      const { key, text } = tokenAt(after, at);
      cells.push({ gap, key, text: requoted(text, quote), old: null, new: at });
    }
    ahead = right;
  };
  for (const { hunk, isKept } of stepsOf(hunks, kept)) {
    stay(hunk.oldStart, true);
    if (isKept) put(hunk, hunkGaps(hunk, sides, reach));
    else stay(hunk.oldEnd, false);
    [old, fresh] = [hunk.oldEnd, hunk.newEnd];
  }
  stay(before.tokens.length + 1, true);
  return cells;
}

/** All hunks in their order, those that are kept and touch as one. */
function stepsOf(hunks: readonly Hunk[], kept: readonly Hunk[]): readonly { readonly hunk: Hunk; readonly isKept: boolean }[] {
  const chosen = new Set(kept);
  const left = hunks.filter((hunk) => !chosen.has(hunk));
  const steps = [...joinTouching(kept).map((hunk) => ({ hunk, isKept: true })), ...left.map((hunk) => ({ hunk, isKept: false }))];
  return steps.sort((a, b) => a.hunk.oldStart - b.hunk.oldStart || a.hunk.newStart - b.hunk.newStart);
}

/** The edits that make a file of what was laid out. */
export function editsOf(cells: readonly Cell[], { text, tokens }: Side, newline: Newline): readonly Edit[] {
  const edits: Edit[] = [];
  let start = 0;
  let made = '';
  for (const cell of cells) {
    made += cell.gap.text;
    if (cell.old === null) made += cell.text;
    else {
      const token = tokens[cell.old]?.token;
      const range = { start, end: token?.start ?? text.length };
      const edit = made === text.slice(range.start, range.end) ? null : trimmedEdit(text, range, made, newline);
      if (edit !== null) edits.push(edit);
      start = token?.end ?? text.length;
      made = '';
    }
  }
  return edits;
}

function tokenAt({ text, tokens }: Side, index: number): { readonly key: string; readonly text: string } {
  const found = tokens[index];
  return found === undefined ? { key: '', text: '' } : { key: found.key, text: text.slice(found.token.start, found.token.end) };
}

/** A string in the quotes of the one that it replaces, where quotes are all that would be different. */
function requoted(written: string, quote: string | null): string {
  return quote !== null && /^(['"])[^'"\\]*\1$/.test(written) ? quote + written.slice(1, -1) + quote : written;
}
