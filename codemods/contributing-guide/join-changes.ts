import { type Edit, replaceRange } from 'codex-codemod';

/** One reason to change a guide. */
export interface GuideChange {
  readonly reason: string;
  readonly edits: readonly Edit[];
  /** Empty for a safe one. */
  readonly caveat: string;
}

/** Changes of which edits stand at one place become one change, in the given order; the engine would drop the later one. */
export function joinChanges(text: string, changes: readonly GuideChange[]): readonly GuideChange[] {
  const done: GuideChange[] = [];
  for (const change of changes) {
    const at = done.findIndex(({ edits }) =>
      edits.some((one) => change.edits.some((other) => joined(text, one, other) !== null)),
    );
    const met = done[at];
    if (met === undefined || met.caveat !== change.caveat) done.push(change);
    else done[at] = { ...met, reason: `${met.reason}; ${change.reason}`, edits: joinEdits(text, met.edits, change.edits) };
  }
  return done;
}

function joinEdits(text: string, edits: readonly Edit[], more: readonly Edit[]): readonly Edit[] {
  const all = [...edits];
  for (const edit of more) {
    const at = all.findIndex((one) => joined(text, one, edit) !== null);
    const met = all[at];
    const both = met === undefined ? null : joined(text, met, edit);
    if (both === null) all.push(edit);
    else all[at] = both;
  }
  return all;
}

/** Two edits as one, when one of them is an insertion at a border of the other; else null. */
function joined(text: string, first: Edit, second: Edit): Edit | null {
  const [inserted, other] = second.start === second.end ? [second, first] : [first, second];
  if (inserted.start !== inserted.end) return null;
  if (inserted.start === other.end) return replaceRange(text, other, other.newText + inserted.newText);
  return inserted.start === other.start ? replaceRange(text, other, inserted.newText + other.newText) : null;
}
