import type { OpenedFile, ProjectFinding } from 'codex-codemod';
import { findWarnings } from './find-warnings.js';
import type { GuideContext } from './params.js';
import type { Repository } from './read-repository.js';
import { type Removal, removeWarning } from './remove-warning.js';

/** The warnings of a guide that can be taken out, and what is told of the others. */
export interface Outdated {
  readonly removals: readonly Removal[];
  readonly findings: readonly ProjectFinding[];
}

/** As long as no workflow is active, a warning that they are disabled is true. */
export function takeOutWarnings(
  { path, file, services }: OpenedFile<'markdown'>,
  { hasWorkflow }: Repository,
  context: GuideContext,
): Outdated {
  const removals: Removal[] = [];
  const findings: ProjectFinding[] = [];
  for (const warning of hasWorkflow ? findWarnings(file, services.sections) : []) {
    const removal = removeWarning(file, services, warning);
    if (removal !== null) {
      removals.push(removal);
      continue;
    }
    const line = file.text.slice(0, warning.first.start).split(/\r\n|\r|\n/).length;
    const message = `line ${line} says that workflows are disabled, and cannot be taken out exactly`;
    findings.push(context.finding('GUIDE003', path, message, 'Is it still true that workflows are disabled?'));
  }
  return { removals, findings };
}
