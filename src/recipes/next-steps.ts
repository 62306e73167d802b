import type { NextStep, Row } from '../core/matrix.js';
import type { MissingTarget } from './map-targets.js';

/** How a person carries a recipe out, and asks about a code. */
export interface Commands {
  /** With all that the command needs, as it can be typed. */
  readonly apply: string;
  readonly explain: string;
}

/** What the state of a repository asks for, the most pressing first. */
export function nextSteps(
  rows: readonly Row[],
  missing: readonly MissingTarget[],
  { apply, explain }: Commands,
): readonly NextStep[] {
  const of = (state: Row['state']): readonly Row[] => rows.filter((row) => row.state === state);
  const names = (some: readonly Row[]): string => some.map(({ action }) => action).join(', ');
  const [failed, todo, deferred] = [of('failed'), of('to do'), of('deferred')];
  const steps: NextStep[] = [];
  if (failed.length > 0) {
    steps.push({ priority: 'high', text: `See why these steps failed, and run again: ${names(failed)}` });
  }
  if (todo.length > 0) steps.push({ priority: 'high', text: `Carry out what is to do: ${apply}` });
  for (const { action, detail, code } of of('open')) {
    const more = code === null ? '' : `: ${explain} ${code}`;
    steps.push({ priority: 'medium', text: `See to what ${action} left (${detail})${more}` });
  }
  for (const { message, question, role } of missing) {
    steps.push({ priority: 'low', text: `${message}. ${question} Answer in codemod.yaml: targets: { ${role}: PATH }` });
  }
  if (deferred.length > 0) steps.push({ priority: 'low', text: `Take up again what was deferred: ${names(deferred)}` });
  return steps;
}
