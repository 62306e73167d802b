import type { ProjectYield } from 'codex-codemod';
import { missingJobs } from './missing-jobs.js';
import type { Foldable, Run } from './run.js';

/** Writes the CI of a repository that has none. */
export async function* createCi(run: Run, path: string, foldable: readonly Foldable[]): AsyncGenerator<ProjectYield> {
  const { context } = run;
  const { jobs, findings } = missingJobs(run, null, foldable);
  yield* findings;
  const events = ['workflow_dispatch', ...context.params.triggers.filter((event) => event !== 'workflow_dispatch')];
  const all = Object.entries({ ...Object.assign({}, ...foldable.map((one) => one.jobs)), ...jobs } as Record<string, string>);
  if (all.length === 0) return;
  const text = await context.template('ci.yml', {
    triggers: [...new Set(events)].map((event) => `  ${event}:`).join('\n'),
    jobs: all.map(([id, value]) => pairText(id, value)).join('\n\n'),
  });
  yield { kind: 'create', path, text, reason: 'the repository has no workflow that builds and tests it' };
  for (const { workflow } of foldable) {
    yield { kind: 'delete', path: workflow.path, reason: `its jobs stand in ${path} now` };
  }
}

/** A job below `jobs:`, comments above its value above its name. */
function pairText(id: string, value: string): string {
  const lines = value.trimEnd().split('\n');
  const first = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line));
  const indented = (line: string, by: string): string => (line === '' ? '' : by + line);
  const lead = lines.slice(0, first).map((line) => indented(line.trim(), '  '));
  return [...lead, `  ${id}:`, ...lines.slice(first).map((line) => indented(line, '    '))].join('\n');
}
