import type { NextStep, Row } from '../core/matrix.js';
import type { MissingTarget } from './map-targets.js';

const CODE = /\b[A-Z]+\d{3}\b|\bwithheld-[a-z]+\b/;

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
    steps.push({ priority: 'high', text: `See why these steps failed, in .codex/errors.ndjson: ${names(failed)}` });
  }
  if (todo.length > 0) steps.push({ priority: 'high', text: `Carry out what is left: ${command} apply ${recipe}` });
  for (const { action, detail } of of('open')) {
    const code = CODE.exec(detail)?.[0] ?? 'tool-missing';
    steps.push({ priority: 'medium', text: `See to what ${action} left (${detail}): ${command} explain ${code}` });
  }
  for (const { question, role } of missing) {
    steps.push({ priority: 'low', text: `${question} Answer in codemod.yaml: targets: { ${role}: PATH }` });
  }
  if (deferred.length > 0) steps.push({ priority: 'low', text: `Take up again what was deferred: ${names(deferred)}` });
  return steps;
}
