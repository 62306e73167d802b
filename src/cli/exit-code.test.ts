import assert from 'node:assert/strict';
import { TOOL_CODES } from '../core/codes.js';
import { suite } from '../testing/suite.js';
import { ExitCode, exitCodeFor, REFUSED, USAGE } from './exit-code.js';

const test = suite('exit codes');

test('every code that has its own exit code is one that the toolkit reports', () => {
  assert.deepEqual(
    [...USAGE, ...REFUSED].filter((code) => TOOL_CODES[code] === undefined),
    [],
  );
});

test('mistakes, refusals, failures and bugs are told apart', () => {
  assert.equal(exitCodeFor('param-unknown'), ExitCode.usage);
  assert.equal(exitCodeFor('dirty-tree'), ExitCode.refused);
  assert.equal(exitCodeFor('interrupted'), ExitCode.interrupted);
  assert.equal(exitCodeFor('write-failed'), ExitCode.failed);
  assert.equal(exitCodeFor('output-lost'), ExitCode.outputLost);
  assert.equal(exitCodeFor('promise-broken'), ExitCode.broken);
});
