import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { pushBranch } from '../../testing/forge/forge-case.js';
import {
  BRANCH,
  type ForgeScene,
  OLD,
  outcomes,
  PULL_REQUESTS,
  planAndApprove,
  publishAll,
  states,
  updateAll,
  withForgeScene,
} from '../../testing/forge-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import { publish } from './publish.js';
import { merge, undo } from './remote-verbs.js';

const test = suite('kinds of campaigns');
test.after(coolDown);

type Pull = Readonly<Record<string, unknown>>;

async function pullsOf({ forge }: Pick<ForgeScene, 'forge'>, repo = 'acme/api'): Promise<readonly Pull[]> {
  return (await forge.dump()).repositories[repo]?.pulls ?? [];
}

const CODEOWNERS = '/web/ @acme/reviewers\n/api/ @ada\n';
const SHARDED = { 'acme/api': { CODEOWNERS, 'web/a.py': OLD, 'api/a.py': OLD, 'z.py': OLD } };

test('one pull request for each folder, each with the files of its own, draft, labelled, and reviewed by their owners', async () => {
  const settings =
    'publish: { shard: directory, draft: true, labels: [codemod], reviewers: [grace], assignees: [linus], codeowners: true }\n';
  await withForgeScene(
    'github',
    SHARDED,
    async ({ forge, run }) => {
      await run(async (context) => {
        await publishAll(context);
        assert.deepEqual(outcomes(context), ['pr-open']);
        assert.deepEqual(
          states(context)[0]?.units.map(({ shard }) => shard),
          ['api', 'root', 'web'],
        );
      });
      const pulls = await pullsOf({ forge });
      assert.deepEqual(
        pulls.map(({ head, draft, labels, assignees }) => ({ head, draft, labels, assignees })),
        ['api', 'root', 'web'].map((shard) => ({
          ...{ head: `${BRANCH}--${shard}`, draft: true, labels: ['codemod'], assignees: ['linus'] },
        })),
      );
      assert.deepEqual(
        pulls.map(({ reviewers, teamReviewers }) => [reviewers, teamReviewers]),
        [
          [['grace', 'ada'], []],
          [['grace'], []],
          [['grace'], ['reviewers']],
        ],
      );
      for (const [number, own] of ['api/a.py', 'z.py', 'web/a.py'].entries()) {
        const body = String(pulls[number]?.['body']);
        const named = ['api/a.py', 'z.py', 'web/a.py'].filter((file) => body.includes(file));
        assert.deepEqual(named, [own]);
      }
      await run(async (context) => {
        await undo(context, {});
        assert.deepEqual(outcomes(context), ['undone']);
      });
      assert.deepEqual(Object.keys((await forge.dump()).repositories['acme/api']?.refs ?? {}), ['refs/heads/main']);
    },
    { settings },
  );
});

test('one pull request for each owner; a shard that has nothing left goes, and the others stay', async () => {
  const settings = 'publish: { shard: owner }\n';
  await withForgeScene(
    'github',
    SHARDED,
    async ({ forge, run }) => {
      await run(publishAll);
      const before = await pullsOf({ forge });
      assert.equal(before.length, 3);
      const alices = before.find(({ body }) => String(body).includes('api/a.py'));
      await forge.act('commit', { repo: 'acme/api', file: 'api/a.py', content: 'x = 1\n' });
      await run(async (context) => {
        await updateAll(context);
        await publish(context, PULL_REQUESTS);
      });
      for (const { number, state } of await pullsOf({ forge })) {
        assert.equal(state, number === alices?.['number'] ? 'closed' : 'open');
      }
    },
    { settings },
  );
});

