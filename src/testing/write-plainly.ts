import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stepsOf } from '../apply/plan-steps.js';
import type { SampleRun } from './sample-run.js';

/** What any program does that changes files, as a control: one after the other, in place, looking at nothing. */
export function writePlainly({ files, plan }: SampleRun, root: string): { readonly kind: 'done' } {
  for (const { path: file, after, content } of stepsOf(plan.changes)) {
    const target = path.join(root, file);
    if (after === null) rmSync(target, { force: true });
    else {
      mkdirSync(path.dirname(target), { recursive: true });
      const bytes = content((original) => Buffer.from(files[original] ?? ''));
      writeFileSync(target, bytes, { mode: after.mode });
    }
  }
  return { kind: 'done' };
}
