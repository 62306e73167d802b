import { diffArrays } from 'diff';

/** Lines that differ more than this are not compared any further. */
const MOST_CHANGES = 2_000;

/** Where an offset of a changed text stood in the text before: in what was changed, the start of its line there. */
export function placeBefore(before: string, after: string): (offset: number) => number {
  if (before === after) return (offset) => offset;
  const parts = diffArrays(linesOf(before), linesOf(after), { maxEditLength: MOST_CHANGES }) ?? [];
  return (offset) => {
    let [was, is] = [0, 0];
    for (const { added, removed, value } of parts) {
      const length = value.join('').length;
      if (!removed && offset < is + length) return added ? was : was + offset - is;
      if (!added) was += length;
      if (!removed) is += length;
    }
    return was;
  };
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}
