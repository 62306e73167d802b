import assert from 'node:assert/strict';
import { TOOL_CODES } from '../core/codes.js';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { asTyped, invocation } from './invocation.js';

const test = suite('invocation');

test('commands in texts are as they can be typed here', () => {
  const here = invocation();
  assert.equal(asTyped('See: codemod list.'), `See: ${here} list.`);
  assert.equal(asTyped('see `codemod tree <file>`'), `see \`${here} tree <file>\``);
  assert.equal(asTyped('cd x\ncodemod apply a'), `cd x\n${here} apply a`);
  for (const same of [
    'npx codemod apply a',
    'npx codex-codemod apply a',
    'a codemod of your own',
    'from my-codemod apply',
    './codemod test',
  ]) {
    assert.equal(asTyped(same), same);
  }
});

test('outside of the clone no page of explain has a command that is another package there', () => {
  const cwd = tempFolder();
  const { codes: docs } = JSON.parse(runCli(['explain', '--json'], { cwd }).stdout) as { codes: { code: string; doc: object }[] };
  assert.ok(docs.length > Object.keys(TOOL_CODES).length);
  const wrong = docs.filter(({ doc }) =>
    /(?<!npx codex-)\bcodemod (?:apply|list|show|explain|new|test|query|tree) /.test(JSON.stringify(doc)),
  );
  assert.deepEqual(
    wrong.map(({ code }) => code),
    [],
  );
  assert.match(runCli(['explain', 'dirty-tree'], { cwd }).stdout, /^npx codex-codemod apply utc-datetime$/m);
});
