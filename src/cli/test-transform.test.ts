import assert from 'node:assert/strict';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('fixtures of transforms');

const CODE = `module.exports = (file, { j }, { to = 'b' }) =>
  j(file.source).find(j.Identifier, { name: 'a' }).forEach((one) => { one.node.name = to; }).toSource();`;

function scene(files: Readonly<Record<string, string>>) {
  const cwd = tempFolder();
  writeFiles(cwd, { 'transforms/rename.js': CODE, ...files });
  return (...args: readonly string[]) => runCli(['test', './transforms/rename.js', ...args], { cwd });
}

test('pass where the same program comes out, however it is spelt, and fail with a diff where another one does', () => {
  const run = scene({
    'transforms/__testfixtures__/rename.input.js': "use('x', (a))\n",
    'transforms/__testfixtures__/rename.output.js': 'use("x", b);\n',
    'transforms/__testfixtures__/rename/typed.input.ts': 'const x: number = a;\n',
    'transforms/__testfixtures__/rename/typed.output.ts': 'const x: number = c;\n',
    'transforms/__testfixtures__/renameOther.input.js': 'a;',
    'transforms/__testfixtures__/renameOther.output.js': 'not of this one;',
  });
  const { status, stdout, stderr } = run();
  assert.equal(status, 1);
  assert.match(stdout, /^ok {2}rename\n|\nok {2}rename\n/);
  assert.match(stdout, /FAIL {2}rename\/typed\n[\s\S]*\n {6}-const x: number = c;\n {6}\+const x: number = b;\n/);
  assert.doesNotMatch(stdout, /renameOther/);
  assert.match(stderr, /^1 passed, 1 failed$/m);
  assert.match(stderr, /^Not run, since their names .*: renameOther\. To run them: --only <name>$/m);
  assert.equal(run('--only', 'renameOther').status, 1, 'it is wrong');
  assert.equal(run('--only', 'typed', '--param', 'to=c').status, 0, 'options are handed over');
});

test('stand in the folder above as well, and all are run where none has its name', () => {
  const run = scene({ '__testfixtures__/basic.input.js': 'a;', '__testfixtures__/basic.output.js': 'b;' });
  assert.equal(run().status, 0);
  const none = scene({});
  const { status, stderr } = none();
  assert.equal(status, 2);
  assert.match(
    stderr.replaceAll(/\s+/g, ' '),
    /has no fixtures: __testfixtures__\/<name>\.input\.js and <name>\.output\.js beside it/,
  );
});
