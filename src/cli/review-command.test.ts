import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { commitFiles, gitRepository, plainGit } from '../testing/git-repository.js';
import { hasPython, skipLoudly } from '../testing/python.js';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { runInTerminal, type TerminalRun, type TerminalStep } from '../testing/terminal-driver.js';

const test = suite('review of a plan, whole');

const ENTRY = fileURLToPath(new URL('./bin.js', import.meta.url));
const BEFORE = 'def main():\n    sys.exit(1)\n';
const AFTER = `import sys\n\n${BEFORE}`;
const FILES = { 'a.py': BEFORE, 'b.py': BEFORE, 'c.py': BEFORE, 'd.py': BEFORE };
const ASKED = (file: string): string => `Apply this hunk to ${file} [`;
const isMissing = (): boolean => !hasPython() && skipLoudly('a terminal', 'python3, for its pty');

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

function place(): Place {
  const cwd = gitRepository(FILES);
  return { cwd, env: { XDG_STATE_HOME: tempFolder() } };
}

function type(args: readonly string[], { cwd, env }: Place, steps: readonly TerminalStep[]): TerminalRun {
  return runInTerminal([process.execPath, ENTRY, ...args], { cwd, env, steps });
}

function changed({ cwd }: Place): readonly string[] {
  return Object.keys(FILES).filter((file) => {
    const text = readFileSync(path.join(cwd, file), 'utf8');
    assert.ok(text === BEFORE || text === AFTER, text);
    return text === AFTER;
  });
}

const INTERACTIVE = ['apply', 'cli-sys-import', '--interactive'];
const REVIEW = ['review', 'plan.json', '--tty'];

for (const command of [INTERACTIVE, REVIEW]) {
  test(`codemod ${command.join(' ')}: a kill in the midst loses no decision, and what is accepted is carried out`, () => {
    if (isMissing()) return;
    const here = place();
    if (command === REVIEW) assert.equal(runCli(['plan', 'cli-sys-import', '--out', 'plan.json'], here).status, 0);
    const killed = type(command, here, [
      { wait: ASKED('a.py'), send: 'y' },
      { wait: ASKED('b.py'), send: 'nnot this one\r' },
      { wait: ASKED('c.py'), signal: 'SIGKILL' },
    ]);
    assert.equal(killed.status, -9);
    assert.deepEqual(changed(here), []);
    const done = type(command, here, [
      { wait: '2 of 4 hunks are decided.' },
      { wait: ASKED('c.py'), send: 'y' },
      { wait: ASKED('d.py'), send: 'n\r' },
      { wait: 'Apply the 2 accepted hunks now', send: 'y\r' },
    ]);
    assert.equal(done.status, 0, done.output);
    assert.equal(done.isRestored, true);
    assert.deepEqual(changed(here), ['a.py', 'c.py']);
    assert.match(readFileSync(path.join(here.cwd, '.codex/decisions.ndjson'), 'utf8'), /not this one/);
    const again = runCli(['apply', 'cli-sys-import', '--dry-run', '--json'], here);
    assert.deepEqual(JSON.parse(again.stdout).changes, [], 'what was rejected is not asked again');
  });

  test(`codemod ${command.join(' ')}: who quits has written nothing, and can go on`, () => {
    if (isMissing()) return;
    const here = place();
    if (command === REVIEW) assert.equal(runCli(['plan', 'cli-sys-import', '--out', 'plan.json'], here).status, 0);
    const left = type(command, here, [
      { wait: ASKED('a.py'), send: 'y' },
      { wait: ASKED('b.py'), send: 'q' },
    ]);
    assert.equal(left.status, 0);
    assert.match(left.output, /1 accepted, 3 undecided[\s\S]*is kept/);
    assert.deepEqual(changed(here), []);
    type(command, here, [{ wait: '1 of 4 hunks are decided.' }, { wait: ASKED('b.py'), send: 'q' }]);
  });

  test(`codemod ${command.join(' ')}: over a pipe it says what to do, with exit 2, and writes nothing`, () => {
    const here = place();
    assert.equal(runCli(['plan', 'cli-sys-import', '--out', 'plan.json'], here).status, 0);
    const { status, stdout, stderr } = runCli(command, here);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /needs a terminal[\s\S]*review plan\.json[\s\S]*apply plan\.json[\s\S]*explain no-terminal/);
    assert.deepEqual(changed(here), []);
  });
}

test('decisions are on the disk before the next question is asked: kills at any moment lose none', () => {
  if (isMissing()) return;
  const names = Array.from({ length: 8 }, (_, index) => `m${index}.py`);
  const here = { cwd: gitRepository(), env: {} };
  commitFiles(here.cwd, Object.fromEntries(names.map((name) => [name, BEFORE])));
  for (const kills of [1, 4, 7]) {
    const file = `plan-${kills}.json`;
    assert.equal(runCli(['plan', 'cli-sys-import', '--out', file], here).status, 0);
    const answered = names.slice(0, kills).map((name): TerminalStep => ({ wait: ASKED(name), send: 'y' }));
    const next: TerminalStep = { wait: ASKED(names[kills] ?? ''), signal: 'SIGKILL' };
    type(['review', file, '--tty'], here, [...answered, next]);
    const lines = readFileSync(path.join(here.cwd, `${file}.decisions.ndjson`), 'utf8')
      .trimEnd()
      .split('\n');
    assert.equal(lines.map((line) => JSON.parse(line).verdict).filter((verdict) => verdict === 'accepted').length, kills);
  }
  assert.equal(plainGit(here.cwd, 'diff', '--stat'), '');
});
