import type { Change } from '../../core/change.js';
import { visibleLine } from '../../core/display.js';
import type { FileOutcome } from '../../core/outcome.js';
import type { Planned } from '../../pipeline/plan.js';

/** Something told about a place. Both texts are safe to show. */
export interface Item {
  readonly at: string;
  readonly text: string;
}

/** @param dryRun true: lines are those of the files as they are, for nothing is written. */
export function changeItems(change: Change, dryRun: boolean): readonly Item[] {
  const path = visibleLine(change.path);
  if (change.kind !== 'modify') {
    const to = change.kind === 'rename' ? ` to ${visibleLine(change.to)}` : '';
    return [{ at: path, text: `${change.kind}${to}: ${visibleLine(change.reason)}` }];
  }
  return change.steps.flatMap(({ fixes }) =>
    fixes.map(({ line, reason, applicability, caveat }) => {
      const warning = applicability === 'safe' ? '' : ` (${applicability}: ${visibleLine(caveat)})`;
      return { at: dryRun ? `${path}:${line}` : path, text: `${visibleLine(reason)}${warning}` };
    }),
  );
}

export function findingItems({ path, findings, withheld }: FileOutcome, dryRun: boolean): readonly Item[] {
  const at = (item: { readonly line: number; readonly lineBefore: number }): string =>
    `${visibleLine(path)}:${dryRun ? item.lineBefore : item.line}`;
  return [
    ...findings.map((finding) => ({ at: at(finding), text: `${finding.code}  ${visibleLine(finding.message)}` })),
    ...withheld.map((item) => {
      const caveat = item.fix.caveat === '' ? '' : `: ${visibleLine(item.fix.caveat)}`;
      return { at: at(item), text: `withheld-${item.because}  ${visibleLine(item.fix.reason)}${caveat}` };
    }),
  ];
}

export function skipItems({ path, skip }: FileOutcome): readonly Item[] {
  return skip === null ? [] : [{ at: visibleLine(path), text: `${skip.code}: ${visibleLine(skip.message)}` }];
}

export function failureItems({ path, failure }: FileOutcome): readonly Item[] {
  if (failure === null) return [];
  const by = failure.codemod === undefined ? '' : ` (${failure.codemod})`;
  return [{ at: visibleLine(path), text: `${failure.code}: ${visibleLine(failure.message)}${by}` }];
}

export function projectFindingItems({ findings }: Planned['project']): readonly Item[] {
  return findings.map(({ path, code, message }) => ({ at: visibleLine(path), text: `${code}  ${visibleLine(message)}` }));
}

export function projectFailureItems({ failures }: Planned['project']): readonly Item[] {
  return failures.map(({ codemod, code, message, path }) => ({
    at: path === undefined ? codemod : `${codemod}, ${visibleLine(path)}`,
    text: `${code}: ${visibleLine(message)}`,
  }));
}
