import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { gitRepository } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { writeFiles } from '../../testing/temp-folder.js';
import { Attributes } from './attributes.js';

const test = suite('attributes');

const FILES = {
  '.gitattributes': [
    '*.pb.py linguist-generated',
    '/gen/* linguist-generated=true',
    'gen/kept.py -linguist-generated',
    'third/** linguist-vendored',
    'a/**/z.py linguist-generated=false linguist-vendored',
    'folder/ linguist-generated',
    '"with blank.py" linguist-generated',
    '# comment.py linguist-generated',
    '*.py !linguist-detectable text',
    '[ linguist-generated',
    '',
  ].join('\n'),
  'third/own/.gitattributes': '*.py -linguist-vendored\ndeep/x.py linguist-generated\n',
};

const PATHS = [
  ...['x.pb.py', 'a/b/x.pb.py', 'gen/a.py', 'gen/deep/a.py', 'gen/kept.py', 'other/gen/a.py', 'third/a.py', 'third/b/c.py'],
  ...[
    'third/own/a.py',
    'third/own/deep/x.py',
    'deep/x.py',
    'a/z.py',
    'a/b/c/z.py',
    'folder/a.py',
    'with blank.py',
    'comment.py',
    '#',
  ],
];

test('agrees with git on what is generated and vendored', () => {
  const top = gitRepository();
  writeFiles(top, FILES);
  const names = ['linguist-generated', 'linguist-vendored'];
  const output = execFileSync('git', ['check-attr', '-z', ...names, '--', ...PATHS], { cwd: top, encoding: 'utf8' }).split('\0');
  const marked = new Set<string>();
  for (let at = 0; at + 2 < output.length; at += 3) {
    if (output[at + 2] === 'set' || output[at + 2] === 'true') marked.add(output[at] ?? '');
  }
  assert.ok(marked.size >= 8, 'the control: git marks some');
  const attributes = new Attributes(new Map(Object.entries(FILES)));
  assert.deepEqual(
    PATHS.filter((path) => attributes.reasonToSkip(path) !== null),
    PATHS.filter((path) => marked.has(path)),
  );
});

test('a hostile pattern costs no time', () => {
  const pattern = `${'*a'.repeat(400)}b linguist-generated\n${'**/'.repeat(300)}x linguist-generated\n`;
  const attributes = new Attributes(new Map([['.gitattributes', pattern]]));
  const before = performance.now();
  assert.equal(attributes.reasonToSkip(`${'a'.repeat(2000)}.py`), null);
  assert.ok(performance.now() - before < 500);
});
