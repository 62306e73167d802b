import type { SurveyResult, SurveyScope } from './messages.js';

/** So often a survey is run again without the file that it did not survive; a codemod that ends its process each time gives up then. */
const MOST_LOST = 3;

/**
 * Runs a survey, and again without each file that ends its process or never comes back: those files fail, the others go on.
 *
 * @param run the survey over some of the files; beside a failure it tells for which file the process worked when it died.
 */
export async function surveyWithout(
  { files }: SurveyScope,
  run: (files: readonly string[]) => Promise<SurveyResult & { readonly held?: string | null }>,
): Promise<SurveyResult> {
  const lost: SurveyResult['failures'][number][] = [];
  for (;;) {
    const rest = files.filter((path) => lost.every((one) => one.path !== path));
    const { held = null, ...result } = await run(rest);
    if (result.failure === null) return { ...result, failures: [...lost, ...result.failures] };
    if (held === null || lost.length >= MOST_LOST) return { ...result, failures: lost };
    lost.push({ path: held, ...result.failure });
  }
}
