import { CodemodError, messageOf } from '../core/errors.js';
import type { ParamSpecs } from '../core/params.js';
import type { ProjectFinding } from '../core/project-stage.js';
import type { ProjectTree } from '../core/project-tree.js';
import type { SurveyContext } from '../core/survey.js';
import type { SurveyResult, SurveyScope } from './messages.js';
import type { PlacedCodemod } from './run-project.js';
import type { OnHold } from './transformer.js';

/** What a survey has come to that told nothing. */
export const NOTHING_SURVEYED: SurveyResult = { told: [], failures: [], findings: [], failure: null };

/**
 * Runs the survey of a codemod. What it throws is its failure, and nothing that it told counts.
 *
 * @param hold told which file the survey works for.
 */
export async function runSurvey(
  { codemod, params }: PlacedCodemod,
  tree: ProjectTree,
  scope: SurveyScope,
  hold: OnHold,
): Promise<SurveyResult> {
  const told: SurveyResult['told'][number][] = [];
  const failures: SurveyResult['failures'][number][] = [];
  const findings: ProjectFinding[] = [];
  const context: SurveyContext<ParamSpecs> = {
    params,
    ...scope,
    hold,
    finding(code, path, message, question) {
      const doc = codemod.codes[code];
      if (doc === undefined) throw new CodemodError('code-undeclared', `the codemod reports ${code} but does not declare it`);
      const finding: ProjectFinding = { kind: 'finding', code, path, message: message ?? doc.title };
      return question === undefined ? finding : { ...finding, question };
    },
  };
  try {
    for await (const item of codemod.survey?.(tree, context) ?? []) {
      if (item.kind === 'finding') findings.push(item);
      else if (item.kind === 'failure') failures.push({ path: item.path, code: item.code, message: item.message });
      else told.push({ path: item.path, value: item.value, together: item.together ?? [] });
    }
  } catch (thrown) {
    const code = thrown instanceof CodemodError ? thrown.code : 'codemod-threw';
    return { ...NOTHING_SURVEYED, failure: { code, message: messageOf(thrown) } };
  } finally {
    hold(null);
  }
  return { told, failures, findings, failure: null };
}
