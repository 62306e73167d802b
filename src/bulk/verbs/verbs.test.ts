import assert from 'node:assert/strict';
import path from 'node:path';
import { CodemodError } from '../../core/errors.js';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { gitRepository, plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { countRepositories } from '../campaign/outcome-of.js';
import { coolDown } from '../jobs/plan/warm-planner.js';
import type { CampaignState } from '../model/campaign-state.js';
import { approve } from './approve.js';
import { planCampaign } from './plan.js';
import { publish } from './publish.js';
import { sync, undo } from './remote-verbs.js';

const test = suite('bulk verbs');
test.after(coolDown);

const OLD = 'import os\n\n\ndef main():\n    sys.exit(os.getpid())\n';
const BRANCH = 'refs/heads/codemod/cli-sys-import';
const NO_PINS = new Map();

function outcomes({ repositories }: CampaignState): readonly string[] {
  return [...repositories.values()].map(({ outcome }) => outcome);
}

function refs(bare: string): string {
  return plainGit(bare, 'for-each-ref', '--format=%(refname) %(objectname)');
}

test('what is approved is published, and nothing else', async () => {
  const repositories = [
    bareRepository({ 'a.py': OLD }),
    bareRepository({ 'a.py': OLD, 'README.md': '# a\n' }),
    bareRepository({ 'a.py': 'x = 1\n' }),
  ];
  const scene = await bulkScene(repositories);
  const before = repositories.map(refs);
  await scene.run(async (context, campaign) => {
    await planCampaign(context, {}, NO_PINS);
    assert.deepEqual(outcomes(campaign.state), ['planned', 'planned', 'no-change']);
    assert.equal(countRepositories(campaign.state.repositories.values()).selected, 3);
    assert.deepEqual(repositories.map(refs), before, 'a plan writes nothing anywhere');
  });
  await scene.run(async (context, campaign) => {
    const [first] = campaign.state.repositories.keys();
    assert.deepEqual(await approve(campaign, { repos: [first ?? ''] }), {
      units: 1,
      repositories: 1,
      inPart: 0,
      rejected: 0,
      otherWish: 0,
    });
    const report = await publish(context, { publisher: 'branch' });
    assert.deepEqual(report, { ran: 1, stopped: null });
    assert.deepEqual(outcomes(campaign.state), ['pushed', 'planned', 'no-change']);
  });
  const [first = '', second = ''] = repositories;
  assert.match(plainGit(first, 'show', `${BRANCH}:a.py`), /^import sys$/m);
  assert.equal(refs(second), before[1]);
  const message = plainGit(first, 'log', '-1', '--format=%B%n%an %cn %ae', BRANCH);
  assert.match(message, /^Codemod-Campaign: cli-sys-import$/m);
  assert.match(message, /^Codemod-Plan: [0-9a-f]{64}$/m);
  assert.match(message, /Campaign Campaign campaign@example\.org/);
});

test('the same plan is the same commit, so that a second push is none', async () => {
  const bare = bareRepository({ 'a.py': OLD });
  const commits: string[] = [];
  for (let round = 0; round < 2; round++) {
    const scene = await bulkScene([bare]);
    await scene.run(async (context, campaign) => {
      await planCampaign(context, {}, NO_PINS);
      await approve(campaign, {});
      await publish(context, { publisher: 'branch' });
      assert.deepEqual(outcomes(campaign.state), ['pushed']);
    });
    commits.push(plainGit(bare, 'rev-parse', BRANCH));
  }
  assert.equal(commits[0], commits[1]);
});

test('a commit that a person has added is never erased', async () => {
  const bare = bareRepository({ 'a.py': OLD });
  const scene = await bulkScene([bare]);
  await scene.run(async (context, campaign) => {
    await planCampaign(context, {}, NO_PINS);
    await approve(campaign, {});
    await publish(context, { publisher: 'branch' });
  });
  const tree = plainGit(bare, 'rev-parse', `${BRANCH}^{tree}`).trim();
  const human = plainGit(bare, 'commit-tree', tree, '-p', BRANCH, '-m', 'by hand').trim();
  plainGit(bare, 'update-ref', BRANCH, human);
  await scene.run(async (context, campaign) => {
    await sync(context, {});
    assert.deepEqual(outcomes(campaign.state), ['needs-human']);
    await planCampaign(context, { again: true }, NO_PINS);
    await approve(campaign, {});
    await publish(context, { publisher: 'branch' });
    assert.equal(plainGit(bare, 'rev-parse', BRANCH).trim(), human);
    await undo(context, {});
    assert.equal(plainGit(bare, 'rev-parse', BRANCH).trim(), human);
    assert.equal([...campaign.state.repositories.values()][0]?.units[0]?.cannotUndo?.code, 'branch-changed');
  });
});

test('undo deletes the branch, and publishing needs a new approval afterwards', async () => {
  const bare = bareRepository({ 'a.py': OLD });
  const before = refs(bare);
  const scene = await bulkScene([bare]);
  await scene.run(async (context, campaign) => {
    await planCampaign(context, {}, NO_PINS);
    await approve(campaign, {});
    await publish(context, { publisher: 'branch' });
    assert.notEqual(refs(bare), before);
    await undo(context, {});
    assert.equal(refs(bare), before);
    assert.deepEqual(outcomes(campaign.state), ['undone']);
    assert.deepEqual(await publish(context, { publisher: 'branch' }), { ran: 0, stopped: null });
    assert.equal(refs(bare), before);
  });
});

test('an empty repository, one that is not there and one that opts out have their outcome', async () => {
  const gone = bareRepository({ 'a.py': OLD });
  const out = bareRepository({ 'a.py': OLD, 'codemod.yaml': 'bulk: { enabled: false, reason: frozen }\n' });
  const scene = await bulkScene([bareRepository({ 'a.py': OLD }), gone, out]);
  plainGit('/', 'init', '-q', '--bare', gone);
  const { rmSync } = await import('node:fs');
  rmSync(gone, { recursive: true });
  await scene.run(async (context, campaign) => {
    await planCampaign(context, {}, NO_PINS);
    assert.deepEqual(outcomes(campaign.state), ['planned', 'failed', 'skipped']);
    assert.equal([...campaign.state.repositories.values()][2]?.cause?.code, 'opted-out');
  });
});

test('a repository that asks to be left out after its plan was approved is not published', async () => {
  const bare = bareRepository({ 'a.py': OLD });
  const scene = await bulkScene([bare]);
  await scene.run(async (context, campaign) => {
    await planCampaign(context, {}, NO_PINS);
    await approve(campaign, {});
    const repo = [...campaign.state.repositories.keys()][0] ?? '';
    await campaign.append([{ event: 'skipped', repo, code: 'opted-out', message: 'It asks to be left out.' }]);
    assert.deepEqual(await publish(context, { publisher: 'branch' }), { ran: 0, stopped: null });
    assert.doesNotMatch(refs(bare), /codemod/);
  });
});

test('patches lie in the folder of the campaign, and git takes them', async () => {
  const files = { 'a.py': OLD, 'b/ü.py': OLD.replaceAll('\n', '\r\n') };
  const bare = bareRepository(files);
  const scene = await bulkScene([bare]);
  const before = refs(bare);
  await scene.run(async (context, campaign) => {
    await planCampaign(context, {}, NO_PINS);
    await approve(campaign, {});
    assert.deepEqual(await publish(context, { publisher: 'patch' }), { ran: 1, stopped: null });
    const patch = [...campaign.state.repositories.values()][0]?.units[0]?.patch ?? '';
    assert.match(patch, /^patches\/file-srv|^patches\/file.*repo\.git-[0-9a-f]{10}-[0-9a-f]{12}\.patch$/);
    const checkout = gitRepository(files);
    plainGit(checkout, 'apply', path.join(campaign.folder, patch));
    assert.equal(plainGit(checkout, 'diff', '--numstat', '-z').split('\0').filter(Boolean).length, 2);
    assert.deepEqual(await publish(context, { publisher: 'patch' }), { ran: 0, stopped: null });
  });
  assert.equal(refs(bare), before);
});

test('when something throws, nothing is still at work afterwards', async () => {
  const scene = await bulkScene([bareRepository({ 'a.py': OLD }), bareRepository({ 'a.py': OLD, 'b.py': OLD })]);
  let running = 0;
  const before = async (): Promise<null> => {
    running++;
    if (running === 1) throw new Error('the queue is away');
    return null;
  };
  const after = async <E>(_: unknown, end: E): Promise<E> => {
    running--;
    return end;
  };
  await assert.rejects(
    scene.run((context) => planCampaign(context, {}, NO_PINS), { before, after }),
    /queue is away/,
  );
  assert.equal(running, 1, 'the one that threw');
});

test('a verb whose engine was closed under it does not say that it has ended', async () => {
  const scene = await bulkScene([bareRepository({ 'a.py': OLD })]);
  const before = async (): Promise<never> => {
    throw new CodemodError('interrupted', 'The engine is closed.');
  };
  await assert.rejects(
    scene.run((context) => planCampaign(context, {}, NO_PINS), { before }),
    { code: 'interrupted' },
  );
  await scene.run(async (_, campaign) => assert.equal(campaign.state.unfinished?.verb, 'plan'));
});

test('a template with a placeholder that is not known is refused before anything is planned', async () => {
  const manifest = (body: string): string => `publish: { body: ${JSON.stringify(body)} }\n`;
  const bare = bareRepository({ 'a.py': OLD });
  await assert.rejects(bulkScene([bare], { manifest: manifest('{{flies}}') }), { code: 'manifest-invalid', message: /flies/ });
  await bulkScene([bare], { manifest: manifest('{{files}}') });
});
