import type { Edit } from '../core/edit.js';
import type { FixInit } from '../core/fix.js';
import { mergeEdits } from './merge-edits.js';

/** What is to be done at one place, in the order in which texts for the same place are to stand. */
export type Part = FixInit & { readonly edits: readonly Edit[] };

/**
 * One fix out of those that meet, as two insertions at the end of a file do: the engine would leave the later out, and a
 * project stage has no second pass. A fix of two is as safe as the less safe of them.
 */
export function joinFixes(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const meeting = joined.filter((one) => one.edits.some((edit) => part.edits.some((other) => meets(edit, other))));
    for (const one of meeting) joined.splice(joined.indexOf(one), 1);
    joined.push([...meeting, part].reduce(join));
  }
  return joined;
}

function meets(a: Edit, b: Edit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function join(a: Part, b: Part): Part {
  const edits = mergeEdits([...a.edits, ...b.edits]);
  const reason = `${a.reason}; ${b.reason}`;
  const lesser = [a, b].find(({ applicability }) => applicability === 'manual' || applicability === 'unsafe');
  return { ...(lesser ?? a), reason, at: a.at, edits };
}
