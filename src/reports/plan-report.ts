import type { Change } from '../core/change.js';
import { planId } from '../core/plan.js';
import { describeChange } from './describe-change.js';
import { type ReportFacts, textOf } from './report-facts.js';

/** A plan as JSON, of the form that all `--json` answers have. */
export function renderJson(facts: ReportFacts): string {
  return `${JSON.stringify({ codemodReport: 1, command: 'show', plan: planReport(facts) })}\n`;
}

function planReport({ plan, texts, exitCode }: ReportFacts): object {
  const { tool, asked, codemods, options, root, head, counts, left } = plan;
  return {
    id: planId(plan),
    ...{ tool, asked, codemods, options, root, head, counts, exitCode },
    changes: plan.changes.map((change) => describe(change, texts)),
    left,
  };
}

function describe(change: Change, texts: ReportFacts['texts']): object {
  const text = textOf(change, texts);
  if (typeof text !== 'string') return describeChange(change, text);
  const steps = change.kind === 'modify' ? change.steps : [];
  const fixes = steps.flatMap(({ codemod, fixes: all }) => all.map((fix) => ({ codemod, ...fix, line: null, lineBefore: null })));
  return { ...describeChange(change, undefined), fixes, untold: text };
}
