import { diffArrays } from 'diff';
import { type Edit, replaceRange } from '../../../core/edit.js';

/** The edits that turn one text into another, by lines: nothing of the new text is left out. */
export function lineEdits(before: string, after: string): readonly Edit[] {
  const edits: Edit[] = [];
  let start = 0;
  let end = 0;
  let newText = '';
  const close = (): void => {
    if (end > start || newText !== '') edits.push(replaceRange(before, { start, end }, newText));
    newText = '';
  };
  for (const { added, removed, value } of diffArrays(linesOf(before), linesOf(after))) {
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

/** With their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+$/g) ?? [];
}
