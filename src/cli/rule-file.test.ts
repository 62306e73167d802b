import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('rule files on the command line');

const RULE = 'id: no-var\nlanguage: JavaScript\nrule: { pattern: var $NAME = $VALUE }\nfix: let $NAME = $VALUE\n';

function scene(rule: string, name = 'rule.yml'): string {
  const folder = tempFolder();
  writeFiles(folder, { [name]: rule, 'src/a.js': 'var a = 1\n', 'src/b.ts': 'var a = 1\n' });
  return folder;
}

test('a rule file is planned, applied, shown and undone like any codemod', () => {
  const cwd = scene(RULE);
  const dry = runCli(['apply', './rule.yml', '--dry-run', 'src'], { cwd });
  assert.match(dry.stdout, /^-var a = 1\n\+let a = 1$/m);
  assert.match(dry.stderr, /src\/a\.js:1 {2}the rule no-var matches/);
  assert.match(dry.stderr, /^1 file = 1 changed/m, 'files of TypeScript are none of its business');
  assert.equal(runCli(['apply', 'rule.yml', 'src'], { cwd }).status, 0);
  assert.equal(readFileSync(path.join(cwd, 'src/a.js'), 'utf8'), 'let a = 1\n');
  assert.match(runCli(['show', 'rule.yml'], { cwd }).stdout, /^no-var 0\.0\.0 {2}javascript\nThe ast-grep rule no-var\./);
  assert.equal(runCli(['undo', './src'], { cwd }).status, 0);
  assert.equal(readFileSync(path.join(cwd, 'src/a.js'), 'utf8'), 'var a = 1\n');
});

test('a saved plan of a rule file is carried out', () => {
  const cwd = scene(RULE);
  assert.equal(runCli(['plan', 'rule.yml', 'src', '--out', 'plan.json'], { cwd }).status, 0);
  assert.equal(runCli(['apply', './plan.json', 'src'], { cwd }).status, 0);
  assert.equal(readFileSync(path.join(cwd, 'src/a.js'), 'utf8'), 'let a = 1\n');
});

test('a rule that cannot be run is a usage error, before any file is touched', () => {
  for (const [rule, told] of [
    [RULE.replace('fix:', 'fixx:'), /rule\.yml:4:1: fixx: there is no such key/],
    [RULE.replace('$VALUE }', '$OTHER }'), /Undefined meta var `VALUE`/],
  ] as const) {
    const cwd = scene(rule);
    const { status, stderr } = runCli(['apply', './rule.yml', 'src'], { cwd });
    assert.equal(status, 2);
    assert.match(stderr, told);
    assert.equal(readFileSync(path.join(cwd, 'src/a.js'), 'utf8'), 'var a = 1\n');
  }
});

test('a recipe of the same ending stays one', () => {
  const cwd = scene('description: Nothing of note.\nsteps:\n  - codemod: js-buffer-from\n', 'recipe.yaml');
  const { status, stderr } = runCli(['apply', './recipe.yaml', '--dry-run', 'src'], { cwd });
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stderr, /rule/);
});
