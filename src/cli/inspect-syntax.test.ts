import assert from 'node:assert/strict';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('tree and query');

test('tree shows JavaScript and TypeScript as Babel parses them, in the same form', () => {
  const cwd = tempFolder();
  writeFiles(cwd, {
    'a.ts': 'const s: string = `é${b}`;\n',
    'a.py': 'x = f(1)\n',
    'latin.py': Buffer.from('# coding: latin-1\n"\u00e9\u00e9"; x\n', 'latin1'),
  });
  const lines = runCli(['tree', 'a.ts'], { cwd }).stdout.split('\n');
  assert.equal(lines[0], 'File 1:1-2:1');
  assert.ok(lines.includes('        id: Identifier 1:7-1:16'), lines.join('\n'));
  assert.ok(lines.includes('            typeAnnotation: TSStringKeyword 1:10-1:16 "string"'));
  assert.ok(lines.some((line) => /^ +expressions: Identifier 1:23-1:24 "b"$/.test(line)));
  const first = (file: string): object => JSON.parse(runCli(['tree', file, '--json'], { cwd }).stdout).nodes[0];
  assert.deepEqual(Object.keys(first('a.ts')), Object.keys(first('a.py')));
  // Columns are those of the decoded text, whatever its encoding.
  assert.match(runCli(['tree', 'latin.py'], { cwd }).stdout, /identifier 2:7-2:8 "x"/);
});

test('tree shows each script of a component, with the places that it has there', () => {
  const cwd = tempFolder();
  writeFiles(cwd, { 'a.svelte': '<script context="module">a</script>\n<p>b</p>\n<script>\n  c;\n</script>\n' });
  const { stdout } = runCli(['tree', 'a.svelte'], { cwd });
  assert.match(stdout, /^File 1:26-1:27$/m);
  assert.match(stdout, /^ +expression: Identifier 1:26-1:27 "a"$/m);
  assert.match(stdout, /^ +expression: Identifier 4:3-4:4 "c"$/m);
  const identifier = JSON.parse(runCli(['tree', 'a.svelte', '--json'], { cwd }).stdout).nodes.at(-1);
  assert.deepEqual([identifier.start, identifier.end], [56, 57]);
});

test('tree and query say what they cannot read, and that nothing was found', () => {
  const cwd = tempFolder();
  writeFiles(cwd, { 'a.py': 'x = f(1)\n', 'bad.py': 'def (:\n', 'web/a.js': 'f(1);\n', 'notes.txt': 'f(1)\n' });
  const cases: readonly [readonly string[], number, RegExp][] = [
    [['tree', 'notes.txt'], 2, /notes\.txt is of no language whose tree can be shown.*\.py.*\.tsx/],
    [['tree', 'bad.py'], 4, /bad\.py {2}syntax-error/],
    [['query', '(call) @c', 'web/a.js'], 2, /web\/a\.js is no Python file.*codemod tree web\/a\.js/],
    [['query', '(call) @c', 'notes.txt'], 2, /notes\.txt is no Python file/],
    [['query', '(call) @c', 'web'], 0, /no Python file there/],
    [['query', '(lambda) @c', 'a.py'], 0, /Nothing matches in 1 Python file\./],
    [['query', '--pattern', 'g($$$)', '.', '--json'], 0, /Nothing matches in 2 Python files\./],
    [['query', '', 'a.py'], 2, /The query is empty/],
    [['query', '--pattern', ' ', 'a.py'], 2, /The query is empty/],
    [['query', '(call)', 'a.py'], 2, /captures nothing.*\(call\) @call/],
    [['query', '(call) @c', 'a.py'], 0, /^$/],
  ];
  for (const [args, status, stderr] of cases) {
    const run = runCli(args, { cwd });
    assert.deepEqual([args, run.status], [args, status], run.stderr);
    assert.match(run.stderr, stderr);
  }
});
