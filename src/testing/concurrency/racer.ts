// One of many that want to apply one plan at the same moment: for each line that it reads, the root of a tree of the twenty files, it applies
// the plan there and prints the result as a line of JSON. It says `ready` when it can begin. With `plain` it is the control, which takes no lock.
import { createInterface } from 'node:readline';
import { applyPlan } from '../../apply/apply-plan.js';
import { newRunId } from '../../apply/run-id.js';
import { TWENTY } from '../faults/twenty-files.js';
import { writePlainly } from '../write-plainly.js';

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

async function apply(root: string): Promise<object> {
  if (process.argv[2] === 'plain') return writePlainly(TWENTY, root);
  const run = { id: newRunId(new Date()), time: new Date().toISOString() };
  return await applyPlan({ root, plan: TWENTY.plan, run, errors: [{ ...SHARED, ts: run.time, run: run.id }] });
}

process.stdout.write('ready\n');
for await (const root of createInterface({ input: process.stdin })) {
  const result = await apply(root);
  const message = 'error' in result && result.error instanceof Error ? result.error.message : null;
  process.stdout.write(`${JSON.stringify({ ...result, message })}\n`);
}
