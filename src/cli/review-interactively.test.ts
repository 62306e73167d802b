import assert from 'node:assert/strict';
import path from 'node:path';
import { modify, samplePlan } from '../testing/sample-plan.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { resolveTargets } from '../trees/targets.js';
import { forgetKept, reviewInteractively } from './review-interactively.js';
import { openTerminal } from './terminal.js';

const test = suite('interactive reviews');

test('a place for decisions that cannot be made is an error of the system, and no bug', async () => {
  const root = tempFolder();
  writeFiles(root, { file: '' });
  const before = process.env['XDG_STATE_HOME'];
  process.env['XDG_STATE_HOME'] = path.join(root, 'file');
  try {
    const plan = samplePlan([modify('a.py', 'x = 1\n', '1', '2')]);
    const targets = await resolveTargets([root], process.cwd());
    const review = reviewInteractively(plan, () => null, targets, openTerminal('never'));
    await assert.rejects(review, { code: 'io-error', message: /not a directory|file already exists/ });
    forgetKept(plan, targets);
  } finally {
    if (before === undefined) delete process.env['XDG_STATE_HOME'];
    else process.env['XDG_STATE_HOME'] = before;
  }
});
