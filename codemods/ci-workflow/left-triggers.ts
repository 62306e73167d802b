import type { ProjectFinding } from 'codex-codemod';
import { type Foldable, type Run, report } from './run.js';

const PLAIN = new Set(['workflow_dispatch']);

/** The events that a folded workflow was to run on, where the CI does not. */
export function leftTriggers({ workflow: { path, root, services, triggers } }: Foldable, run: Run): readonly ProjectFinding[] {
  const wanted = new Set([...PLAIN, ...run.context.params.triggers]);
  const on = services.get(root, 'on');
  const hasOptions = on?.kind === 'map' && on.pairs.some(({ value }) => value !== null);
  if (!hasOptions && triggers.every((event) => wanted.has(event))) return [];
  const text = JSON.stringify(services.data(on));
  const message = `the jobs are folded into the CI and run when that does; the workflow was to run on ${text}`;
  return [report(run, 'CI010', path, message, 'Should the CI run on these events?')];
}
