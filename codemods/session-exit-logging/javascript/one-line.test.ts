import assert from 'node:assert/strict';
import { runOn } from '../../../src/testing/run-on.js';
import { suite } from '../../../src/testing/suite.js';

const test = suite('what session-exit-logging says of an event that it cannot wrap in JavaScript');

test('an event that shares its line is told so', async () => {
  const text = `export class UploadSession {\n  async end() { this.open = false; /* told */ this.audit.record('session_end'); this.socket.end(); }\n}\n`;
  const { findings } = await runOn('session-exit-logging', { 'a.mjs': text });
  assert.deepEqual(
    findings.map(({ code, message }) => [code, message]),
    [['EXIT007', 'it stands on one line with other code']],
  );
});
