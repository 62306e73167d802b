import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { quoted } from '../../core/quoted.js';
import { suite } from '../../testing/suite.js';
import { drawCommand, hangText, wrapProse } from './prose.js';
import { wrapMarkdown } from './wrap-markdown.js';
import { wrapWords } from './wrap-words.js';

const test = suite('prose');

test('words are kept whole, and so is code that fits a line', () => {
  assert.deepEqual(wrapWords('one two three', 7), ['one two', 'three']);
  assert.deepEqual(wrapWords('a verylongword b', 5), ['a', 'verylongword', 'b']);
  assert.deepEqual(wrapWords('say `npm run x` now', 12), ['say', '`npm run x`', 'now']);
  assert.deepEqual(wrapWords('say `npm run long x`', 10), ['say `npm', 'run long', 'x`'], 'what fits no line is broken as text');
  assert.deepEqual(wrapWords('CODE  its message', 12), ['CODE  its', 'message'], 'two spaces part columns');
  assert.deepEqual(wrapWords('', 5), ['']);
});

test('commands in prose are not broken', () => {
  for (const command of [
    'npx codex-codemod show <name>',
    'npx codemod explain',
    'git config --global --add safe.directory <folder>',
  ]) {
    const text = `Some words before it: ${command}. And more`;
    for (let width = command.length + 1; width < text.length; width++) {
      assert.ok(
        wrapWords(text, width).some((line) => line.includes(command)),
        `${width}: ${command}`,
      );
    }
  }
});

test('indented lines of a message stay, its sentences are wrapped', () => {
  assert.equal(
    wrapProse('Nothing was written:\n  a/very/long path/file.py\n', 12),
    'Nothing was\nwritten:\n  a/very/long path/file.py\n',
  );
  assert.equal(wrapProse('one two\n\nthree', 9, '    '), '    one\n    two\n\n    three');
  assert.equal(wrapProse('one two three', Number.POSITIVE_INFINITY), 'one two three');
});

test('a text hangs below its own beginning, and a command stands alone where it does not fit', () => {
  assert.equal(
    hangText('X1  ', 'one two three', 12, (label) => `<${label}>`),
    '<X1  >one two\n    three\n',
  );
  const command = 'npx codex-codemod apply x .';
  assert.equal(drawCommand('To carry it out:', command, 80), `To carry it out: ${command}\n`);
  assert.equal(drawCommand('To carry it out:', command, 30), `To carry it out:\n  ${command}\n`);
  assert.equal(
    drawCommand('To carry it out:', command, 20),
    'To carry it out:\n  npx \\\n      codex-codemod \\\n      apply x .\n',
  );
});

test('an option is not parted from its value where both fit a line', () => {
  assert.equal(
    drawCommand('Do:', 'npx tool apply some-name --param modules=sys,os .', 30),
    'Do:\n  npx tool apply some-name \\\n      --param modules=sys,os \\\n      .\n',
  );
  assert.equal(
    drawCommand('Do:', 'npx tool --param modules=sys,os,json', 24),
    'Do:\n  npx tool --param \\\n      modules=sys,os,json\n',
  );
});

test('a command that fits no line is the same command to a shell, and no word of it is broken', () => {
  const words = ['npx', 'codemod', 'bulk', 'show', '--repo', "it's  a b", '--where', 'code=x', '--group', 'odd\\', "'", ''];
  const command = words.map(quoted).join(' ');
  const widths = Array.from({ length: 100 }, (_, columns) => columns + 1);
  const drawn = widths.map((columns) => drawCommand('', command, columns).trim());
  assert.ok(new Set(drawn).size > 5, 'control: it is broken in many ways');
  const script = drawn.map((text) => `printf '%s|' ${text}\necho\n`).join('');
  const read = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
  assert.deepEqual(new Set(read), new Set([`${words.join('|')}|`]));
  for (const [index, text] of drawn.entries()) {
    const tooLong = text.split('\n').filter((line) => line.length > (widths[index] ?? 0));
    assert.ok(
      tooLong.every((line) => /^ *(?:\S+|'.*')(?: \\)?$/.test(line)),
      `${widths[index]}:\n${text}`,
    );
  }
});

test('a command whose words cannot be told apart is not touched', () => {
  const odd = "npx codemod show 'never closed and long";
  assert.equal(drawCommand('Look:', odd, 20), `Look:\n  ${odd}\n`);
});

const PAGE = [
  '# A heading that is rather long and stays as it is',
  '',
  'A paragraph of two lines, which are',
  'joined and wrapped again.',
  '',
  '- an item of a list that is long enough',
  '  to be hung',
  '- next',
  '1. a number has its own width, here three',
  '',
  '```python',
  'x = "a line of code that is much longer than the columns are"',
  '',
  '```',
  '',
  '    indented code that is longer than the columns are too',
  '',
  '| a | b |',
  '| --- | --- |',
  '| x | y |',
  '',
  '| code | when it is told | why |',
  '| --- | --- | --- |',
  '| `X1` | a \\| b, in a cell that is long |  |',
  '',
].join('\n');

test('a page of Markdown fits the columns, and code is as it was', () => {
  const page = wrapMarkdown(PAGE, 24).split('\n');
  const code = (line: string): boolean => /^#|code/.test(line);
  assert.deepEqual(
    page.filter((line) => line.length > 24 && !code(line)),
    [],
  );
  for (const line of PAGE.split('\n').filter((one) => code(one) && !one.startsWith('|'))) assert.ok(page.includes(line), line);
  assert.deepEqual(page.slice(2, 12), [
    'A paragraph of two',
    'lines, which are joined',
    'and wrapped again.',
    '',
    '- an item of a list that',
    '  is long enough to be',
    '  hung',
    '- next',
    '1. a number has its own',
    '   width, here three',
  ]);
  assert.deepEqual(page.slice(-9), [
    '| a | b |',
    '| --- | --- |',
    '| x | y |',
    '',
    '`X1`',
    '    when it is told: a |',
    '    b, in a cell that is',
    '    long',
    '',
  ]);
  assert.equal(wrapMarkdown(PAGE, Number.POSITIVE_INFINITY), PAGE);
});
