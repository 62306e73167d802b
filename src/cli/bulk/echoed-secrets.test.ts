import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ForgeKind } from '../../bulk/hosts/host-settings.js';
import type { RunningForge } from '../../testing/forge/forge.js';
import { askApi, at, forgeRoot, withForge } from '../../testing/forge/forge-case.js';
import { startCli } from '../../testing/run-cli.js';
import { treeOf } from '../../testing/scratch-folder.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';

const test = suite('secrets that a host repeats');

const CANARY = 'cAnary-0123/456+789_abc=def';
const OLD = 'import os\n\n\ndef main():\n    sys.exit(os.getpid())\n';
const REPOSITORIES = ['acme/api', 'acme/unread', 'acme/guarded'];

/** What of the base64 of a text with the canary in it hangs on the canary alone, wherever it stands there. */
const BASE64 = [0, 1, 2].map((shift) =>
  Buffer.concat([Buffer.alloc(shift), Buffer.from(CANARY)])
    .toString('base64')
    .slice(4, -4),
);
const SPELLINGS = [CANARY, CANARY.slice(0, 12), CANARY.slice(-12), encodeURIComponent(CANARY), ...BASE64];

function spellingsIn(text: string): readonly string[] {
  return SPELLINGS.filter((spelling) => text.includes(spelling));
}

async function run(root: string, cache: string, args: readonly string[]): Promise<string> {
  const env = { FORGE_TOKEN: CANARY, XDG_CACHE_HOME: cache };
  const child = startCli(['bulk', ...args], { cwd: root, env });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  await new Promise((resolve) => child.once('close', resolve));
  return Buffer.concat(said).toString();
}

async function breakThings(forge: RunningForge): Promise<void> {
  await forge.act('fault', { on: { kind: 'git', repo: 'acme/unread' }, times: null, effect: { kind: 'echo', status: 403 } });
  await forge.act('fault', { on: { operation: 'create-pull-request' }, times: null, effect: { kind: 'echo', status: 422 } });
  const basic = Buffer.from(`x-access-token:${CANARY}`).toString('base64');
  const refusePush = `no: ${CANARY} ${encodeURIComponent(CANARY)} ${basic}`;
  await forge.act('settings', { repo: 'acme/guarded', settings: { refusePush } });
}

const VERBS: readonly (readonly string[])[] = [
  ['plan', 'cli-sys-import', '--repos', 'repos.yaml', '--json-lines'],
  ['approve', '--all'],
  ['publish', '--pr', '--json-lines'],
  ['publish', '--patch'],
  ['retry', '--pr'],
  ['sync'],
  ...[
    ['status'],
    ['status', '--json'],
    ['list'],
    ['show', '--by', 'reason'],
    ['show', '--format', 'html'],
    ['show', '--format', 'md'],
  ],
  ...['csv', 'json', 'md'].map((format) => ['export', '--format', format, '--out', `out.${format}`]),
  ['show', '--format', 'html', '--by', 'repo'],
];

async function withBrokenForge(dialect: ForgeKind, use: (forge: RunningForge, root: string) => Promise<void>): Promise<void> {
  const files = forgeRoot(Object.fromEntries(REPOSITORIES.map((name) => [name, { 'a.py': OLD }])));
  await withForge({ root: files, dialect, token: CANARY }, async (forge) => {
    await breakThings(forge);
    const root = tempFolder();
    const host = `${JSON.stringify(forge.host)}: { forge: ${dialect}, api: ${JSON.stringify(forge.api)}, token: FORGE_TOKEN, allowHttp: true }`;
    const urls = REPOSITORIES.map((name) => `  - url: ${forge.url}/${name}.git\n`).join('');
    const identity = 'identity: { name: Test, email: test@example.org }\n';
    writeFileSync(path.join(root, 'repos.yaml'), `${identity}waves: { stopAt: 1 }\nhosts:\n  ${host}\nrepositories:\n${urls}`);
    await use(forge, root);
  });
}

for (const dialect of ['github', 'gitea'] as const) {
  test(`${dialect}: nothing that is printed or written shows the token, however the host spells it`, async () => {
    await withBrokenForge(dialect, async (_, root) => {
      const cache = tempFolder();
      for (const verb of VERBS) {
        const said = await run(root, cache, verb);
        assert.deepEqual(spellingsIn(said), [], `${verb.join(' ')}:\n${said}`);
      }
      const written = { ...treeOf(root), ...treeOf(cache) };
      for (const [name, content] of Object.entries(written)) assert.deepEqual(spellingsIn(content), [], name);
      const journal = Object.entries(written).find(([name]) => name.endsWith('journal.jsonl'))?.[1] ?? '';
      const masked = journal
        .split('\n')
        .filter((line) => line.includes('[secret]'))
        .flatMap((line) => /"repo":"[^"]*\/([a-z]+)"/.exec(line)?.slice(1) ?? []);
      assert.deepEqual([...new Set(masked)].sort(), ['api', 'guarded'], 'what the host said has come so far, without the token');
    });
  });
}

test('the host does repeat it, in each of the spellings that are looked for (control)', async () => {
  await withBrokenForge('github', async (forge) => {
    const body = { title: 't', head: 'h', base: 'main' };
    const answer = await askApi(forge, 'POST', '/repos/acme/api/pulls', { token: CANARY, body });
    const found = spellingsIn(String(at(answer.body, 'message')));
    assert.deepEqual(found.slice(0, 4), SPELLINGS.slice(0, 4));
    assert.equal(found.length, 5, 'and one alignment of base64');
  });
});
