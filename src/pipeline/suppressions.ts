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
  const alters = ({ remark: { covers } }: Placed, edits: readonly Edit[]): boolean =>
    edits.some((edit) => altersLines(text, covers, edit));
  return {
    holding: (item) =>
      own
        .filter((one) => isAt(one.remark.covers, item.at) || (item.kind === 'fix' && alters(one, item.edits)))
        .map(({ remark }) => remark.start),
    forbid: (edits) => own.some((one) => alters(one, edits)),
    audit: (used) => own.flatMap((one) => complaint(one, codemod, used.has(one.remark.start)) ?? []),
  };
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
