import assert from 'node:assert/strict';
import { isSkip } from '../../core/source-file.js';
import { makeServices } from '../../languages/yaml/make-services.js';
import { parseYaml } from '../../languages/yaml/parse.js';
import { suite } from '../../testing/suite.js';
import { readWorkflow } from '../read-workflow.js';
import { reasonOff } from './reason-off.js';

const test = suite('reasons why a workflow is off');

function reasonIn(top: string, step = '# x'): string | null {
  const text = `${top}\non: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      ${step}\n      - run: b\n`;
  const file = parseYaml({ path: 'a.yml', text, encoding: 'utf-8', hasBom: false, newline: '\n' });
  assert.ok(!isSkip(file));
  const workflow = readWorkflow({ path: 'a.yml', file, services: makeServices(file) });
  assert.ok(workflow !== null);
  return reasonOff(workflow);
}

const REASONS = [
  '# Disabled because it costs too much',
  '# turned off by hand',
  '# Switched this off in May.',
  '# Too slow for every push',
  '# Ann asked for this.',
  '# no runner with enough disk',
  '# Do not enable.',
  '# see #12',
  '# until the new runner is there',
];

test('above the steps, a word of a reason is enough', () => {
  for (const comment of REASONS) assert.equal(reasonIn(comment), comment);
});

test('what describes the workflow is no reason', () => {
  for (const comment of ['# Wheels for the index of the company.', '# One wheel a platform.', '# slow', '# private index']) {
    assert.equal(reasonIn(comment), null, comment);
  }
});

test('among the steps, only a text that says so counts', () => {
  assert.equal(reasonIn('# x', '# because of pip'), null);
  assert.equal(reasonIn('# x', '# switched off in May'), '# switched off in May');
});
