import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Plan, serializePlan } from '../../../core/plan.js';
import { readPlan } from '../../../core/read-plan.js';
import { bulkScene } from '../../../testing/bulk-scene.js';
import { forgeRoot, withForge } from '../../../testing/forge/forge-case.js';
import { commitFiles, gitRepository, plainGit } from '../../../testing/git-repository.js';
import { runCli } from '../../../testing/run-cli.js';
import { suite } from '../../../testing/suite.js';
import { tempFolder, writeFiles } from '../../../testing/temp-folder.js';
import type { RepositoryState } from '../../model/campaign-state.js';
import { approve } from '../../verbs/approve.js';
import { planCampaign } from '../../verbs/plan.js';
import { publish } from '../../verbs/publish.js';
import { coolDown } from './warm-planner.js';

const test = suite('inventory of a campaign');
test.after(coolDown);

const OLD = 'import os\n\n\ndef main():\n    sys.exit(os.getpid())\n';
const BRANCH = 'codemod/cli-sys-import';
const [PLAIN, COMPRESSED] = ['.codex/inventory.json', '.codex/inventory.json.gz'];
const STALE = '{\n  "codemodInventory": 1,\n  "entries": []\n}\n';
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`;

/** Everything that an entry can be, the inventories that stand, and the defect or none. */
function repositoryWith(files: Readonly<Record<string, string | Buffer>>): string {
  const inner = gitRepository({ 'inner.py': 'x\n' });
  const top = gitRepository({
    ...{ 'README.md': '# \u{1f600}\n', 'run.sh': '#!/bin/sh\n', 'img/a.png': Buffer.from([0x89, 0, 1, 2]), 'big.bin': POINTER },
    ...{
      'e/-rf': 'x',
      'e/é 中 \u{1f600}.txt': '',
      'e/"q"': 'q\n',
      'vendor/lib.js': 'x;\n',
      'crlf.txt': 'a\r\n',
      'e/esc\u001b': 'x',
    },
    ...{ '.codex/change_log.md': '# log\n', 'sub/.codex/x': 'x' },
    ...files,
  });
  chmodSync(path.join(top, 'run.sh'), 0o755);
  symlinkSync('../nowhere', path.join(top, 'e/link'));
  writeFileSync(Buffer.concat([Buffer.from(`${top}/`), Buffer.from([0xff])]), 'x');
  plainGit(top, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', inner, 'mod');
  plainGit(top, 'add', '--all', '--force');
  plainGit(top, 'commit', '-q', '-m', 'all');
  return bareOf(top);
}

function bareOf(top: string): string {
  const bare = path.join(tempFolder(), 'repo.git');
  plainGit(tempFolder(), 'clone', '-q', '--bare', top, bare);
  return bare;
}

interface Published {
  readonly repository: RepositoryState;
  /** As the store has it; null where nothing was planned. */
  readonly plan: Plan | null;
  readonly patch: Buffer;
}

async function publishAll(bare: string, inventory: boolean): Promise<Published> {
  const scene = await bulkScene([bare], { inventory });
  return await scene.run(async (context, campaign) => {
    await planCampaign(context, {}, new Map());
    await approve(campaign, {});
    await publish(context, { publisher: 'branch' });
    const [repository] = campaign.state.repositories.values();
    assert.ok(repository !== undefined);
    const id = repository.units[0]?.planned?.plan;
    if (id === undefined) return { repository, plan: null, patch: Buffer.alloc(0) };
    const [plan, patch] = await Promise.all([campaign.store.get('plan', id), campaign.store.get('patch', id)]);
    return {
      repository,
      plan: plan === null ? null : readPlan('stored', plan.toString('utf8')),
      patch: patch ?? Buffer.alloc(0),
    };
  });
}

function checkoutOf(bare: string, branch: string): string {
  const folder = path.join(tempFolder(), 'checkout');
  plainGit(tempFolder(), 'clone', '-q', '--branch', branch, bare, folder);
  return folder;
}

function inventoriesIn(folder: string): Readonly<Record<string, string>> {
  const standing = [PLAIN, COMPRESSED].filter((name) => existsSync(path.join(folder, name)));
  return Object.fromEntries(standing.map((name) => [name, readFileSync(path.join(folder, name), 'latin1')]));
}

/** The published inventory is what `codemod inventory` makes of it: nothing. And the patch makes the tree of the commit. */
function checkPublished(bare: string, patch: Buffer, names: readonly string[]): void {
  const checkout = checkoutOf(bare, BRANCH);
  const published = inventoriesIn(checkout);
  assert.deepEqual(Object.keys(published), names);
  const run = runCli(['inventory'], { cwd: checkout });
  assert.match(run.stderr, /is up to date; nothing was written/, run.stderr);
  for (const name of names) rmSync(path.join(checkout, name));
  runCli(['inventory', ...(names[0] === COMPRESSED ? ['--compress'] : [])], { cwd: checkout });
  assert.deepEqual(inventoriesIn(checkout), published, 'made anew, it has the same bytes');
  const base = checkoutOf(bare, 'main');
  const applied = spawnSync('git', ['apply', '--index', '--whitespace=nowarn', '-'], { cwd: base, input: patch });
  assert.equal(applied.status, 0, applied.stderr.toString());
  assert.equal(plainGit(base, 'write-tree').trim(), plainGit(bare, 'rev-parse', `${BRANCH}^{tree}`).trim());
}

const CASES: readonly (readonly [what: string, files: Readonly<Record<string, string | Buffer>>, names: readonly string[]])[] = [
  ['none stands', { 'a.py': OLD }, [PLAIN]],
  ['one stands', { 'a.py': OLD, [PLAIN]: STALE }, [PLAIN]],
  ['a compressed one stands', { 'a.py': OLD, [COMPRESSED]: gzipSync(STALE) }, [COMPRESSED]],
  ['both stand', { 'a.py': OLD, [PLAIN]: STALE, [COMPRESSED]: gzipSync(STALE) }, [PLAIN]],
  ['one stands that is no text', { 'a.py': OLD, [PLAIN]: Buffer.from([0xff, 0, 0x0a]) }, [PLAIN]],
  ['nothing else would change', { 'a.py': 'x = 1\n', [PLAIN]: STALE }, [PLAIN]],
];

for (const [what, files, names] of CASES) {
  test(`has the bytes that codemod inventory writes in a checkout: ${what}`, async () => {
    const bare = repositoryWith(files);
    const { repository, plan, patch } = await publishAll(bare, true);
    assert.equal(repository.outcome, 'pushed', JSON.stringify(repository.cause));
    assert.ok(plan?.codemods.some(({ name }) => name === 'inventory'));
    checkPublished(bare, patch, names);
  });
}

test('one that is up to date is no change', async () => {
  const bare = repositoryWith({ 'a.py': OLD });
  await publishAll(bare, true);
  plainGit(bare, 'update-ref', 'refs/heads/main', `refs/heads/${BRANCH}`);
  plainGit(bare, 'update-ref', '-d', `refs/heads/${BRANCH}`);
  const { repository } = await publishAll(bare, true);
  assert.equal(repository.outcome, 'no-change');
});

test('where the step was not named, nothing of .codex is committed (control)', async () => {
  const bare = repositoryWith({ 'a.py': OLD, [PLAIN]: STALE });
  const { plan } = await publishAll(bare, false);
  assert.deepEqual(
    plan?.changes.map((change) => change.path),
    ['a.py'],
  );
  const checkout = checkoutOf(bare, BRANCH);
  assert.equal(inventoriesIn(checkout)[PLAIN], STALE);
  runCli(['inventory'], { cwd: checkout });
  assert.notEqual(inventoriesIn(checkout)[PLAIN], STALE);
});

test('what stands in its place and is no file is left alone', async () => {
  const top = gitRepository({ 'a.py': OLD });
  writeFiles(top, { '.codex/x': '' });
  symlinkSync('../a.py', path.join(top, PLAIN));
  commitFiles(top, {});
  const { repository } = await publishAll(bareOf(top), true);
  assert.deepEqual([repository.outcome, repository.cause?.code], ['failed', 'write-refused']);
});

/** Requests of git that ask for refs or objects, for the plan of one repository. */
async function fetchesOf(inventory: boolean): Promise<number> {
  const files = { 'a.py': OLD, 'b/c.txt': 'c', 'b/d.bin': 'd', 'codemod.yaml': 'exclude: [x]\n' };
  return await withForge({ root: forgeRoot({ 'acme/api': files }), dialect: 'github' }, async (forge) => {
    const manifest = `hosts:\n  ${JSON.stringify(forge.host)}: { forge: github, api: ${JSON.stringify(forge.api)}, allowHttp: true }\n`;
    const scene = await bulkScene([`${forge.url}/acme/api.git`], { manifest, inventory });
    await scene.run(async (context, campaign) => {
      await planCampaign(context, {}, new Map());
      const [repository] = campaign.state.repositories.values();
      assert.deepEqual([repository?.outcome, repository?.cause], ['planned', null]);
    });
    return (await forge.counts()).requests['git-fetch'] ?? 0;
  });
}

test('brings all files in one call, since nobody knows their sizes and hashes before', async () => {
  assert.equal(await fetchesOf(true), 3, 'the refs, the commit without files, all files');
  assert.equal(await fetchesOf(false), 4, 'control: the refs, the commit, codemod.yaml, the candidates');
});

test('inventories of different repositories are one shape', async () => {
  const stale = { 'a.py': 'x = 1\n', [PLAIN]: STALE };
  const shapes: (readonly string[] | undefined)[] = [];
  for (const other of ['one\n', 'two\n']) {
    const top = gitRepository({ ...stale, [`${other.trim()}.txt`]: other });
    const { repository } = await publishAll(bareOf(top), true);
    shapes.push(repository.units[0]?.planned?.shapes);
  }
  assert.equal(shapes[0]?.length, 1);
  assert.deepEqual(shapes[0], shapes[1]);
});

test('a plan with an inventory that somebody sends is not carried out on a working tree', async () => {
  const top = gitRepository({ 'a.py': OLD });
  const { plan } = await publishAll(bareOf(top), true);
  assert.ok(plan !== null);
  const file = path.join(tempFolder(), 'plan.json');
  const ours = { ...plan, root: top, tool: runCli(['--version'], { cwd: top }).stdout.trim() };
  writeFileSync(file, serializePlan(ours));
  const refused = runCli(['apply', file], { cwd: top });
  assert.equal(refused.status, 3, refused.stderr);
  assert.match(refused.stderr, /inventory@0\.0\.0-test made it, and there is no such codemod/);
  assert.equal(readFileSync(path.join(top, 'a.py'), 'utf8'), OLD);
  assert.ok(!existsSync(path.join(top, PLAIN)));
  const changes = plan.changes.filter((change) => change.path !== PLAIN);
  const codemods = plan.codemods.filter(({ name }) => name !== 'inventory');
  writeFileSync(file, serializePlan({ ...ours, changes, codemods }));
  const carried = runCli(['apply', file], { cwd: top });
  assert.equal(carried.status, 0, `control: ${carried.stderr}`);
});
