import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

const test = suite('options of transforms of other tools');

/** A folder with a transform, and a file that it is for. */
function scene(
  transform: string,
  text: string,
): { folder: string; run: (...args: string[]) => ReturnType<typeof runCli>; read: () => string } {
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'transform.cjs'), `module.exports = ${transform};`);
  writeFileSync(path.join(folder, 'a.js'), text);
  return {
    folder,
    run: (...args) => runCli(args, { cwd: folder }),
    read: () => readFileSync(path.join(folder, 'a.js'), 'utf8'),
  };
}

/** Renames `old`, as a printer would that has quotes, line ends and white space of its own. */
const REPRINTS = `(file) => file.source.replaceAll('old', 'fresh').replaceAll("'", '"').replaceAll('\\r\\n', '\\n').replaceAll(' +', '+')`;
const CRLF = "const a = 'x' + old;\r\nconst b = 'y';\r\n";

test('what a printer does to the formatting is left out, and kept where that is asked for', () => {
  const without = scene(REPRINTS, CRLF);
  assert.equal(without.run('apply', './transform.cjs', 'a.js').status, 0);
  assert.equal(without.read(), "const a = 'x' + fresh;\r\nconst b = 'y';\r\n");
  const kept = scene(REPRINTS, CRLF);
  assert.equal(kept.run('apply', './transform.cjs', 'a.js', '--keep-formatting-changes').status, 0);
  assert.equal(kept.read(), 'const a = "x"+ fresh;\nconst b = "y";\n');
});

test('lines that the printer leaves as they are stay out of the edits', () => {
  const text = "const a = 'x';\nconst b = 1;\nconst c = 'y';\n";
  const { run, folder } = scene(REPRINTS, text);
  run('plan', './transform.cjs', 'a.js', '--keep-formatting-changes', '--out', 'plan.json');
  const plan: { changes: { steps: { edits: { oldText: string }[] }[] }[] } = JSON.parse(
    readFileSync(path.join(folder, 'plan.json'), 'utf8'),
  );
  const edits = plan.changes.flatMap(({ steps }) => steps.flatMap((step) => step.edits.map(({ oldText }) => oldText)));
  assert.deepEqual(edits, ["const a = 'x';\n", "const c = 'y';\n"]);
});

test('a saved plan keeps the options, is made again with them, and is not carried out with others', () => {
  const { run, read, folder } = scene(REPRINTS, CRLF);
  run('plan', './transform.cjs', 'a.js', '--keep-formatting-changes', '--out', 'plan.json');
  const first = readFileSync(path.join(folder, 'plan.json'), 'utf8');
  run('plan', './transform.cjs', '--refresh', 'plan.json');
  assert.equal(readFileSync(path.join(folder, 'plan.json'), 'utf8'), first);
  const refused = run('apply', 'plan.json', '--verify-idempotent');
  assert.equal(refused.status, 3, refused.stderr);
  assert.match(refused.stderr, /made without --verify-idempotent/);
  assert.equal(run('apply', 'plan.json', '--keep-formatting-changes').status, 0);
  assert.equal(read(), 'const a = "x"+ fresh;\nconst b = "y";\n');
});

test('a transform runs once; --verify-idempotent fails the files that a second run would change', () => {
  const grows = scene("(file) => file.source + 'more;\\n'", 'a;\n');
  const verified = grows.run('apply', './transform.cjs', 'a.js', '--verify-idempotent');
  assert.equal(verified.status, 4);
  assert.match(verified.stderr.replaceAll(/\s+/g, ' '), /would change the file again in a second run/);
  assert.equal(grows.read(), 'a;\n');
  assert.equal(grows.run('apply', './transform.cjs', 'a.js').status, 0);
  assert.equal(grows.read(), 'a;\nmore;\n');
  const settles = scene("(file) => file.source.replace('a', 'b')", 'a;\n');
  assert.equal(settles.run('apply', './transform.cjs', 'a.js', '--verify-idempotent').status, 0);
  assert.equal(settles.read(), 'b;\n');
});

test('what goes wrong is told with the line that threw, also when all else is quiet', () => {
  const { run } = scene('(file) => {\n  throw new TypeError("boom");\n}', 'a;\n');
  const { status, stdout, stderr } = run('apply', './transform.cjs', 'a.js', '--quiet');
  assert.equal(status, 4);
  assert.equal(stdout, '');
  assert.match(stderr, /^Failed\n {2}a\.js {2}codemod-threw: boom \(transform\.cjs:2\) \(.*\)\n/);
  const well = scene('(file) => file.source', 'a;\n').run('apply', './transform.cjs', 'a.js', '--quiet');
  assert.deepEqual([well.status, well.stderr], [0, '']);
});

test('a promise that is rejected and left alone is the failure of its file', () => {
  const code = "(file) => { if (file.path === 'a.js') Promise.reject(new Error('late')); return file.source.replace('x', 'y'); }";
  const { run, read, folder } = scene(code, 'x;\n');
  writeFileSync(path.join(folder, 'b.js'), 'x;\n');
  const { status, stderr } = run('apply', './transform.cjs', 'a.js', 'b.js');
  assert.equal(status, 4);
  assert.match(stderr.replaceAll(/\s+/g, ' '), /a\.js worker-crash: its child process ended with exit code 1: Error: late/);
  assert.deepEqual([read(), readFileSync(path.join(folder, 'b.js'), 'utf8')], ['x;\n', 'y;\n']);
});

test('a hashbang stays a line of its own above the comment below it', () => {
  const appends =
    '(file, { j }) => { const root = j(file.source); root.get().node.program.body.push(j.template.statement`added();`); return root.toSource(); }';
  const text = '#!/usr/bin/env node\n// @ts-check\nfoo();\n';
  const { run, read, folder } = scene(appends, text);
  const control =
    "const j = require('jscodeshift'); console.log(require('./transform.cjs')({ source: require('fs').readFileSync('a.js', 'utf8') }, { j }));";
  const printed = execFileSync(process.execPath, ['-e', control], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_PATH: MODULES },
  });
  assert.match(printed, /^#!\/usr\/bin\/env node\/\/ @ts-check/, 'jscodeshift itself breaks it');
  assert.equal(run('apply', './transform.cjs', 'a.js').status, 0);
  assert.equal(read(), `${text}added();\n`);
});

test('api.stats counts over all files, also those that do not change', () => {
  const counts = "(file, api) => { api.stats('seen'); api.stats('letters', file.source.length); return null; }";
  const { run, folder } = scene(counts, 'a;\n');
  writeFileSync(path.join(folder, 'b.js'), 'bb;\n');
  const { stderr } = run('apply', './transform.cjs', 'a.js', 'b.js', '--dry-run');
  assert.match(stderr, /Counted by the transform\n {2}7 {2}letters\n {2}2 {2}seen\n/);
  const answer: { stats: object } = JSON.parse(run('apply', './transform.cjs', 'a.js', 'b.js', '--dry-run', '--json').stdout);
  assert.deepEqual(answer.stats, { letters: 7, seen: 2 });
});

test('what a transform prints is told beside paths from the current folder, also outside of repositories', () => {
  const folder = tempFolder();
  mkdirSync(path.join(folder, 'src'));
  writeFileSync(path.join(folder, 'transform.cjs'), `module.exports = () => console.log('looked at');`);
  writeFileSync(path.join(folder, 'src/a.js'), 'old();\n');
  const { stderr } = runCli(['apply', './transform.cjs', 'src', '--dry-run'], { cwd: folder });
  assert.match(stderr, /^transform\.cjs: src\/a\.js: looked at$/m);
});
