import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { type CliEnd, endOf } from '../../testing/campaigns/campaign-scene.js';
import type { RunningForge } from '../../testing/forge/forge.js';
import { forgeRoot, TOKEN, at as valueAt, withForge } from '../../testing/forge/forge-case.js';
import { eventually } from '../../testing/open-review.js';
import { runCli, startCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';

const test = suite('a campaign that another process works on');
const schema = JSON.parse(readFileSync(fileURLToPath(new URL('../report/report.schema.json', import.meta.url)), 'utf8'));
const validate = new Ajv({ strict: false }).compile(schema);

const OLD = 'import os\n\n\ndef main():\n    sys.exit(os.getpid())\n';
const FOLDER = '.codemod/campaigns/cli-sys-import';

interface Scene {
  readonly root: string;
  readonly forge: RunningForge;
  start(...args: readonly string[]): ReturnType<typeof startCli>;
  run(...args: readonly string[]): Promise<CliEnd>;
}

/** A campaign with an open pull request at a forge on loopback. */
async function withPublished(use: (scene: Scene) => Promise<void>): Promise<void> {
  await withForge({ root: forgeRoot({ 'acme/api': { 'a.py': OLD } }), dialect: 'gitea', token: TOKEN }, async (forge) => {
    const root = tempFolder();
    const env = { FORGE_TOKEN: TOKEN, XDG_CACHE_HOME: tempFolder() };
    const host = `${JSON.stringify(forge.host)}: { forge: gitea, api: ${JSON.stringify(forge.api)}, token: FORGE_TOKEN, allowHttp: true }`;
    const identity = 'identity: { name: Test, email: test@example.org }\n';
    writeFileSync(
      path.join(root, 'repos.yaml'),
      `${identity}hosts:\n  ${host}\nrepositories:\n  - url: ${forge.url}/acme/api.git\n`,
    );
    const start = (...args: readonly string[]) => startCli(['bulk', ...args], { cwd: root, env });
    const run = (...args: readonly string[]) => endOf(start(...args));
    for (const args of [
      ['plan', 'cli-sys-import', '--repos', 'repos.yaml'],
      ['approve', '--all'],
      ['publish', '--pr'],
    ]) {
      const { status, stderr } = await run(...args);
      assert.equal(status, 0, stderr);
    }
    await use({ root, forge, start, run });
  });
}

/** Starts `sync`, and stops it in its midst, where it waits for the forge: it lives and does nothing. */
async function startSync({ root, forge, start }: Scene) {
  const journal = path.join(root, FOLDER, 'journal.jsonl');
  const lines = readFileSync(journal, 'utf8').split('\n').length;
  await forge.act('fault', { on: { kind: 'api' }, times: null, effect: { kind: 'slow', ms: 1_500 } });
  const sync = start('sync', '--json');
  const ended = endOf(sync);
  const isAtWork = () =>
    /"began","verb":"sync"/.test(
      readFileSync(journal, 'utf8')
        .split('\n')
        .slice(lines - 1)
        .join('\n'),
    );
  await eventually(isAtWork, 'sync has begun');
  sync.kill('SIGSTOP');
  assert.ok(sync.pid !== undefined && sync.exitCode === null);
  return { pid: sync.pid, sync, ended };
}

const TEXTS = [['status'], ['show'], ['show', '--by', 'reason'], ['show', '--outcome', 'pr-open']];
const ANSWERS = [
  ['status', '--json'],
  ['show', '--json'],
  ['export', '--format', 'json'],
];

/** What of it is told by every command that looks, in text and for programs. */
async function lookedAt({ run }: Scene): Promise<{ readonly texts: readonly string[]; readonly answers: readonly unknown[] }> {
  const [texts, answers] = await Promise.all([
    Promise.all(TEXTS.map(async (args) => (await run(...args)).stderr)),
    Promise.all(ANSWERS.map(async (args): Promise<unknown> => JSON.parse((await run(...args)).stdout))),
  ]);
  for (const answer of answers) assert.ok(validate(answer), JSON.stringify(validate.errors?.slice(0, 3)));
  return { texts, answers: answers.map(atHandOf) };
}

function atHandOf(answer: unknown): object {
  return { running: valueAt(answer, 'overview.running'), unfinished: valueAt(answer, 'overview.unfinished') };
}

test('a verb that runs is told with its process and not to be resumed; killed, it was cut off; ended, it is neither', async () => {
  await withPublished(async (scene) => {
    const { pid, sync, ended } = await startSync(scene);
    const { url, token, close } = await served(scene);
    const onPage = async (): Promise<unknown> => {
      const response = await fetch(`${new URL(url).origin}/api/campaign?since=0`, { headers: { 'x-codemod-token': token } });
      return atHandOf(await response.json());
    };
    try {
      const running = { running: { verb: 'sync', process: pid, host: null }, unfinished: null };
      const during = await lookedAt(scene);
      for (const text of during.texts) {
        assert.match(text, new RegExp(`^\`sync\` is running \\(process ${pid}\\)\\. .*\\n? .*bulk serve$`, 'm'));
        assert.doesNotMatch(text, /cut off|resume/);
      }
      assert.deepEqual(during.answers, [running, running, running]);
      assert.match((await scene.run('export', '--format', 'md')).stdout, new RegExp(`is running \\\\\\(process ${pid}\\\\\\)`));
      assert.deepEqual(await onPage(), running);

      sync.kill('SIGKILL');
      await ended;
      const cutOff = { running: null, unfinished: 'sync' };
      const after = await lookedAt(scene);
      for (const text of after.texts) {
        assert.match(text, /^`sync` was cut off\. To go on from there: .*bulk resume$/m, 'the control');
        assert.doesNotMatch(text, /running/);
      }
      assert.deepEqual(after.answers, [cutOff, cutOff, cutOff]);
      assert.match((await scene.run('export', '--format', 'md')).stdout, /sync.* was cut off/);
      assert.deepEqual(await onPage(), cutOff, 'the journal has not grown: the lock tells');

      await scene.forge.act('clear-faults');
      assert.equal((await scene.run('resume')).status, 0);
      const neither = { running: null, unfinished: null };
      const last = await lookedAt(scene);
      for (const text of last.texts) assert.doesNotMatch(text, /running|cut off|resume/);
      assert.deepEqual(last.answers, [neither, neither, neither]);
      assert.deepEqual(await onPage(), neither);
    } finally {
      sync.kill('SIGKILL');
      await close();
    }
  });
});

async function served({ start }: Scene): Promise<{ readonly url: string; readonly token: string; close(): Promise<void> }> {
  const child = start('serve', '--json', '--quiet');
  const ended = once(child, 'close');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url, token } = JSON.parse(String(line));
  return {
    ...{ url: String(url), token: String(token) },
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

test('a verb says of itself that it has ended, and not that it runs', async () => {
  await withPublished(async (scene) => {
    const { sync, ended } = await startSync(scene);
    sync.kill('SIGCONT');
    const { status, stdout, stderr } = await ended;
    assert.equal(status, 0, stderr);
    const neither = { running: null, unfinished: null };
    assert.deepEqual(atHandOf(JSON.parse(stdout)), neither);
    assert.doesNotMatch(stderr, /is running|at work|cut off/);
    assert.deepEqual(atHandOf(JSON.parse(readFileSync(path.join(scene.root, FOLDER, 'report.json'), 'utf8'))), neither);
  });
});

test('a process that holds a campaign and has begun no verb is told without one', async () => {
  const scene = await bulkScene([bareRepository({ 'a.py': OLD })]);
  const status = () => runCli(['bulk', 'status'], { cwd: scene.root }).stderr;
  await scene.run(async () => {
    const told = status().replaceAll(/\s+/g, ' ');
    assert.match(told, new RegExp(`^ ?Another command is at work on the campaign \\(process ${process.pid}\\)\\. To watch`));
    assert.doesNotMatch(told, /resume|cut off/);
  });
  assert.match(status(), /bulk resume/, 'the control: then its repositories can be looked at');
});
