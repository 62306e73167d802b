import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { textWidth } from '../review/terminal/width.js';
import { hasPython, skipLoudly } from '../testing/python.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { runInTerminal, type TerminalStep } from '../testing/terminal-driver.js';

const test = suite('review on a terminal');

/** Reviews three hunks of a sample, and prints what was decided and how it ended. */
const PROGRAM = `
import { sampleFiles, sampleSession } from ${JSON.stringify(new URL('../testing/sample-session.js', import.meta.url).href)};
import { reviewOnTerminal } from ${JSON.stringify(new URL('./review-on-terminal.js', import.meta.url).href)};

const reason = 'The reason is long enough to be broken where a terminal has forty columns.';
const hunk = (path) => ({ path, before: 'x = old(1)\\n', after: 'x = new(1)\\n', reason, shape: path });
const session = sampleSession(sampleFiles(['a.py', 'b.py', 'c.py'].map(hunk)));
process.stdout.on('resize', () => console.log('RESIZED'));
if (process.argv.includes('listen')) process.on('SIGINT', () => process.exit(3));
if (process.argv.includes('fail')) session.failWith(new TypeError('a fault'));
try {
  const { kind } = await reviewOnTerminal(session);
  console.log('END ' + kind + ' ' + session.records.map(({ verdict, reason, edited }) => [verdict, reason, edited].join(':')).join(' '));
} catch (error) {
  console.log('FAILED ' + (error.code ?? error.message));
}
`;

function start(...args: readonly string[]): readonly string[] {
  return [process.execPath, '--input-type=module', '-e', PROGRAM, ...args];
}

interface Typed {
  readonly output: string;
  readonly isRestored: boolean;
  readonly stops: readonly boolean[];
}

function type(steps: readonly TerminalStep[], env: Readonly<Record<string, string>> = {}, ...args: readonly string[]): Typed {
  const run = runInTerminal(start(...args), { cwd: tempFolder(), steps, env });
  assert.equal(run.status, 0, run.output);
  return run;
}

const ASKED = (path: string): string => `Apply this hunk to ${path} [`;
const isMissing = (): boolean => !hasPython() && skipLoudly('a terminal', 'python3, for its pty');

test('keys decide, also when they are typed ahead, and the terminal is left as it was found', () => {
  if (isMissing()) return;
  const { output, isRestored } = type([
    { wait: ASKED('a.py'), send: 'yntoo slow\rn' },
    { wait: 'Why?', send: '\r' },
    { wait: 'Apply the accepted hunk now', send: 'y\r' },
  ]);
  assert.match(output, /END apply accepted:: rejected:: rejected:too slow: rejected::\n/);
  assert.equal(isRestored, true);
  assert.ok(output.includes('\u001b[31m-\u001b[39m'), 'in colour');
});

test('letters that were typed before the last question do not answer it', () => {
  if (isMissing()) return;
  const { output } = type([
    { wait: ASKED('a.py'), send: 'yyyy\ry\ry\r' },
    { wait: '> ', send: 'n\r' },
  ]);
  assert.match(output, /END quit accepted:: accepted:: accepted::\n/);
});

test('Ctrl-C and Ctrl-D quit', () => {
  if (isMissing()) return;
  for (const key of ['\u0003', '\u0004']) {
    const { output, isRestored } = type([
      { wait: ASKED('a.py'), send: 'y' },
      { wait: ASKED('b.py'), send: key },
    ]);
    assert.match(output, /1 accepted, 2 undecided[\s\S]*END quit accepted::\n/);
    assert.equal(isRestored, true);
  }
});

test('signals and faults leave the terminal as it was found', () => {
  if (isMissing()) return;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    const { output, isRestored } = type([{ wait: ASKED('a.py'), signal }]);
    assert.match(output, /FAILED interrupted\n/, signal);
    assert.equal(isRestored, true, signal);
  }
  const { output, isRestored } = type([{ wait: ASKED('a.py'), send: 'y' }], {}, 'fail');
  assert.match(output, /FAILED a fault\n/);
  assert.equal(isRestored, true);
});

test('a program that is killed leaves the terminal behind: the check is one that can fail', () => {
  if (isMissing()) return;
  const run = runInTerminal(start(), { cwd: tempFolder(), steps: [{ wait: ASKED('a.py'), signal: 'SIGKILL' }] });
  assert.deepEqual([run.status, run.isRestored], [-9, false]);
});

test('it can be stopped, and goes on with the same question', () => {
  if (isMissing()) return;
  for (const stop of [{ send: '\u001a' }, { signal: 'SIGTSTP' }] as const) {
    const { output, stops, isRestored } = type([
      { wait: ASKED('a.py'), ...stop },
      { wait: ASKED('a.py'), send: 'yq' },
    ]);
    assert.deepEqual(stops, [true], 'the shell got its terminal');
    assert.equal(output.split('a.py (1 of 3)').length - 1, 2, 'the question is asked again once');
    assert.match(output, /END quit accepted::\n/);
    assert.equal(isRestored, true);
  }
  const { output } = type([
    { wait: ASKED('a.py'), signal: 'SIGSTOP' },
    { wait: ASKED('a.py'), send: 'yq' },
  ]);
  assert.match(output, /END quit accepted::\n/, 'also where it could not prepare for it');
});

