// One of many that want to apply one plan at the same moment: for each line that it reads, the root of a tree of the twenty files, it applies
// the plan there and prints the result as a line of JSON. It says `ready` when it can begin.
import { createInterface } from 'node:readline';
import { applyPlan } from '../../apply/apply-plan.js';
import { newRunId } from '../../apply/run-id.js';
import { TWENTY } from '../faults/twenty-files.js';

/** All of them tell this of the same bytes: it is to be recorded once. */
const SHARED = {
  phase: 'transform',
  step: null,
  codemod: 'sample',
  path: 'keep.py',
  range: null,
  code: 'SAMPLE001',
  message: 'A person has to look at this.',
  context: { sha256: 'f'.repeat(64) },
  question: null,
};

process.stdout.write('ready\n');
for await (const root of createInterface({ input: process.stdin })) {
  const run = { id: newRunId(new Date()), time: new Date().toISOString() };
  const result = await applyPlan({ root, plan: TWENTY.plan, run, errors: [{ ...SHARED, ts: run.time, run: run.id }] });
  const message = result.kind === 'failed' ? result.error.message : null;
  process.stdout.write(`${JSON.stringify({ ...result, message })}\n`);
}
