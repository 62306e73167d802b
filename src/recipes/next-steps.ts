import type { NextStep, Row } from '../core/matrix.js';
import type { MissingTarget } from './map-targets.js';

/** What the state of a repository asks for, the most pressing first. `command` is how the tool is called. */
export function nextSteps(
  recipe: string,
  rows: readonly Row[],
  missing: readonly MissingTarget[],
  command: string,
): readonly NextStep[] {
  const of = (state: Row['state']): readonly Row[] => rows.filter((row) => row.state === state);
  const names = (some: readonly Row[]): string => some.map(({ action }) => action).join(', ');
  const [failed, todo, deferred] = [of('failed'), of('to do'), of('deferred')];
  const steps: NextStep[] = [];
  if (failed.length > 0) {
    steps.push({ priority: 'high', text: `See why these steps failed, and run again: ${names(failed)}` });
  }
  if (todo.length > 0)
    steps.push({ priority: 'high', text: `Carry out what is to do: ${command} apply ${recipe}, with the same options` });
  for (const { action, detail, code } of of('open')) {
    const more = code === null ? '' : `: ${command} explain ${code}`;
    steps.push({ priority: 'medium', text: `See to what ${action} left (${detail})${more}` });
  }
  for (const { message, question, role } of missing) {
    steps.push({ priority: 'low', text: `${message}. ${question} Answer in codemod.yaml: targets: { ${role}: PATH }` });
  }
  if (deferred.length > 0) steps.push({ priority: 'low', text: `Take up again what was deferred: ${names(deferred)}` });
  return steps;
}
