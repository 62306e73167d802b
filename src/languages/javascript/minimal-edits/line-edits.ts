import { diffArrays } from 'diff';
import { type Edit, replaceRange } from '../../../core/edit.js';

/** The edits that turn one text into another, by lines: nothing of the new text is left out. */
export function lineEdits(before: string, after: string): readonly Edit[] {
  return lineEditsWithin(before, after, Number.POSITIVE_INFINITY) ?? [];
}

/** The same; null where more lines than `most` are taken away or put in. */
export function lineEditsWithin(before: string, after: string, most: number): readonly Edit[] | null {
  const parts = diffArrays(linesOf(before), linesOf(after), { maxEditLength: most });
  if (parts === undefined) return null;
  const edits: Edit[] = [];
  let start = 0;
  let end = 0;
  let newText = '';
  const close = (): void => {
    if (end > start || newText !== '') edits.push(replaceRange(before, { start, end }, newText));
    newText = '';
  };
  for (const { added, removed, value } of parts) {
    const text = value.join('');
    if (added) newText += text;
    else if (removed) end += text.length;
    else {
      close();
      start = end + text.length;
      end = start;
    }
  }
  close();
  return edits;
}

/** How many lines such edits take away and put in. */
export function changedLines(edits: readonly Edit[]): number {
  return edits.reduce((sum, { oldText, newText }) => sum + linesOf(oldText).length + linesOf(newText).length, 0);
}

/** With their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+$/g) ?? [];
}
