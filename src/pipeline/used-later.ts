import { type FileOutcome, outcomeKind } from '../core/outcome.js';
import type { HoldingComment } from './messages.js';
import type { PlannedFile } from './planned-file.js';

const UNUSED = 'suppression-unused';

/** True where a project stage may yet find out that a comment is of use. */
export function isOpen({ findings }: Pick<FileOutcome, 'findings'>): boolean {
  return findings.some(({ code }) => code === UNUSED);
}

/** A comment that held back an edit of a project stage was of use, though the transform before had nothing there. */
export function withoutUsedLater(
  file: PlannedFile,
  holding: readonly (HoldingComment & { readonly codemod: string })[],
): PlannedFile {
  const isUsed = ({ code, codemod, line, column }: FileOutcome['findings'][number]): boolean =>
    code === UNUSED &&
    holding.some(
      (one) => one.path === file.outcome.path && one.codemod === codemod && one.line === line && one.column === column,
    );
  const { findings: all, withheld, failure, skip } = file.outcome;
  const findings = all.filter((finding) => !isUsed(finding));
  if (findings.length === all.length) return file;
  const kind = outcomeKind({ failure, changed: file.change !== null, findings: findings.length + withheld.length, skip });
  return { ...file, outcome: { ...file.outcome, findings, kind } };
}
