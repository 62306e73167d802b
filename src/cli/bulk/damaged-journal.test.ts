import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bareRepository } from '../../testing/bulk-scene.js';
import { runCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';

const test = suite('a journal that is damaged');

const VERBS: readonly (readonly string[])[] = [
  ...[['plan', 'cli-sys-import', '--repos', 'repos.txt'], ['approve', '--all'], ['publish', '--branch-only'], ['retry']],
  ...[['sync'], ['resume'], ['update'], ['merge'], ['close'], ['undo'], ['show'], ['status'], ['list'], ['serve'], ['decisions']],
  ['export', '--format', 'csv'],
];

test('every verb and every look is refused with the line, and works again once it is mended', () => {
  const root = tempFolder();
  const file = path.join(root, '.codemod/campaigns/cli-sys-import/journal.jsonl');
  const repository = bareRepository({ 'a.py': 'import os\n\n\ndef main():\n    sys.exit(os.getpid())\n' });
  writeFileSync(path.join(root, 'repos.txt'), `${repository}\n`);
  const env = {
    ...{ XDG_CACHE_HOME: tempFolder(), GIT_AUTHOR_NAME: 'Test', GIT_AUTHOR_EMAIL: 'test@example.org' },
    ...{ GIT_CONFIG_COUNT: '2', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'Test' },
    ...{ GIT_CONFIG_KEY_1: 'user.email', GIT_CONFIG_VALUE_1: 'test@example.org' },
  };
  const run = (...args: readonly string[]) => runCli(['bulk', ...args], { cwd: root, env });
  for (const args of [VERBS[0], ['approve', '--all'], ['publish', '--branch-only']]) assert.equal(run(...(args ?? [])).status, 0);
  const whole = readFileSync(file, 'utf8');
  const lines = whole.split('\n');
  const pushed = lines.findIndex((line) => line.includes('"event":"pushed"'));
  assert.match(run('status').stdout, /pushed/, 'the control');
  const damaged = lines.map((line, index) => (index === pushed ? line.replace('"event"', '"evenu"') : line)).join('\n');
  writeFileSync(file, damaged);
  for (const verb of VERBS) {
    const { status, stdout, stderr } = run(...verb);
    assert.notEqual(status, 0, verb.join(' '));
    assert.equal(stdout, '', verb.join(' '));
    const said = stderr.replaceAll(/\s+/g, ' ');
    assert.ok(said.includes(`.codemod/campaigns/cli-sys-import/journal.jsonl:${pushed + 1}: this line is damaged`), said);
    assert.match(said, /Take the file back from a copy\..*campaign-invalid/);
  }
  assert.equal(readFileSync(file, 'utf8'), damaged, 'nothing was written');
  // As the message says, without a copy: the branch is found where it is.
  writeFileSync(file, lines.filter((_, index) => index !== pushed).join('\n'));
  assert.doesNotMatch(run('status').stdout, /^ *pushed/m);
  assert.equal(run('publish', '--branch-only').status, 0);
  assert.match(run('status').stdout, /pushed/);
});
