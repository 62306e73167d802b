import type { Edit } from '../core/edit.js';
import type { Finding, Fix } from '../core/fix.js';
import type { Range } from '../core/range.js';
import { concernOf, mayHoldSuppression, nearestName, type Suppression, suppressionsIn } from '../core/suppression.js';
import type { ParsedFile } from '../languages/language.js';
import type { Remark } from '../languages/remark.js';

/** A comment of a file with one of the suppressions in it. */
interface Placed {
  readonly remark: Remark;
  readonly suppression: Suppression;
}

/** What the comments of one file hold back of one codemod. */
export interface Suppressions {
  /** Where the comments start that hold a fix back: the defect, or a line that it would change, is what they are about. */
  holding(item: Fix | Finding): readonly number[];
  /** True where an edit would change a line that is held back. */
  forbid(edits: readonly Edit[]): boolean;
  /** What is wrong with the comments themselves. @param used where those start that held something back. */
  audit(used: ReadonlySet<number>): readonly Finding[];
}

const NONE: Suppressions = { holding: () => [], forbid: () => false, audit: () => [] };

export function suppressionsOf(parsed: ParsedFile, codemod: string): Suppressions {
  const { text } = parsed.file;
  if (!mayHoldSuppression(text)) return NONE;
  const placed = parsed
    .remarks()
    .flatMap((remark) => suppressionsIn(remark.text).map((suppression) => ({ remark, suppression })));
  const own = placed.filter(({ suppression }) => concernOf(suppression, codemod) !== 'none');
  if (own.length === 0) return NONE;
  const near = indexOf(own);
  const altering = (edits: readonly Edit[]): readonly Placed[] =>
    edits.flatMap((edit) => near(edit).filter(({ remark }) => altersLines(text, remark.covers, edit)));
  return {
    holding(item) {
      const there = near(item.at).filter(({ remark }) => isAt(remark.covers, item.at));
      return [...there, ...(item.kind === 'fix' ? altering(item.edits) : [])].map(({ remark }) => remark.start);
    },
    forbid: (edits) => altering(edits).length > 0,
    audit: (used) => own.flatMap((one) => complaint(one, codemod, used.has(one.remark.start)) ?? []),
  };
}

/** Finds what is about lines that a range meets or touches without looking at all the others: there may be one on every line. */
function indexOf(placed: readonly Placed[]): (range: Range) => readonly Placed[] {
  const ordered = [...placed].sort((a, b) => a.remark.covers.start - b.remark.covers.start);
  let furthest = 0;
  const reach = ordered.map(({ remark }) => (furthest = Math.max(furthest, remark.covers.end)));
  return ({ start, end }) => {
    const first = firstWhere(reach.length, (index) => (reach[index] ?? 0) >= start);
    const behind = firstWhere(ordered.length, (index) => (ordered[index]?.remark.covers.start ?? 0) > end);
    return ordered.slice(first, behind);
  };
}

/** The first index of which something holds that holds of all behind it, by bisection. */
function firstWhere(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** True when a place has a line in common with whole lines; the end of a range is not in it. */
function isAt(lines: Range, { start, end }: Range): boolean {
  return start <= lines.end && Math.max(start, end - 1) >= lines.start;
}

/** False for an edit that puts whole lines above or below, or takes such away. */
function altersLines(text: string, lines: Range, { start, end, newText }: Edit): boolean {
  if (end < lines.start || start > lines.end) return false;
  const endsAbove = end === lines.start && /[\r\n]$/.test(newText === '' ? text.slice(0, start) : newText);
  const startsBelow = start === lines.end && /^[\r\n]/.test(newText === '' ? text.slice(end) : newText);
  return !endsAbove && !startsBelow;
}

function complaint({ remark, suppression }: Placed, codemod: string, used: boolean): Finding | null {
  const at = { start: remark.start, end: remark.end };
  const { names, reason, fault } = suppression;
  if (names === null) {
    const message = `it cannot be read, ${fault}, and holds back every codemod here: write codemod: ignore[${codemod}] reason`;
    return { kind: 'finding', code: 'suppression-malformed', message, at };
  }
  if (!names.includes(codemod)) {
    const message = `it names ${nearestName(names, codemod)}, and ${codemod} seems to be meant, which is held back here`;
    return { kind: 'finding', code: 'suppression-unknown', message, at };
  }
  if (!used) {
    const what = names.length > 1 ? 'take its name out' : 'remove the comment';
    return {
      kind: 'finding',
      code: 'suppression-unused',
      message: `${codemod} has nothing to change or report here: ${what}`,
      at,
    };
  }
  if (reason !== '') return null;
  const message = `it holds back ${codemod} without a reason: write one behind the bracket`;
  return { kind: 'finding', code: 'suppression-reason', message, at };
}
