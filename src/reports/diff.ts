import { visibleLine } from '../core/display.js';
import { type ReportFacts, textOf } from './report-facts.js';

/**
 * The patch of a plan for `git apply`, in bytes: every line in the encoding of its file. What cannot be told stands between
 * the files as a comment, which `git apply` passes over.
 */
export function renderDiff({ plan, texts }: Pick<ReportFacts, 'plan' | 'texts'>): Buffer {
  const parts = plan.changes.map((change) => {
    const text = textOf(change, texts);
    if (typeof text !== 'string') return text.patch ?? Buffer.from(text.diff);
    return Buffer.from(`# ${visibleLine(change.path)}: ${text}, so that its diff cannot be shown\n`);
  });
  return Buffer.concat(parts);
}
