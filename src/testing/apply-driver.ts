// A process to be killed: `node apply-driver.js apply|undo|recover|conflict|plain <root> small|twenty` carries out the plan of a sample, undoes it,
// recovers, applies while somebody saves a file just after the commit point, or, as a control, writes the files without any journal; it prints the
// result as JSON.
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import { applyPlan } from '../apply/apply-plan.js';
import { recover } from '../apply/recover.js';
import { newRunId } from '../apply/run-id.js';
import { nodeFileSystem } from '../files/file-system.js';
import { watchedFileSystem } from './failing-file-system.js';
import { TWENTY } from './faults/twenty-files.js';
import { reverse } from './reverse.js';
import { SMALL } from './sample-run.js';
import { writePlainly } from './write-plainly.js';

const [verb, root, name] = process.argv.slice(2);
if (root === undefined) throw new Error('usage: apply-driver.js apply|undo|recover|conflict|plain <root> small|twenty');
const sample = name === 'twenty' ? TWENTY : SMALL;
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

/**
 * strace counts calls by thread, and the thread that loads modules opens files as well: beyond this number of opened files there
 * is this thread alone.
 */
const MODULES_AT_MOST = 192;
for (let count = 0; count < MODULES_AT_MOST; count++) closeSync(openSync(devNull, 'r'));

async function carryOut(folder: string): Promise<object> {
  if (verb === 'recover') return await recover({ root: folder });
  if (verb === 'undo') return await reverse(folder, 'undo', null, nodeFileSystem);
  if (verb === 'plain') return writePlainly(sample, folder);
  const fileSystem = verb === 'conflict' ? conflicting : nodeFileSystem;
  return await applyPlan({ root: folder, plan: sample.plan, run, errors: [error], fileSystem });
}

const result = await carryOut(root);
const message = 'error' in result && result.error instanceof Error ? result.error.message : null;
process.stdout.write(`${JSON.stringify({ ...result, message })}\n`);
