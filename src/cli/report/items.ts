import type { Change } from '../../core/change.js';
import { visibleLine } from '../../core/display.js';
import type { Fix } from '../../core/fix.js';
import type { FileOutcome, WithheldFix } from '../../core/outcome.js';
import type { Planned } from '../../pipeline/plan.js';
import type { ChangeText } from '../../reports/change-text.js';

/** Something told about a place. Both texts are safe to show. */
export interface Item {
  readonly at: string;
  readonly text: string;
}

/** A path of the plan as it is shown: from the current folder, and safe. */
export type Shown = (path: string) => string;

/** @param dryRun true: lines are those of the files as they are, for nothing is written. */
export function changeItems(change: Change, text: ChangeText | undefined, dryRun: boolean, shown: Shown): readonly Item[] {
  const path = shown(change.path);
  if (change.kind !== 'modify') {
    const to = change.kind === 'rename' ? ` to ${shown(change.to)}` : '';
    return [{ at: path, text: `${change.kind}${to}: ${visibleLine(change.reason)}` }];
  }
  return (text?.fixes ?? []).map(({ fix: { reason, applicability, caveat }, line, lineBefore }) => {
    const warning = applicability === 'safe' ? '' : ` (${applicability}: ${visibleLine(caveat)})`;
    return { at: `${path}:${dryRun ? lineBefore : line}`, text: `${visibleLine(reason)}${warning}` };
  });
}

export function findingItems({ path, findings, withheld }: FileOutcome, dryRun: boolean, shown: Shown): readonly Item[] {
  const at = (item: { readonly line: number; readonly lineBefore: number }): string =>
    `${shown(path)}:${dryRun ? item.lineBefore : item.line}`;
  return [
    ...findings.map((finding) => ({ at: at(finding), text: `${finding.code}  ${visibleLine(finding.message)}` })),
    ...withheld.map((item) => {
      return { at: at(item), text: `withheld-${item.because}  ${visibleFix(item, shown)}` };
    }),
  ];
}

/** Fixes that comments hold back beyond the lines that they are about. */
export function heldWholeItems({ path, heldBack }: FileOutcome, dryRun: boolean, shown: Shown): readonly Item[] {
  return heldBack.withheld.flatMap(({ fix: { reason }, beyond, line, lineBefore }) =>
    beyond === undefined
      ? []
      : {
          at: `${shown(path)}:${dryRun ? lineBefore : line}`,
          text: `withheld-suppressed  ${visibleLine(withCaveat({ reason, caveat: beyond }))}`,
        },
  );
}

/** The path that a caveat names is one of the plan. */
function visibleFix({ fix, belongsWith }: WithheldFix, shown: Shown): string {
  const caveat = visibleLine(fix.caveat);
  return withCaveat({
    reason: visibleLine(fix.reason),
    caveat: belongsWith === undefined ? caveat : caveat.replace(visibleLine(belongsWith), () => shown(belongsWith)),
  });
}

/** The caveat goes on with the sentence of the reason, which may have been ended. */
function withCaveat({ reason, caveat }: Pick<Fix, 'reason' | 'caveat'>): string {
  return caveat === '' ? reason : `${reason.replace(/\.$/, '')}: ${caveat}`;
}

export function skipItems({ path, skip }: FileOutcome, shown: Shown): readonly Item[] {
  return skip === null ? [] : [{ at: shown(path), text: `${skip.code}: ${visibleLine(skip.message)}` }];
}

export function failureItems({ path, failure }: FileOutcome, shown: Shown): readonly Item[] {
  if (failure === null) return [];
  const by = failure.codemod === undefined ? '' : ` (${failure.codemod})`;
  return [{ at: shown(path), text: `${failure.code}: ${visibleLine(failure.message)}${by}` }];
}

export function projectFindingItems({ findings }: Planned['project'], shown: Shown): readonly Item[] {
  return findings.map(({ path, code, message }) => ({ at: shown(path), text: `${code}  ${visibleLine(message)}` }));
}

export function projectFailureItems({ failures }: Planned['project'], shown: Shown): readonly Item[] {
  return failures.map(({ codemod, code, message, path }) => ({
    at: path === undefined ? codemod : `${codemod}, ${shown(path)}`,
    text: `${code}: ${visibleLine(message)}`,
  }));
}
