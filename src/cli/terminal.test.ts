import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { skipLoudly } from '../testing/python.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

/** Select Graphic Rendition, ECMA-48 8.3.117. */
const COLOUR = new RegExp(`${'\u001b'}\\[[\\d;]*m`);

const test = suite('terminal');
const ENTRY = fileURLToPath(new URL('./bin.js', import.meta.url));
const COLUMNS = 80;

/** Runs its arguments in a terminal of so many columns and prints what that was sent. */
const IN_TERMINAL = `
import fcntl, os, pty, struct, sys, termios
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 100, int(sys.argv[1]), 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
out = b""
while True:
    try:
        part = os.read(fd, 65536)
    except OSError:
        break
    if not part:
        break
    out += part
sys.stdout.buffer.write(out)
`;

function lines(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const { FORCE_COLOR: _, ...others } = process.env;
  const { stdout } = spawnSync('python3', ['-c', IN_TERMINAL, `${COLUMNS}`, process.execPath, ENTRY, ...args], {
    cwd,
    env: { ...others, TERM: 'xterm', ...env },
    encoding: 'utf8',
    timeout: 120_000,
  });
  return stdout.replaceAll('\r\n', '\n').split('\n');
}

const hasPython = spawnSync('python3', ['-c', 'import pty']).status === 0;

test('what is said fits the terminal, with and without colour, and commands can be copied', () => {
  if (!hasPython && skipLoudly('a terminal', 'python3, for its pty')) return;
  const cwd = tempFolder();
  writeFiles(cwd, { 'a.py': 'def main():\n    sys.exit(1)\n', 'b.py': 'from os import *\nsys.exit(1)\n' });
  const again = ['apply', 'cli-sys-import', '--param', 'modules=sys,os,json,logging,argparse', '--exclude', 'some/where/**', '.'];
  const cases = [
    ['explain', 'EXIT004'],
    ['explain', 'encoding-lossy'],
    ['explain'],
    ['list'],
    ['apply', 'no-such-codemod-as-this'],
    [...again, '--dry-run', '--stat'],
  ];
  for (const args of cases) {
    for (const env of [{ NO_COLOR: '1' }, { NO_COLOR: '' }] as const) {
      const shown = lines(args, cwd, env);
      assert.equal(
        // How far a slow run is stands on a line that is erased: no colour.
        shown.some((line) => COLOUR.test(line)),
        env.NO_COLOR === '',
        args.join(' '),
      );
      const plain = shown.map(stripVTControlCharacters);
      // Code is there to be copied.
      const wide = plain.filter((line) => line.length > COLUMNS && !/^ {2,}/.test(line));
      assert.deepEqual(wide, [], args.join(' '));
      // As a shell reads it.
      const read = plain
        .join('\n')
        .replaceAll(/ \\\n +/g, ' ')
        .split('\n');
      if (args.includes('--stat'))
        assert.ok(
          read.some((line) => line === `  npx codex-codemod ${again.join(' ').replace('some/where/**', "'some/where/**'")}`),
          plain.join('\n'),
        );
    }
  }
});

test('the page of a codemod fits the terminal but for its code', () => {
  if (!hasPython && skipLoudly('a terminal', 'python3, for its pty')) return;
  const page = lines(['show', 'sqlite-pool'], tempFolder(), { NO_COLOR: '1' });
  const start = page.indexOf('README');
  assert.ok(start > 0);
  const fences = page.map((_, index) => page.slice(0, index).filter((line) => line.startsWith('```')).length % 2 === 1);
  assert.deepEqual(
    page.filter((line, index) => line.length > COLUMNS && fences[index] !== true && !line.startsWith('    ')),
    [],
  );
  assert.ok(
    page.some((line) => line.startsWith('```')),
    'with its code',
  );
});
