import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gitRepository } from '../testing/git-repository.js';
import { parseReport, runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('commands');
const BROKEN = 'def main():\n    sys.exit(1)\n';
const here = tempFolder();

test('--version answers the version of the package', () => {
  const manifest = JSON.parse(readFileSync(fileURLToPath(new URL('../../../package.json', import.meta.url)), 'utf8'));
  assert.equal(runCli(['--version'], { cwd: here }).stdout, `${manifest.version}\n`);
});

test('list names every codemod with its languages and a sentence', () => {
  const { codemods } = JSON.parse(runCli(['list', '--json'], { cwd: here }).stdout) as {
    codemods: { name: string; summary: string; languages: string[] }[];
  };
  for (const name of ['cli-sys-import', 'session-exit-logging', 'sqlite-pool', 'viewer-table-validation']) {
    assert.ok(
      codemods.some((entry) => entry.name === name && entry.summary.endsWith('.') && entry.languages.includes('python')),
      name,
    );
  }
  assert.match(runCli(['list'], { cwd: here }).stdout, /sqlite-pool +python, javascript\n/);
});

test('show tells parameters, codes, refusals and a before and after for every codemod', () => {
  const { codemods } = JSON.parse(runCli(['list', '--json'], { cwd: here }).stdout) as { codemods: { name: string }[] };
  assert.ok(codemods.length > 10);
  for (const { name } of codemods) {
    const { stdout, status } = runCli(['show', name], { cwd: here });
    assert.equal(status, 0);
    assert.match(stdout, /README/);
    assert.match(stdout, /^[+-](?![+-])/m, `${name} shows a before and an after`);
    const { codemod } = JSON.parse(runCli(['show', name, '--json'], { cwd: here }).stdout) as { codemod: { codes: object } };
    for (const code of Object.keys(codemod.codes)) assert.match(stdout, new RegExp(code), `${name} names ${code}`);
  }
});

test('explain answers any code, however it is spelt', () => {
  assert.match(runCli(['explain', 'pool004'], { cwd: here }).stdout, /POOL004[\s\S]*Cause[\s\S]*Remedy[\s\S]*sqlite-pool/);
  assert.match(runCli(['explain', 'dirty-tree'], { cwd: here }).stdout, /--allow-dirty/);
});

test('explain knows the codes of a codemod that is named by its path', () => {
  const cwd = tempFolder();
  const codes = "{ MINE001: { title: 'A tab', cause: 'Somebody typed it.', remedy: 'Type blanks.' } }";
  const rest =
    "version: '1.0.0', summary: 'Finds tabs.', params: {}, languages: { javascript: { needles: ['\\t'], *transform() {} } }";
  writeFiles(cwd, {
    'my own.ts': `import { defineCodemod } from 'codex-codemod';\nexport default defineCodemod({ name: 'tabs', ${rest}, codes: ${codes} });\n`,
  });
  const page = runCli(['explain', 'mine001', '--codemod', './my own.ts'], { cwd });
  assert.match(
    page.stdout,
    /MINE001 {2}A tab[\s\S]*Somebody typed it[\s\S]*\.\/my own\.ts: \S+ \S+ show '\.\/my own\.ts'/,
    page.stderr,
  );
  assert.match(runCli(['explain', '--codemod', './my own.ts'], { cwd }).stdout, /^MINE001 {2}A tab\n$/);
  const of = (args: readonly string[]): { codes: { code: string; codemod: string }[] } =>
    JSON.parse(runCli(['explain', '--json', ...args, '--codemod', './my own.ts'], { cwd }).stdout);
  assert.deepEqual(of([]), of(['MINE001']));
  assert.equal(of(['dirty-tree']).codes[0]?.code, 'dirty-tree', 'other codes are known as well');
  assert.match(runCli(['show', './my own.ts'], { cwd }).stdout, /explain <code> --codemod '\.\/my own\.ts'\)/);
  const unknown = runCli(['explain', 'MINE001'], { cwd });
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /--codemod <path>/);
  assert.equal(runCli(['explain', 'MINE001', '--codemod', './none.mjs'], { cwd }).status, 2);
});

