import assert from 'node:assert/strict';
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nodeFileSystem as fs } from '../files/file-system.js';
import { withFolder, withRoot } from '../files/folder.js';
import { ERRORS_LOG, errorLine, newErrors } from '../records/errors-log.js';
import { appendLines } from '../records/line-log.js';
import { gitRepository } from '../testing/git-repository.js';
import { inScratch } from '../testing/scratch-folder.js';
import { standIn } from '../testing/stand-in.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { preflight, preflightErrors } from './preflight.js';
import { parseVersion, probeTool } from './probe-tool.js';
import { TOOLS } from './tools.js';

const test = suite('preflight');
const MYPY = { name: 'mypy', neededTo: 'check types', install: ['apt install mypy', 'pipx install mypy'] };

async function withOnly<T>(folders: readonly string[], use: () => Promise<T>): Promise<T> {
  const before = process.env['PATH'];
  process.env['PATH'] = folders.join(path.delimiter);
  try {
    return await use();
  } finally {
    process.env['PATH'] = before;
  }
}

test('finds the version in what programs say', () => {
  const said: Readonly<Record<string, string | null>> = {
    'git version 2.39.5': '2.39.5',
    'git version 2.39.5 (Apple Git-154)': '2.39.5',
    'git version 2.47.1.windows.2': '2.47.1.windows.2',
    'Python 3.11.2': '3.11.2',
    'Python 3.14.0rc1+': '3.14.0rc1',
    'pre-commit 3.0.4': '3.0.4',
    'mypy 1.0.1 (compiled: yes)': '1.0.1',
    '1.5.0': '1.5.0',
    'no version here, 7': null,
    '': null,
  };
  for (const [text, version] of Object.entries(said)) assert.equal(parseVersion(text), version, text);
});

test('finds git itself', async () => {
  const probes = await preflight(gitRepository({ a: '' }));
  assert.deepEqual(
    probes.map(({ name }) => name),
    TOOLS.map(({ name }) => name),
  );
  const [git] = probes;
  assert.ok(git?.kind === 'found' && /^2\./.test(git.version));
});

test('asks from outside of the repository, without its variables', async () => {
  const root = gitRepository({ a: '' });
  const said = `require('fs').writeFileSync(__dirname + '/said', JSON.stringify([process.cwd(), process.argv.slice(2)])); console.log('mypy 1.2.3');`;
  const folder = standIn('mypy', said);
  const probe = await withOnly([folder], () => probeTool(MYPY, root));
  assert.deepEqual(probe, { name: 'mypy', kind: 'found', version: '1.2.3' });
  assert.deepEqual(JSON.parse(readFileSync(path.join(folder, 'said'), 'utf8')), ['/', ['--version']]);
});

test('never runs a program of the repository, nor of a relative folder', async () => {
  const root = gitRepository({ 'bin/mypy': '#!/bin/sh\ntouch "$0.ran"\necho 6.6.6\n' });
  chmodSync(path.join(root, 'bin/mypy'), 0o755);
  const before = process.cwd();
  process.chdir(root);
  try {
    const probe = await withOnly([path.join(root, 'bin'), 'bin', '', '/no/such'], () => probeTool(MYPY, root));
    assert.ok(probe.kind === 'missing' && probe.code === 'tool-missing');
    assert.match(probe.message, /needed to check types\. Install it: apt install mypy, or pipx install mypy\./);
    const control = await withOnly([path.join(root, 'bin')], () => probeTool(MYPY, tempFolder()));
    assert.ok(control.kind === 'found' && control.version === '6.6.6', 'the control: somebody else’s repository');
  } finally {
    process.chdir(before);
  }
});

test('tells one that fails, hangs, or names no version', async () => {
  const root = tempFolder();
  const probe = async (script: string, deadline?: number) => {
    return await withOnly([standIn('mypy', script)], () => probeTool(MYPY, root, deadline));
  };
  const failed = await probe('process.exit(3);');
  assert.ok(failed.kind === 'failed' && failed.code === 'tool-failed' && /it ended with exit code 3/.test(failed.message));
  const hanging = await probe('setInterval(() => {}, 1000);', 300);
  assert.ok(hanging.kind === 'failed' && /did not end within 0\.3 seconds/.test(hanging.message));
  const mute = await probe('');
  assert.ok(mute.kind === 'failed' && /it named none/.test(mute.message));
});

test('a second run adds no record, and another answer is a new one', async () => {
  await inScratch({ '.codex/errors.ndjson': '' }, async (root) => {
    const record = async (folders: readonly string[], id: string): Promise<number> => {
      const probes = [await withOnly(folders, () => probeTool(MYPY, root))];
      const errors = preflightErrors(probes, { run: { id, time: `2025-01-01T00:00:0${id}Z` }, step: 'preflight' });
      return await withRoot(fs, root, (top) =>
        withFolder(fs, top, '.codex', async (state) => {
          const fresh = newErrors(fs, state, errors);
          await appendLines(fs, state, ERRORS_LOG, fresh.map(errorLine));
          return fresh.length;
        }),
      );
    };
    assert.equal(await record([], '1'), 1);
    assert.equal(await record([], '2'), 0);
    const failing = standIn('mypy', 'process.exit(3);');
    assert.deepEqual([await record([failing], '3'), await record([failing], '4')], [1, 0]);
    writeFiles(failing, { mypy: `#!${process.execPath}\nconsole.log('1.0');` });
    assert.equal(await record([failing], '5'), 0, 'one that is found is no error');
  });
});
