// A process to be killed: `node apply-driver.js apply|undo|recover|conflict <root>` carries out the sample plan, undoes it, recovers, or applies
// while somebody saves a file just after the commit point; it prints the result as JSON.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyPlan } from '../apply/apply-plan.js';
import { recover } from '../apply/recover.js';
import { newRunId } from '../apply/run-id.js';
import { nodeFileSystem } from '../files/file-system.js';
import { watchedFileSystem } from './failing-file-system.js';
import { reverse } from './reverse.js';
import { SAMPLE_PLAN } from './sample-run.js';

const [verb, root] = process.argv.slice(2);
if (root === undefined) throw new Error('usage: apply-driver.js apply|undo|recover|conflict <root>');
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
/** The run has changed one file by then, and has to take it back. */
const conflicting = watchedFileSystem(({ method, args }) => {
  if (method === 'rename' && String(args[1]).endsWith('/a.py')) writeFileSync(path.join(root, 'lib/b.py'), 'saved\n');
});
const fileSystem = verb === 'conflict' ? conflicting : nodeFileSystem;
const result =
  verb === 'recover'
    ? await recover({ root })
    : verb === 'undo'
      ? await reverse(root, 'undo', null, nodeFileSystem)
      : await applyPlan({ root, plan: SAMPLE_PLAN, run, errors: [error], fileSystem });
process.stdout.write(`${JSON.stringify({ ...result, message: 'error' in result ? result.error.message : null })}\n`);