test('on top of what a person has added to a shard comes that shard, and no other', async () => {
  const settings = 'publish: { shard: directory, onHumanCommit: on-top }\n';
  await withForgeScene(
    'github',
    { 'acme/api': { 'web/a.py': OLD, 'api/a.py': OLD } },
    async ({ forge, run }) => {
      await run(publishAll);
      await forge.act('commit', { repo: 'acme/api', branch: `${BRANCH}--web`, file: 'web/by-hand.py', content: 'y = 1\n' });
      await forge.act('commit', { repo: 'acme/api', branch: 'main', file: 'web/b.py', content: OLD });
      await run(async (context) => {
        await updateAll(context);
        await publish(context, PULL_REQUESTS);
      });
      const { repositories, erasedHumanCommits } = await forge.dump();
      assert.deepEqual(erasedHumanCommits, []);
      const clone = await pushBranch(forge, 'acme/api', 'look', { x: 'x' });
      const web = repositories['acme/api']?.refs[`refs/heads/${BRANCH}--web`] ?? '';
      assert.equal(plainGit(clone, 'show', `${web}:api/a.py`), OLD, 'what is of another shard is not touched');
      assert.match(plainGit(clone, 'show', `${web}:web/a.py`), /^import sys$/m);
      assert.equal(plainGit(clone, 'show', `${web}:web/by-hand.py`), 'y = 1\n');
    },
    { settings },
  );
});

for (const [method, parents] of [
  ['merge', 2],
  ['squash', 1],
  ['rebase', 1],
] as const) {
  test(`pull requests are merged by ${method} where the manifest says so`, async () => {
    await withForgeScene(
      'github',
      { 'acme/api': { 'a.py': OLD } },
      async ({ forge, run }) => {
        await run(async (context) => {
          await publishAll(context);
          await merge(context, {});
          assert.deepEqual(outcomes(context), ['merged']);
        });
        const clone = await pushBranch(forge, 'acme/api', 'look', { x: 'x' });
        const merged = plainGit(clone, 'rev-parse', 'HEAD^').trim();
        assert.equal(plainGit(clone, 'show', '-s', '--format=%P', merged).trim().split(' ').length, parents);
        assert.match(plainGit(clone, 'show', `${merged}:a.py`), /^import sys$/m);
      },
      { settings: `publish: { merge: ${method} }\n` },
    );
  });
}

test('waves are published one after the other', async () => {
  const three = { 'acme/a': { 'a.py': OLD }, 'acme/b': { 'a.py': OLD }, 'acme/c': { 'a.py': OLD } };
  await withForgeScene(
    'github',
    three,
    async ({ run }) => {
      await run(async (context) => {
        await planAndApprove(context);
        await publish(context, { ...PULL_REQUESTS, waves: [1] });
        assert.deepEqual(outcomes(context), ['pr-open', 'planned', 'planned']);
        await publish(context, PULL_REQUESTS);
        assert.deepEqual(outcomes(context), ['pr-open', 'pr-open', 'pr-open']);
      });
    },
    { settings: 'waves: { sizes: [1], waitForChecks: false, stopAt: 1 }\n' },
  );
});

test('the open pull requests of a host are counted one by one, whatever repository they are of', async () => {
  const repositories = { 'acme/a': { 'x/a.py': OLD, 'y/a.py': OLD, 'z/a.py': OLD }, 'acme/b': { 'x/a.py': OLD } };
  await withForgeScene(
    'github',
    repositories,
    async (scene) => {
      await scene.run(async (context) => {
        await planAndApprove(context);
        const [host] = context.campaign.spec.hosts;
        assert.ok(host);
        const spec = { ...context.campaign.spec, hosts: [{ ...host, pace: { ...host.pace, openPullRequests: 2 } }] };
        const campaign = Object.create(context.campaign, { spec: { value: spec } });
        const report = await publish({ ...context, campaign }, PULL_REQUESTS);
        assert.match(report.stopped ?? '', /as many pull requests are open as the manifest allows/);
      });
      const all = [...(await pullsOf(scene, 'acme/a')), ...(await pullsOf(scene, 'acme/b'))];
      assert.equal(all.filter(({ state }) => state === 'open').length, 2);
    },
    { settings: 'publish: { shard: directory }\n' },
  );
});