test('query and tree show what there is to match, as text and as JSON', () => {
  const cwd = tempFolder();
  writeFiles(cwd, { 'a.py': '# é😀\nx = "😀"; sqlite3.connect("a", timeout=3)\n', 'b.py': 'pass\n' });
  const query = '(call function: (attribute attribute: (identifier) @name)) @call';
  assert.equal(
    runCli(['query', query, '.'], { cwd }).stdout,
    'a.py:2:19 @name connect | @call sqlite3.connect("a", timeout=3)\n',
  );
  const found = JSON.parse(runCli(['query', '--pattern', 'sqlite3.connect($$$)', '--json'], { cwd }).stdout);
  assert.deepEqual(found.matches[0].captures[0].from, { line: 2, column: 11 });
  assert.match(runCli(['tree', 'a.py'], { cwd }).stdout, /^module 1:1-3:1\n(.*\n)*.*function: attribute/);
  const { nodes } = JSON.parse(runCli(['tree', 'b.py', '--json'], { cwd }).stdout) as { nodes: { type: string }[] };
  assert.deepEqual(
    nodes.map(({ type }) => type),
    ['module', 'pass_statement'],
  );
});

test('colour is used when it is asked for, and only then', () => {
  const cwd = tempFolder();
  writeFiles(cwd, { 'a.py': BROKEN });
  const apply = (color: string, env: Record<string, string> = {}) =>
    runCli(['apply', 'cli-sys-import', '--dry-run', '--color', color], { cwd, env }).stdout.includes('\u001b[');
  assert.equal(apply('always'), true);
  assert.equal(apply('always', { NO_COLOR: '1' }), true, 'a flag says more than the environment');
  assert.equal(apply('never', { FORCE_COLOR: '1', NO_COLOR: '' }), false);
  assert.equal(apply('auto'), false);
  assert.equal(apply('auto', { FORCE_COLOR: '1', NO_COLOR: '' }), true);
});

test('--json is one object, --stat counts lines, --quiet says nothing', () => {
  const cwd = gitRepository({ 'a.py': BROKEN });
  const json = runCli(['apply', 'cli-sys-import', '--dry-run', '--json'], { cwd });
  assert.equal(parseReport(json.stdout).changes[0]?.path, 'a.py');
  assert.match(parseReport(json.stdout).changes[0]?.diff ?? '', /^\+import sys$/m);
  assert.equal(json.stderr, '');
  const stat = ' a.py | 2 ++\n 1 file changed, 2 insertions(+)\n';
  assert.equal(runCli(['apply', 'cli-sys-import', '--dry-run', '--stat'], { cwd }).stdout, stat);
  assert.equal(runCli(['apply', 'cli-sys-import', '--dry-run', '--format', 'stat'], { cwd }).stdout, stat);
  const quiet = runCli(['apply', 'cli-sys-import', '--quiet'], { cwd });
  assert.deepEqual([quiet.stdout, quiet.stderr, quiet.status], ['', '', 0]);
});

test('changes are told with their lines: those of the old file before a run, those of the new one after it', () => {
  const cwd = gitRepository({ 'a.py': BROKEN });
  assert.match(runCli(['apply', 'cli-sys-import', '--dry-run'], { cwd }).stderr, /^Would change\n {2}a\.py:2 {2}/);
  const [change] = parseReport(runCli(['apply', 'cli-sys-import', '--dry-run', '--json'], { cwd }).stdout).changes;
  assert.deepEqual(
    change?.fixes.map(({ line, lineBefore }) => [lineBefore, line]),
    [[2, 4]],
  );
  assert.match(runCli(['apply', 'cli-sys-import'], { cwd }).stderr, /^Changed\n {2}a\.py:4 {2}/);
  assert.match(readFileSync(path.join(cwd, 'a.py'), 'utf8').split('\n')[3] ?? '', /sys\.exit/);
});

