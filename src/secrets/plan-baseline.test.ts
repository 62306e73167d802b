import assert from 'node:assert/strict';
import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gitRepository, plainGit } from '../testing/git-repository.js';
import { hasPython, skipLoudly } from '../testing/python.js';
import { callsOf, detectSecrets, withPath } from '../testing/stand-in.js';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';
import { resolveTargets } from '../trees/targets.js';
import { type Baseline, parseBaseline } from './baseline.js';
import { type BaselinePlan, planBaseline } from './plan-baseline.js';
import { scanSecrets } from './scan.js';

const test = suite('plan baseline');
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER = 'AKIAIOSFODNN7EXAMPLX';

async function plan(root: string, tool: string): Promise<BaselinePlan> {
  const targets = await resolveTargets([root], root);
  return await withPath([tool], () => planBaseline(targets));
}

async function planAndWrite(root: string, tool: string): Promise<Baseline> {
  const planned = await plan(root, tool);
  assert.ok(planned.kind === 'write', JSON.stringify(planned));
  writeFileSync(path.join(root, planned.path), planned.bytes);
  return parseBaseline(planned.bytes, 'planned');
}

test('makes one, and then changes nothing', async () => {
  const root = gitRepository({ 'a.py': `k = "${KEY}"\n`, 'b.py': 'x = 1\n' });
  const tool = detectSecrets();
  const made = await planAndWrite(root, tool);
  assert.deepEqual(
    [...made.results].map(([file, secrets]) => [file, secrets[0]?.filename, secrets[0]?.line_number]),
    [['a.py', 'a.py', 1]],
  );
  assert.deepEqual(await plan(root, tool), { kind: 'unchanged', path: '.secrets.baseline' });
});

test('keeps what was audited, and tells what has come and gone', async () => {
  const root = gitRepository({ 'a.py': `k = "${KEY}"\n` });
  const tool = detectSecrets();
  const made = await planAndWrite(root, tool);
  const audited = JSON.parse(JSON.stringify({ ...made, more: undefined, results: Object.fromEntries(made.results) }));
  audited.results['a.py'][0].is_secret = false;
  writeFiles(root, { '.secrets.baseline': JSON.stringify(audited), 'a.py': `\n\nk = "${KEY}"\n`, 'new.py': OTHER });
  const planned = await plan(root, tool);
  assert.ok(planned.kind === 'write');
  const next = parseBaseline(planned.bytes, 'next');
  assert.deepEqual([next.results.get('a.py')?.[0]?.is_secret, next.results.get('a.py')?.[0]?.line_number], [false, 3]);
  assert.deepEqual([planned.diff.added.map(({ file }) => file), planned.diff.removed], [['new.py'], []]);
  assert.equal(planned.standing?.toString(), JSON.stringify(audited));
});

test('scans what git lists, and neither .codex, links, the baseline nor what is ignored', async () => {
  const root = gitRepository({ 'a.py': KEY, '.gitignore': 'ignored.py\n', 'sub dir/-é.py': KEY, 'back\\slash.py': KEY });
  writeFiles(root, { 'ignored.py': KEY, '.codex/x': KEY, 'new.py': KEY });
  symlinkSync('/etc/passwd', path.join(root, 'link.py'));
  const tool = detectSecrets();
  await planAndWrite(root, tool);
  await plan(root, tool);
  const scanned = callsOf(tool).map(({ args }) => args.slice(args.indexOf('--') + 1).map((file) => path.relative(root, file)));
  const expected = ['.gitignore', 'a.py', 'new.py', 'sub dir/-é.py'];
  assert.deepEqual(scanned, [expected, expected]);
});

test('runs it outside of the repository, without our variables, and leaves nothing behind', async () => {
  const root = gitRepository({ 'a.py': KEY, 'json.py': 'raise SystemExit("imported")\n' });
  const tool = detectSecrets();
  const folders = (): readonly string[] => readdirSync(os.tmpdir()).filter((name) => name.startsWith('codex-scan-'));
  const before = folders();
  process.env['PYTHONPATH'] = root;
  try {
    await plan(root, tool);
  } finally {
    delete process.env['PYTHONPATH'];
  }
  const [call] = callsOf(tool);
  assert.ok(call !== undefined && path.relative(root, call.cwd).startsWith('..'));
  assert.deepEqual(call.listed, ['r'], 'nothing of the repository is in its working directory');
  assert.deepEqual([call.env['PYTHONPATH'], call.env['PYTHONSAFEPATH']], [undefined, '1']);
  assert.ok(call.args.includes('--no-verify'), 'nothing that is found is sent anywhere');
  assert.deepEqual(folders(), before);
});

test('does not run one that the repository brings along', async () => {
  const root = gitRepository({ 'a.py': KEY });
  const mark = path.join(tempFolder(), 'ran');
  writeFiles(root, { 'bin/detect-secrets': `#!/bin/sh\ntouch ${mark}\n` });
  plainGit(root, 'add', '--chmod=+x', 'bin/detect-secrets');
  const targets = await resolveTargets([root], root);
  const before = process.env['PATH'];
  process.env['PATH'] = [path.join(root, 'bin'), '/usr/bin', '/bin'].join(path.delimiter);
  try {
    const planned = await planBaseline(targets);
    assert.ok(planned.kind === 'unavailable' && planned.code === 'tool-missing', JSON.stringify(planned));
    assert.match(planned.message, /Install it: pipx install detect-secrets\. Debian does not ship it/);
  } finally {
    process.env['PATH'] = before;
  }
  assert.ok(!existsSync(mark));
});

