// A process to be killed: `node apply-driver.js apply|recover <root>` carries out the sample plan, or recovers, and prints the result as JSON.
import { applyPlan } from '../apply/apply-plan.js';
import { recover } from '../apply/recover.js';
import { newRunId } from '../apply/run-id.js';
import { SAMPLE_PLAN } from './sample-run.js';

const [verb, root] = process.argv.slice(2);
if (root === undefined) throw new Error('usage: apply-driver.js apply|recover <root>');
const run = { id: newRunId(new Date()), time: new Date().toISOString() };
const error = {
  ts: run.time,
  run: run.id,
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
const result = verb === 'apply' ? await applyPlan({ root, plan: SAMPLE_PLAN, run, errors: [error] }) : await recover({ root });
process.stdout.write(`${JSON.stringify({ ...result, message: 'error' in result ? result.error.message : null })}\n`);