test('commits are signed with the user’s key, once, and what is pushed is what was signed', async () => {
  const keys = tempFolder();
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(keys, 'key')]);
  const config = path.join(keys, 'gitconfig');
  const publicKey = execFileSync('cat', [path.join(keys, 'key.pub')], { encoding: 'utf8' });
  writeFileSync(path.join(keys, 'allowed'), `campaign@example.org ${publicKey}`);
  writeFileSync(
    config,
    `[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tallowedSignersFile = ${path.join(keys, 'allowed')}\n[user]\n\tsigningkey = ${path.join(keys, 'key')}\n`,
  );
  const before = process.env['GIT_CONFIG_GLOBAL'];
  process.env['GIT_CONFIG_GLOBAL'] = config;
  try {
    const bare = bareRepository({ 'a.py': OLD });
    const scene = await bulkScene([bare], { manifest: 'publish: { sign: true }\n' });
    const stages: string[] = [];
    await scene.run(
      async (context) => {
        await planAndApprove(context);
        await publish(context, { publisher: 'branch' });
        await publish(context, { publisher: 'branch' });
      },
      {
        before: async ({ stage }) => {
          stages.push(stage);
          return null;
        },
      },
    );
    assert.deepEqual(stages, ['plan', 'sign', 'publish']);
    const verified = execFileSync('git', ['log', '-1', '--format=%G?', BRANCH], { cwd: bare, encoding: 'utf8' });
    assert.equal(verified.trim(), 'G');
    assert.equal(execFileSync('git', ['log', '-1', '--format=%G?', 'main'], { cwd: bare, encoding: 'utf8' }).trim(), 'N');
  } finally {
    if (before === undefined) delete process.env['GIT_CONFIG_GLOBAL'];
    else process.env['GIT_CONFIG_GLOBAL'] = before;
  }
});

test('a recipe is one change: one commit, one pull request, named for the recipe', async () => {
  await withForgeScene(
    'github',
    { 'acme/api': { 'a.py': OLD } },
    async ({ forge, run }) => {
      await run(publishAll);
      const [pull, ...others] = await pullsOf({ forge });
      assert.deepEqual(others, []);
      assert.equal(pull?.['head'], 'codemod/fix-pack');
      const clone = await pushBranch(forge, 'acme/api', 'look', { x: 'x' });
      assert.match(plainGit(clone, 'show', 'origin/codemod/fix-pack:a.py'), /^import sys$/m);
      assert.equal(plainGit(clone, 'rev-list', '--count', 'main..origin/codemod/fix-pack').trim(), '1');
    },
    { codemod: 'fix-pack' },
  );
});

const INDEX = pathToFileURL(fileURLToPath(new URL('../../index.js', import.meta.url))).href;
/** A codemod of a user: it renames `old` to what its parameter says. */
const MODULE = `import { defineCodemod } from ${JSON.stringify(INDEX)};
export default defineCodemod({
  name: 'rename-old',
  version: '1.0.0',
  summary: 'Renames old.',
  params: { to: { type: 'string', description: 'The new name.', default: 'fresh' } },
  codes: {},
  languages: {
    python: {
      needles: ['old'],
      *transform(file, ctx) {
        for (const { index } of file.text.matchAll(/\\bold\\b/g)) {
          const range = { start: index, end: index + 3 };
          yield ctx.fix({ reason: 'Its name is another.', at: range, edits: [{ ...range, oldText: 'old', newText: ctx.params.to }] });
        }
      },
    },
  },
});
`;

test('a codemod out of a file runs as it was when the campaign was made, with the parameters of each repository', async () => {
  const module = path.join(tempFolder(), 'rename-old.mjs');
  writeFileSync(module, MODULE);
  const bares = [bareRepository({ 'a.py': 'old = 1\n' }), bareRepository({ 'a.py': 'old = 2\n' })];
  const ofEach = (index: number): string => (index === 0 ? '' : '    params: { to: newest }\n');
  const scene = await bulkScene(bares, { codemod: module, ofEach, manifest: 'publish: { branch: codemod/rename }\n' });
  await scene.run(async (context) => {
    await planAndApprove(context);
    assert.deepEqual(outcomes(context), ['planned', 'planned']);
    await publish(context, { publisher: 'branch' });
  });
  const shown = bares.map((bare) => plainGit(bare, 'show', 'codemod/rename:a.py'));
  assert.deepEqual(shown, ['fresh = 1\n', 'newest = 2\n']);
  appendFileSync(module, '// changed\n');
  await scene.run(async (context) => {
    await updateAll(context);
    assert.deepEqual(
      states(context).map(({ cause }) => cause?.code),
      ['module-changed', 'module-changed'],
    );
  });
});