async function withSettings(settings: object): Promise<{ root: string; tool: string; planned: BaselinePlan }> {
  const root = gitRepository({ 'a.py': `${KEY}\n${OTHER}\n`, 'tests/t.py': KEY });
  const tool = detectSecrets();
  const standing = { version: '1.4.0', plugins_used: [{ name: 'AWSKeyDetector' }], filters_used: [], results: {}, ...settings };
  writeFiles(root, { '.secrets.baseline': JSON.stringify(standing) });
  return { root, tool, planned: await plan(root, tool) };
}

test('refuses a baseline that names code by a path', async () => {
  const refused: readonly object[] = [
    { plugins_used: [{ name: 'Mine', path: 'file:///repo/plugin.py' }] },
    { plugins_used: [{ name: '../x' }] },
    { filters_used: [{ path: 'file://filters.py::mine' }] },
    { filters_used: [{ path: 'os.system' }] },
    { filters_used: [{ path: 'detect_secrets.filters.wordlist.should_exclude_secret', file_name: 'words.txt' }] },
  ];
  for (const settings of refused) {
    const { tool, planned } = await withSettings(settings);
    assert.ok(planned.kind === 'unavailable' && planned.code === 'secrets-settings-refused', JSON.stringify(planned));
    assert.ok(!existsSync(path.join(tool, 'calls.ndjson')), 'it was not even started');
  }
  assert.equal((await withSettings({})).planned.kind, 'write', 'the control');
});

test('uses the settings of the baseline, and leaves files out by its patterns as they are seen from the root', async () => {
  if (!hasPython() && skipLoudly('patterns of excluded files', 'python3')) return;
  const filters_used = [
    { path: 'detect_secrets.filters.common.is_baseline_file', filename: '.secrets.baseline' },
    { path: 'detect_secrets.filters.common.is_ignored_due_to_verification_policies', min_level: 2 },
    { path: 'detect_secrets.filters.heuristic.is_sequential_string' },
    { path: 'detect_secrets.filters.regex.should_exclude_file', pattern: ['^tests/', '(?P<python>only)'] },
  ];
  const { tool, planned } = await withSettings({ filters_used });
  assert.ok(planned.kind === 'write');
  const next = parseBaseline(planned.bytes, 'next');
  assert.deepEqual([...next.results.keys()], ['a.py']);
  assert.deepEqual(next.filters_used, filters_used, 'they stay in the baseline');
  const [call] = callsOf(tool);
  assert.ok(call?.args.includes('--baseline') && !call.args.some((arg) => arg.endsWith('t.py')));
  const invalid = await withSettings({
    filters_used: [{ path: 'detect_secrets.filters.regex.should_exclude_file', pattern: ['('] }],
  });
  assert.ok(invalid.planned.kind === 'unavailable' && invalid.planned.code === 'tool-failed');
});

test('a scan that fails is told, without a word of what it said', async () => {
  const root = gitRepository({ 'a.py': KEY });
  const targets = await resolveTargets([root], root);
  const scan = (mode: 'hang' | 'flood' | 'fail' | 'garbage', deadline = 30_000) => {
    return withPath([detectSecrets(mode)], () =>
      scanSecrets(targets, { standing: null, baselinePath: '.secrets.baseline', deadline }),
    );
  };
  const cases = [
    [await scan('hang', 500), /did not end within 0\.5 seconds/],
    [await scan('flood'), /it said more than 67108864 bytes/],
    [await scan('fail'), /ended with exit code 1 with a UnicodeEncodeError\. What it said is not shown/],
    [await scan('garbage'), /What detect-secrets printed is not a baseline .*it is not JSON/],
  ] as const;
  for (const [result, says] of cases) {
    assert.ok(result.kind === 'unavailable' && result.code === 'tool-failed', JSON.stringify(result));
    assert.match(result.message, says);
    assert.doesNotMatch(result.message, /AKIA/);
  }
});

test('what stands and is no baseline is not overwritten', async () => {
  const tool = detectSecrets();
  for (const content of ['not json', '{"version":"0.14.3","results":{}}']) {
    const planned = await plan(gitRepository({ '.secrets.baseline': content }), tool);
    assert.ok(planned.kind === 'invalid' && planned.code === 'secrets-baseline-invalid', JSON.stringify(planned));
  }
  const root = gitRepository({ 'a.py': '' });
  symlinkSync('/etc/hostname', path.join(root, '.secrets.baseline'));
  const planned = await plan(root, tool);
  assert.ok(planned.kind === 'invalid' && planned.code === 'symlink', JSON.stringify(planned));
  assert.ok(!existsSync(path.join(tool, 'calls.ndjson')));
});

test('a repository without files has a baseline without findings', async () => {
  const root = gitRepository();
  const made = await planAndWrite(root, detectSecrets());
  assert.equal(made.results.size, 0);
});

test('many files are scanned in several calls', async () => {
  const long = 'x'.repeat(200);
  const files = Object.fromEntries(Array.from({ length: 2500 }, (_, n) => [`${long}/${n}.py`, n % 1000 === 0 ? KEY : '']));
  const root = gitRepository(files);
  const tool = detectSecrets();
  const made = await planAndWrite(root, tool);
  assert.equal(made.results.size, 3);
  const calls = callsOf(tool).map(({ args }) => args.length - args.indexOf('--') - 1);
  assert.ok(calls.length > 1);
  assert.equal(
    calls.reduce((sum, count) => sum + count, 0),
    2500,
  );
});
