import { twoAnswers } from './commands/apply.js';
import type { ShowOptions } from './commands/show.js';
import { decisionsFileOf, readDecisions } from './decisions-file.js';
import { ExitCode } from './exit-code.js';
import { reportPlan } from './report-plan.js';
import { openPlan } from './saved-plan.js';
import { openTerminal } from './terminal.js';

/** `codemod show plan.json`: the plan as it was made, whatever was decided about it. @returns the exit code. */
export async function runShowPlan(typed: string, where: string | null, { format, json, color }: ShowOptions): Promise<number> {
  if (json === true && format !== undefined && format !== 'json') throw twoAnswers(format);
  const terminal = openTerminal(color);
  const { plan, read, id, file } = await openPlan(typed, where);
  const { decisions } = readDecisions(decisionsFileOf(file), id);
  await reportPlan(format ?? (json === true ? 'json' : 'diff'), { plan, read, decisions, exitCode: ExitCode.done }, terminal);
  return ExitCode.done;
}
