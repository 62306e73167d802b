import assert from 'node:assert/strict';
import { runOn } from '../../../src/testing/run-on.js';
import { suite } from '../../../src/testing/suite.js';

const test = suite('what session-exit-logging says of what it cannot change in JavaScript');

test('an event that shares its line is told so', async () => {
  const text = `export class UploadSession {\n  async end() { this.open = false; /* told */ this.audit.record('session_end'); this.socket.end(); }\n}\n`;
  const { findings } = await runOn('session-exit-logging', { 'a.mjs': text });
  assert.deepEqual(
    findings.map(({ code, message }) => [code, message]),
    [['EXIT007', 'it stands on one line with other code']],
  );
});

test('a console that is something else is told of by its own name', async () => {
  const taken = `import { console } from './mine.js';\nimport { logEvent } from './log.js';\n`;
  const { findings } = await runOn('session-exit-logging', {
    'a.mjs': `${taken}export class Session {\n  end() {\n    logEvent('session_end', this.id);\n    this.socket.end();\n  }\n}\n`,
    'b.mjs': `${taken}process.on('exit', () => logEvent('process end'));\n`,
  });
  assert.deepEqual(
    findings.map(({ code, message }) => [code, message]),
    [
      ['EXIT008', 'The name console is not free here'],
      ['EXIT008', 'The name console is not free here'],
    ],
  );
});