test('what is pasted decides nothing', () => {
  if (isMissing()) return;
  const { output } = type([
    { wait: ASKED('a.py'), send: '\u001b[200~yyyy\u001b[201~' },
    { wait: '', send: '\u001b[A\u001b[Bq' },
  ]);
  assert.match(output, /END quit \n/);
  assert.ok(output.includes('\u001b[?2004h') && output.lastIndexOf('\u001b[?2004l') > output.lastIndexOf('\u001b[?2004h'));
});

test('a window of another size is used as it is', () => {
  if (isMissing()) return;
  const { output } = type([
    { wait: ASKED('a.py'), size: [40, 24] },
    { wait: 'RESIZED', send: 'y' },
    { wait: 'b.py (2 of 3)' },
    { wait: ']?', send: 'q' },
  ]);
  const rows = stripVTControlCharacters(output.slice(output.indexOf('b.py (2'))).split('\n');
  const own = rows.filter((row) => !row.startsWith('END'));
  assert.ok(own.length > 5 && own.every((row) => textWidth(row) <= 40), own.join('\n'));
});

test('without colour and on a dumb terminal there are no escape sequences', () => {
  if (isMissing()) return;
  const steps = [
    { wait: ASKED('a.py'), send: 'n' },
    { wait: 'Why?', send: 'nox\u007f\rq' },
  ];
  const dumb = type(steps, { TERM: 'dumb' }).output;
  assert.match(dumb, /END quit rejected:: rejected:no:\n/);
  assert.ok(!dumb.includes('\u001b'), JSON.stringify(dumb));
  const plain = type(steps, { NO_COLOR: '1' }).output;
  const rest = ['\u001b[K', '\u001b[?2004h', '\u001b[?2004l'].reduce((text, own) => text.replaceAll(own, ''), plain);
  assert.ok(!rest.includes('\u001b'), JSON.stringify(rest));
  assert.ok(plain.includes('     ^^^\n'));
});

test('the editor gets a file of its own in a folder that nobody else can read, and the file is gone afterwards', () => {
  if (isMissing()) return;
  const folder = tempFolder();
  const editor = path.join(folder, 'my editor');
  writeFileSync(
    editor,
    `#!/bin/sh\nstat -c '%a' "$2" "$(dirname "$2")" > '${folder}/log'\npwd >> '${folder}/log'\necho "$1" "$2" >> '${folder}/log'\nsed -i 's/new/newest/' "$2"\n`,
  );
  chmodSync(editor, 0o755);
  const { output, isRestored } = type([{ wait: ASKED('a.py'), send: 'eq' }], { VISUAL: `'${editor}' --wait`, EDITOR: 'false' });
  assert.match(output, /END quit accepted::@@ -1,1 \+1,1 @@\n-x = old\(1\)\n\+x = newest\(1\)\n\n/);
  const [fileMode, folderMode, cwd, args = ''] = readFileSync(path.join(folder, 'log'), 'utf8').split('\n');
  assert.deepEqual([fileMode, folderMode, args], ['600', '700', `--wait ${cwd}/hunk.diff`]);
  assert.equal(existsSync(cwd ?? '/'), false);
  assert.equal(isRestored, true);
  const failed = type([{ wait: ASKED('a.py'), send: 'eq' }], { VISUAL: '', EDITOR: 'false' });
  assert.match(failed.output, /false failed, so that the hunk stays as it was\.[\s\S]*END quit \n/);
});

test("Ctrl-C in an editor is the editor's", () => {
  if (isMissing()) return;
  const steps = [
    { wait: ASKED('a.py'), send: 'e' },
    { wait: 'EDITING', send: '\u0003' },
    { wait: 'CAUGHT' },
    { wait: ASKED('a.py'), send: 'q' },
  ];
  const { output } = type(steps, { EDITOR: 'trap "echo CAUGHT; exit 0" INT; echo EDITING; sleep 30; true' }, 'listen');
  assert.match(output, /Nothing was changed\.[\s\S]*END quit \n/);
});

test('a process that is asked to end ends its editor too', () => {
  if (isMissing()) return;
  const { output, isRestored } = type(
    [
      { wait: ASKED('a.py'), send: 'e' },
      { wait: 'EDITING', signal: 'SIGTERM' },
    ],
    { EDITOR: 'echo EDITING; exec sleep 60 #' },
  );
  assert.match(output, /FAILED interrupted\n/);
  assert.equal(isRestored, true);
});

test('over a pipe it says what to do, and does not wait', () => {
  const [node = '', ...args] = start();
  const { stdout, status } = spawnSync(node, args, { input: 'yyy', encoding: 'utf8', timeout: 30_000 });
  assert.deepEqual([stdout, status], ['FAILED no-terminal\n', 0]);
});
