import { type MarkdownSection, type OpenedFile, type Part, type ProjectFinding, titleKey } from 'codex-codemod';
import { namesCheck, namesOtherTypeChecker, namesTypeCheck } from './check-command.js';
import { findChecks } from './find-checks.js';
import { checksText } from './guide-text.js';
import type { GuideContext } from './params.js';
import { partOf } from './part-of.js';
import type { Repository } from './read-repository.js';

type Guide = OpenedFile<'markdown'>;

/** What becomes of the list of checks. */
export interface TypeCheck {
  readonly changes: readonly Part[];
  readonly findings: readonly ProjectFinding[];
  /** The section that lists the checks, if one does. */
  readonly section: MarkdownSection | null;
}

/**
 * Adds mypy to the checks of a guide, or all checks of the repository to a guide that names none.
 *
 * @param all the guides; what one of them tells need not be told again.
 */
export async function addTypeCheck(
  guide: Guide,
  all: readonly Guide[],
  repository: Repository,
  context: GuideContext,
): Promise<TypeCheck> {
  const { path, file, services } = guide;
  const checks = findChecks(file, services);
  const section = checks?.section ?? null;
  const told = (findings: readonly ProjectFinding[]): TypeCheck => ({ changes: [], findings, section });
  if (repository.typeCheck === null || all.some((one) => namesTypeCheck(one.file.text))) return told([]);
  if (namesOtherTypeChecker(file.text)) {
    const question = 'Is mypy to run beside the other type checker?';
    return told([context.finding('GUIDE004', path, 'the guide names another type checker, so mypy is not added', question)]);
  }
  const isUntold = checks === null && !namesCheck(file.text) && services.sections.find(isOfChecks) === null;
  const edits = isUntold
    ? services.insertSection(await checksText(repository, context), 'end')
    : (checks?.add(repository.typeCheck, 'mypy') ?? null);
  if (edits === null) return told([isUntold ? context.finding('GUIDE006', path, NO_PLACE) : noList(path, context)]);
  const only = checks?.isOnlyOf ?? null;
  const caveat = only === null ? '' : `the list that mypy is added to tells of ${only} alone`;
  const reason = isUntold ? 'the guide tells of no check' : 'mypy is not in the list of checks';
  return { changes: [partOf(reason, edits, caveat)], findings: [], section };
}

/** A section that tells of checks in words that are not known here. */
function isOfChecks({ title }: MarkdownSection): boolean {
  return /\b(?:checks|tests?|testing|lint(?:ing|ers?)?)\b/.test(titleKey(title));
}

const NO_PLACE = 'the section on the checks has no exact place';

function noList(path: string, context: GuideContext): ProjectFinding {
  const message = 'the guide tells of checks, but has no list of them that mypy can be added to';
  return context.finding('GUIDE002', path, message, 'Where does the guide tell which checks to run?');
}
