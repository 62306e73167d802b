import { byPosition, type Edit, hasConflict } from '../core/edit.js';
import type { Fix } from '../core/fix.js';
import { overlapsOrTouches, type Range } from '../core/range.js';
import type { ParsedFile } from '../languages/language.js';
import { placeImports } from './place-imports.js';
import type { Suppressions } from './suppressions.js';
import type { Withheld } from './withheld.js';

/** Which fixes of one pass are applied together. */
export interface Choice {
  readonly accepted: readonly Fix[];
  readonly rejected: readonly Withheld[];
  readonly importEdits: readonly Edit[];
}

/** Takes fixes in the order of the text; one that meets a taken one, or whose imports cannot be placed, is left out whole. */
export function chooseFixes(parsed: ParsedFile, fixes: readonly Fix[], suppressions: Suppressions): Choice {
  const rejected: Withheld[] = [];
  const apart: Fix[] = [];
  const spans: Range[] = [];
  for (const fix of [...fixes].sort((a, b) => byPosition(spanOf(a), spanOf(b)))) {
    const span = spanOf(fix);
    const isNear = (other: Fix, index: number): boolean =>
      overlapsOrTouches(spans[index] ?? span, span) && meet(fix.edits, other.edits);
    if (apart.some(isNear)) rejected.push({ because: 'overlap', fix });
    else {
      apart.push(fix);
      spans.push(span);
    }
  }
  const all = place(parsed, apart, suppressions);
  if ('edits' in all) return { accepted: apart, rejected, importEdits: all.edits };
  return chooseByImports(parsed, apart, rejected, suppressions);
}

function chooseByImports(parsed: ParsedFile, fixes: readonly Fix[], rejected: Withheld[], suppressions: Suppressions): Choice {
  let accepted: readonly Fix[] = [];
  let importEdits: readonly Edit[] = [];
  for (const fix of fixes) {
    const placed = place(parsed, [...accepted, fix], suppressions);
    if ('edits' in placed) {
      accepted = [...accepted, fix];
      importEdits = placed.edits;
    } else rejected.push({ because: 'import', fix: { ...fix, caveat: placed.refused } });
  }
  return { accepted, rejected, importEdits };
}

function place(
  parsed: ParsedFile,
  fixes: readonly Fix[],
  suppressions: Suppressions,
): { edits: readonly Edit[] } | { refused: string } {
  const placed = placeImports(parsed, fixes);
  const others = fixes.flatMap((fix) => fix.edits);
  if ('edits' in placed && (meet(placed.edits, others) || hasConflict(placed.edits))) {
    return { refused: 'the import would stand where the fix changes the file' };
  }
  if ('edits' in placed && suppressions.forbid(placed.edits)) {
    return { refused: 'a comment (codemod: ignore) holds back the line that the import would change' };
  }
  return placed;
}

function meet(some: readonly Range[], others: readonly Range[]): boolean {
  return some.some((a) => others.some((b) => overlapsOrTouches(a, b)));
}

function spanOf(fix: Fix): Range {
  const starts = fix.edits.map((edit) => edit.start);
  return starts.length === 0 ? fix.at : { start: Math.min(...starts), end: Math.max(...fix.edits.map((edit) => edit.end)) };
}
