import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gitRepository } from '../testing/git-repository.js';
import { parseReport, runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';

const test = suite('suppression on the command line');

const HELD = 'import os\n\n\ndef main():\n    sys.exit(2)  # codemod: ignore[cli-sys-import] the loader puts it in\n';
const BARE = HELD.replace(/ {2}#.*/, '');
const ERRORS = path.join('.codex', 'errors.ndjson');

test('what a comment holds back is no finding, is not recorded, and is told in one line', () => {
  const cwd = gitRepository({ 'a.py': HELD });
  const run = runCli(['apply', 'cli-sys-import', '--fail-on', 'findings', '.'], { cwd });
  assert.equal(run.status, 0);
  assert.match(run.stderr, /^1 file = 0 changed \+ 1 unchanged \+ 0 with findings/m);
  assert.match(run.stderr, /^1 place is held back by comments \(codemod: ignore\)\.$/m);
  assert.doesNotMatch(run.stderr, /Findings|explain/);
  assert.equal(readFileSync(path.join(cwd, 'a.py'), 'utf8'), HELD);
  assert.ok(!existsSync(path.join(cwd, ERRORS)), 'nothing was found');
  assert.equal(runCli(['apply', 'cli-sys-import', '--check', '.'], { cwd }).status, 0);
});

test('the control: without the comment it would change', () => {
  const cwd = gitRepository({ 'a.py': BARE });
  const run = runCli(['apply', 'cli-sys-import', '--check', '.'], { cwd });
  assert.equal(run.status, 1);
  assert.doesNotMatch(run.stderr, /held back/);
});

test('--json tells what is held back, with its place', () => {
  const cwd = gitRepository({ 'a.py': HELD });
  const report = parseReport(runCli(['apply', 'cli-sys-import', '--dry-run', '--json', '.'], { cwd }).stdout);
  const [outcome] = report.outcomes;
  const { kind, heldBack } = outcome as unknown as {
    kind: string;
    heldBack: { withheld: { line: number; because: string }[] };
  };
  assert.deepEqual([kind, heldBack.withheld.map(({ line, because }) => `${line} ${because}`)], ['unchanged', ['5 suppressed']]);
});

test('an unused comment is a finding: it is told, recorded and explained', () => {
  const cwd = gitRepository({ 'a.py': 'print(1)  # codemod: ignore[cli-sys-import] the loader puts it in\n' });
  const run = runCli(['apply', 'cli-sys-import', '--fail-on', 'findings', '.'], { cwd });
  assert.equal(run.status, 4);
  assert.match(run.stderr, /a\.py:1 {2}suppression-unused {2}cli-sys-import has nothing to change or report here/);
  assert.match(readFileSync(path.join(cwd, ERRORS), 'utf8'), /"code":"suppression-unused"/);
  assert.match(runCli(['explain', 'suppression-unused'], { cwd }).stdout, /Cause[\s\S]*Remedy/);
});

test('a recipe tells how many places its steps leave', () => {
  const cwd = gitRepository({ 'cli.py': HELD, 'setup.py': 'import setuptools\n' });
  const run = runCli(['apply', 'fix-pack', '--dry-run', '.'], { cwd });
  assert.match(run.stderr + run.stdout, /cli-sys-import +1 held back by comments/);
});

const RENAME = "module.exports = ({ source }) => source.replace(/\\bold\\b/g, 'fresh');\n";
const COMMENT = '// codemod: ignore[rename] the loader reads it';

function renamed(text: string) {
  const cwd = gitRepository({ 'rename.cjs': RENAME, 'src/a.js': text });
  return { cwd, apply: (...more: string[]) => runCli(['apply', './rename.cjs', 'src', '--dry-run', ...more], { cwd }) };
}

test('one comment holds back all that a transform of another tool changes in a file, and the report says which', () => {
  const { cwd, apply } = renamed(`old(1);\n${COMMENT}\nold(2);\nold(3);\n`);
  const { stdout, stderr } = apply();
  assert.equal(stdout, '');
  const said =
    'withheld-suppressed  the transform rewrites it: the comment on line 2 holds back all that rename changes in this file';
  assert.ok(stderr.includes(`Held back\n  src/a.js:1  ${said}\n`), stderr);
  assert.match(stderr, /^1 file = 0 changed \+ 1 unchanged \+ 0 with findings/m);
  const report = JSON.parse(apply('--json').stdout) as { outcomes: { heldBack: { withheld: { beyond?: string }[] } }[] };
  assert.deepEqual(
    report.outcomes.flatMap(({ heldBack }) => heldBack.withheld.map(({ beyond }) => beyond)),
    ['the comment on line 2 holds back all that rename changes in this file'],
  );
  assert.match(runCli(['explain', 'withheld-suppressed'], { cwd }).stdout, /held back whole/);
});

test('several comments are all named', () => {
  const { stderr } = renamed(`old(1);\n${COMMENT}\nold(2);\n${COMMENT}\nold(3);\n`).apply();
  assert.match(stderr, /the comments on lines 2 and 4 hold back all/);
});

test('the control: where all edits lie in its lines, a comment holds back no more than it says', () => {
  const { stderr } = renamed(`${COMMENT}\nold(2);\n`).apply();
  assert.match(stderr, /^1 place is held back by comments/m);
  assert.doesNotMatch(stderr, /Held back/);
});