test('--include, --exclude and --no-ignore choose files', () => {
  const cwd = gitRepository({ 'src/a.py': BROKEN, 'src/b.py': BROKEN, 'vendor/c.py': BROKEN, 'other.py': BROKEN });
  const changed = (...options: string[]) =>
    parseReport(runCli(['apply', 'cli-sys-import', '--dry-run', '--json', ...options], { cwd }).stdout).changes.map(
      (change) => change.path,
    );
  assert.deepEqual(changed(), ['other.py', 'src/a.py', 'src/b.py']);
  assert.deepEqual(changed('--include', 'src/**', '--exclude', '**/b.py'), ['src/a.py']);
  assert.deepEqual(changed('--include', 'src'), ['src/a.py', 'src/b.py'], 'a folder is all that is below it');
  const nothing = (...options: string[]) => runCli(['apply', 'cli-sys-import', '--dry-run', ...options], { cwd }).stderr;
  assert.match(nothing('--include', 'srcs'), /--include leaves no file that cli-sys-import knows how to read/);
  assert.match(nothing('--include', 'src', '--exclude', 'src'), /--include and --exclude leave no file/);
  assert.match(nothing('--include', 'src', 'vendor'), /--include leaves no file/);
  assert.deepEqual(changed('--no-ignore'), ['other.py', 'src/a.py', 'src/b.py', 'vendor/c.py']);
  assert.deepEqual(changed('src/b.py'), ['src/b.py']);
});

test('new writes a codemod whose one case fails, and which passes when it is mended', () => {
  const cwd = tempFolder();
  assert.equal(runCli(['new', 'retire-old-name'], { cwd }).status, 0);
  assert.equal(runCli(['new', 'retire-old-name'], { cwd }).status, 2, 'nothing is overwritten');
  const failing = runCli(['test', 'retire-old-name'], { cwd });
  assert.deepEqual([failing.status, /FAIL/.test(failing.stdout)], [1, true]);
  const module = path.join(cwd, 'codemods/retire-old-name/codemod.ts');
  writeFiles(cwd, { 'codemods/retire-old-name/codemod.ts': readFileSync(module, 'utf8').replace("'other_name'", "'new_name'") });
  assert.equal(runCli(['test'], { cwd }).status, 0);
  writeFiles(cwd, { 'app.py': 'old_name(1)\n' });
  for (const command of ['apply', 'show']) {
    const byName = runCli([command, 'retire-old-name'], { cwd });
    assert.equal(byName.status, 2, 'code is never loaded because a folder has it');
    assert.match(byName.stderr, /named by its path: \.\/codemods\/retire-old-name\/codemod\.ts\n/);
  }
  assert.match(runCli(['apply', 'retire-older-name'], { cwd }).stderr, /There are: /, 'control');
  assert.equal(runCli(['apply', './codemods/retire-old-name/codemod.ts', 'app.py'], { cwd }).status, 0);
  assert.equal(readFileSync(path.join(cwd, 'app.py'), 'utf8'), 'new_name(1)\n');
});

test('test --update blesses what is fit, and refuses what does not settle or parse', () => {
  const cwd = tempFolder();
  runCli(['new', 'retire-old-name'], { cwd });
  const file = 'codemods/retire-old-name/codemod.ts';
  const source = readFileSync(path.join(cwd, file), 'utf8');
  const expected = path.join(cwd, 'fixtures/retire-old-name/first-case/expected/app.py');
  const before = readFileSync(expected, 'utf8');
  for (const bad of ["'old_name(0) or old_name'", "'not a name'"]) {
    writeFiles(cwd, { [file]: source.replace("'other_name'", bad) });
    assert.equal(runCli(['test', '--update'], { cwd }).status, 1, bad);
    assert.equal(readFileSync(expected, 'utf8'), before);
  }
  writeFiles(cwd, { [file]: source });
  assert.equal(runCli(['test', '--update'], { cwd }).status, 0);
  assert.match(readFileSync(expected, 'utf8'), /other_name\(1/);
});
