import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { withNewSpec } from '../../bulk/campaign/with-campaign.js';
import { coolDown } from '../../bulk/jobs/plan/warm-planner.js';
import { unitFolder } from '../../bulk/units/unit-path.js';
import { approve } from '../../bulk/verbs/approve.js';
import { planCampaign } from '../../bulk/verbs/plan.js';
import { publish } from '../../bulk/verbs/publish.js';
import { select } from '../../bulk/verbs/select.js';
import { CodemodError } from '../../core/errors.js';
import { bareRepository, bulkScene } from '../../testing/bulk-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { runCli } from '../../testing/run-cli.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { bulkCommand } from './command-line.js';
import { combinedPlan } from './read-unit.js';
import { campaignReview } from './run-review.js';

const test = suite('review of a campaign');
test.after(coolDown);

const schema = JSON.parse(readFileSync(fileURLToPath(new URL('../report/report.schema.json', import.meta.url)), 'utf8'));
const validate = new Ajv({ strict: false }).compile(schema);

const OLD = 'import os\n\n\ndef main():\n    sys.exit(os.getpid())\n';
const BRANCH = 'refs/heads/codemod/cli-sys-import';

function commitTo(bare: string, file: string, content: string): void {
  const clone = path.join(tempFolder(), 'clone');
  plainGit(tempFolder(), 'clone', '-q', '-b', 'main', bare, clone);
  writeFileSync(path.join(clone, file), content);
  plainGit(clone, 'add', file);
  plainGit(clone, '-c', 'user.name=P', '-c', 'user.email=p@example.org', 'commit', '-qm', 'More');
  plainGit(clone, 'push', '-q', 'origin', 'main');
}

async function reviewed(inventory = false) {
  const repositories = [
    bareRepository({ 'a.py': OLD }),
    bareRepository({ 'a.py': OLD, 'b.py': OLD }),
    bareRepository({ 'a.py': OLD }),
  ];
  const scene = await bulkScene(repositories, { manifest: 'waves: { stopAt: 1 }', inventory });
  const opened = await scene.run(async (context, campaign) => {
    await planCampaign(context, {}, new Map());
    return { combined: await combinedPlan(campaign, select(campaign.state, {})), folder: campaign.folder };
  });
  assert.ok(opened.combined !== null);
  const at = { root: scene.root, name: scene.spec.name, command: bulkCommand(null) };
  const session = campaignReview(at, opened.combined, opened.folder, 'npx codemod bulk review --wave 1');
  return { repositories, scene, folder: opened.folder, session };
}

test('what is accepted is approved, whole or narrowed, and published so; what is rejected is not', async () => {
  const { repositories, scene, session } = await reviewed();
  const hunkOf = (repository: number, file: string): readonly string[] => {
    const folder = unitFolder({ repo: `file:${repositories[repository]}`, shard: '' });
    const found = session.files.find(({ path }) => path === `${folder}/${file}`);
    assert.equal(session.nameOf?.(`${folder}/${file}`), `file:${repositories[repository]}/-/${file}`);
    return found?.hunks.map(({ id }) => id) ?? assert.fail(`${folder}/${file}`);
  };
  assert.equal(session.purpose, 'approve');
  await session.decide([...hunkOf(0, 'a.py'), ...hunkOf(1, 'b.py')], { verdict: 'accepted' });
  await session.decide([...hunkOf(1, 'a.py'), ...hunkOf(2, 'a.py')], { verdict: 'rejected', reason: 'not now' });
  const applied = await session.apply();
  assert.equal(applied.told, '2 changes approved, 1 of them in part.');
  await scene.run((context) => publish(context, { publisher: 'branch' }));
  const [first = '', second = '', third = ''] = repositories;
  assert.match(plainGit(first, 'show', `${BRANCH}:a.py`), /^import sys$/m);
  assert.match(plainGit(second, 'show', `${BRANCH}:b.py`), /^import sys$/m);
  assert.doesNotMatch(plainGit(second, 'show', `${BRANCH}:a.py`), /^import sys$/m);
  assert.equal(plainGit(third, 'for-each-ref', BRANCH), '');
});

test('what a review has rejected stays rejected when its repository is planned again on another base', async () => {
  const { repositories, scene, session } = await reviewed();
  const [first = '', second = '', third = ''] = repositories;
  const hunksOf = (repository: string, file: string): readonly string[] => {
    const wanted = `${unitFolder({ repo: `file:${repository}`, shard: '' })}/${file}`;
    return session.files.filter((one) => one.path === wanted).flatMap(({ hunks }) => hunks.map(({ id }) => id));
  };
  await session.decide([...hunksOf(first, 'a.py'), ...hunksOf(second, 'b.py')], { verdict: 'accepted' });
  await session.decide([...hunksOf(second, 'a.py'), ...hunksOf(third, 'a.py')], { verdict: 'rejected', reason: 'not now' });
  await session.apply();
  await scene.run(async (context, campaign) => {
    await planCampaign(context, { again: true }, new Map());
    await approve(campaign, {});
    await publish(context, { publisher: 'branch' });
  });
  for (const bare of repositories) commitTo(bare, 'c.py', OLD);
  await scene.run(async (context, campaign) => {
    await planCampaign(context, { again: true }, new Map());
    await approve(campaign, {});
    await publish(context, { publisher: 'branch' });
  });
  for (const bare of repositories)
    assert.match(plainGit(bare, 'show', `${BRANCH}:c.py`), /^import sys$/m, 'the control: it is new');
  assert.match(plainGit(second, 'show', `${BRANCH}:b.py`), /^import sys$/m);
  for (const bare of [second, third]) assert.equal(plainGit(bare, 'show', `${BRANCH}:a.py`), OLD);
});

test('what a review has narrowed stays approved, and out, when it is planned again on the same base', async () => {
  const { repositories, scene, session, folder: ofCampaign } = await reviewed();
  const [, second = ''] = repositories;
  const folder = unitFolder({ repo: `file:${second}`, shard: '' });
  const hunksOf = (file: string): readonly string[] =>
    session.files.filter(({ path }) => path === `${folder}/${file}`).flatMap(({ hunks }) => hunks.map(({ id }) => id));
  await session.decide(hunksOf('b.py'), { verdict: 'accepted' });
  await session.decide(hunksOf('a.py'), { verdict: 'rejected', reason: 'not now' });
  await session.apply();
  const approvals: (string | null | undefined)[] = [];
  const tips: string[] = [];
  const publishNow = async (): Promise<void> => {
    await scene.run(async (context, campaign) => {
      approvals.push(campaign.state.repositories.get(`file:${second}`)?.units[0]?.approved);
      await publish(context, { publisher: 'branch' });
    });
    tips.push(plainGit(second, 'rev-parse', BRANCH));
  };
  await publishNow();
  const plans = (): readonly string[] => readdirSync(path.join(ofCampaign, 'plans'));
  const before = plans();
  await scene.run((context) => planCampaign(context, { again: true }, new Map()));
  const made = plans().filter((name) => !before.includes(name));
  await publishNow();
  assert.equal(approvals[0], approvals[1]);
  assert.ok(approvals[0] != null && made.length > 0, 'the control: it was another plan');
  assert.equal(tips[0], tips[1]);
  await scene.run(async (context, campaign) => {
    await approve(campaign, {}, true);
    await planCampaign(context, { again: true }, new Map());
    const planned = campaign.state.repositories.get(`file:${second}`)?.units[0]?.planned?.plan;
    assert.deepEqual([`${planned}.json`], made, 'the control: what is not approved is planned anew');
    await approve(campaign, {});
  });
  commitTo(second, 'c.py', OLD);
  await scene.run((context) => planCampaign(context, { again: true }, new Map()));
  await publishNow();
  assert.equal(approvals[2], null, 'with one more change it is another one');
});

test('what was rejected is listed, taken back, and planned again', async () => {
  const { repositories, scene, session } = await reviewed();
  const [first = '', second = ''] = repositories;
  const hunks = session.files.filter(({ path }) => path.endsWith('/a.py')).flatMap(({ hunks }) => hunks.map(({ id }) => id));
  await session.decide(hunks, { verdict: 'rejected', reason: 'not now' });
  await session.apply();
  const cli = (...args: readonly string[]) => runCli(['bulk', 'decisions', ...args], { cwd: scene.root });
  const list = JSON.parse(cli('--json').stdout);
  assert.equal(list.rejected.length, 3);
  assert.equal(validate(list), true, JSON.stringify(validate.errors?.slice(0, 3)));
  const [{ id, codemod, path: where, reason }] = list.rejected;
  assert.deepEqual([codemod, where, reason], ['cli-sys-import', 'a.py', 'not now']);
  assert.match(cli().stdout, new RegExp(`^${id}  file:`, 'm'));
  const plannedFiles = (): Promise<readonly (number | undefined)[]> =>
    scene.run(async (context, campaign) => {
      await planCampaign(context, { again: true }, new Map());
      return [first, second].map((repo) => campaign.state.repositories.get(`file:${repo}`)?.units[0]?.planned?.files);
    });
  assert.deepEqual(await plannedFiles(), [undefined, 1], 'the control: it is held back');
  assert.equal(cli('--forget', 'ffffffffffff').status, 2);
  const forgotten = cli('--forget', id.slice(0, 10), '--repo', `file:${second}`);
  assert.match(forgotten.stderr, /1 decision forgotten\. 0 decisions left\..*bulk update/s);
  assert.deepEqual(await plannedFiles(), [undefined, 2]);
  const all = JSON.parse(cli('--forget', 'all', '--json').stdout);
  assert.deepEqual([all.rejected.length, all.forgotten.length], [0, 2]);
  assert.deepEqual(await plannedFiles(), [1, 2]);
});

test('what a review has rejected that was left before its end is neither approved nor published', async () => {
  const { repositories, scene, session } = await reviewed();
  const [first = '', second = '', third = ''] = repositories;
  const hunksOf = (repository: string, file: string): readonly string[] => {
    const wanted = `${unitFolder({ repo: `file:${repository}`, shard: '' })}/${file}`;
    return session.files.filter((one) => one.path === wanted).flatMap(({ hunks }) => hunks.map(({ id }) => id));
  };
  const cli = (...args: readonly string[]) => runCli(['bulk', ...args], { cwd: scene.root });
  await session.decide([...hunksOf(second, 'a.py'), ...hunksOf(third, 'a.py')], { verdict: 'rejected', reason: 'not now' });
  const approved = cli('approve', '--all');
  assert.match(
    approved.stderr,
    /^2 changes in 2 repositories approved, 1 of them without what a review has rejected\. 1\s+change left/,
  );
  assert.equal(JSON.parse(cli('decisions', '--json').stdout).rejected.length, 2);
  assert.equal(cli('publish', '--branch-only', '-q').status, 0);
  assert.match(plainGit(first, 'show', `${BRANCH}:a.py`), /^import sys$/m, 'the control: nobody has rejected it');
  assert.match(plainGit(second, 'show', `${BRANCH}:b.py`), /^import sys$/m);
  assert.equal(plainGit(second, 'show', `${BRANCH}:a.py`), OLD);
  assert.equal(plainGit(third, 'for-each-ref', BRANCH), '');
  await session.decide(hunksOf(third, 'a.py'), { verdict: 'accepted' });
  assert.equal(JSON.parse(cli('decisions', '--json').stdout).rejected.length, 1, 'it was thought better of');
  cli('approve', '--all', '-q');
  cli('publish', '--branch-only', '-q');
  assert.match(plainGit(third, 'show', `${BRANCH}:a.py`), /^import sys$/m);
});

test('what was approved and is rejected afterwards, in a review that was left, is not published', async () => {
  const { repositories, scene, session } = await reviewed();
  const [first = '', , third = ''] = repositories;
  const cli = (...args: readonly string[]) => runCli(['bulk', ...args], { cwd: scene.root });
  cli('approve', '--all', '-q');
  const folder = `${unitFolder({ repo: `file:${third}`, shard: '' })}/`;
  const hunks = session.files.filter(({ path }) => path.startsWith(folder)).flatMap(({ hunks }) => hunks.map(({ id }) => id));
  await session.decide(hunks, { verdict: 'rejected', reason: 'not now' });
  cli('publish', '--branch-only', '-q');
  assert.match(plainGit(first, 'show', `${BRANCH}:a.py`), /^import sys$/m, 'the control');
  assert.equal(plainGit(third, 'for-each-ref', BRANCH), '');
});

test('of a repository in parts, one that a review has rejected whole is told as that, and waits for nobody', async () => {
  const bare = bareRepository({ 'api/a.py': OLD, 'web/a.py': OLD });
  const scene = await bulkScene([bare], { manifest: 'publish: { shard: directory }' });
  const { combined, folder } = await scene.run(async (context, campaign) => {
    await planCampaign(context, {}, new Map());
    return { combined: await combinedPlan(campaign, select(campaign.state, {})), folder: campaign.folder };
  });
  assert.ok(combined !== null);
  const at = { root: scene.root, name: scene.spec.name, command: bulkCommand(null) };
  const session = campaignReview(at, combined, folder, 'npx codemod bulk review');
  const hunksOf = (part: string): readonly string[] =>
    session.files.filter(({ path }) => path.includes(`/${part}/`)).flatMap(({ hunks }) => hunks.map(({ id }) => id));
  const cli = (...args: readonly string[]) => runCli(['bulk', ...args], { cwd: scene.root });
  await session.decide(hunksOf('api'), { verdict: 'accepted' });
  await session.apply();
  cli('publish', '--branch-only', '-q');
  const before = cli('status');
  assert.match(before.stdout, /^ {2}planned +1 {2}would change; 1 with a branch out already$/m, 'control');
  assert.match(before.stderr, /approve --all/, 'control');
  assert.match(cli('show', '--by', 'repo').stdout, /^ {4}codemod\/cli-sys-import--api {2}pushed\n {4}web {2}planned$/m);
  await session.decide(hunksOf('web'), { verdict: 'rejected', reason: 'not now' });
  await session.apply();
  const after = cli('status');
  assert.match(after.stdout, /^ {2}pushed +1 {2}a branch was pushed$/m);
  assert.match(after.stdout, /^1 change was rejected whole in a review.*decisions --forget/ms);
  assert.doesNotMatch(after.stderr, /approve/);
  const shown = cli('show', '--by', 'repo').stdout;
  assert.match(shown, /^ {4}codemod\/cli-sys-import--api {2}pushed\n {4}web {2}rejected in a review$/m);
  assert.match(cli('show', '--repo', `file:${bare}`).stderr, /--api {2}pushed\n {4}web {2}rejected in a review$/m);
  const told = JSON.parse(cli('status', '--json').stdout);
  assert.equal(validate(told), true, JSON.stringify(validate.errors?.slice(0, 3)));
  assert.deepEqual([told.overview.files, told.overview.rejected, told.repositories[0].approved], [1, 1, 'all']);
  assert.match(cli('approve', '--all').stderr, /^1 change left: a review has rejected it/);
  assert.match(cli('decisions', '--forget', 'all').stderr, /^1 decision forgotten/);
  assert.match(cli('status').stdout, /^ {2}planned +1/m, 'it is taken back');
  assert.match(cli('approve', '--all').stderr, /^1 change in 1 repository approved\./);
  cli('publish', '--branch-only', '-q');
  assert.match(plainGit(bare, 'show', `${BRANCH}--web:web/a.py`), /^import sys$/m);
});

test('a repository all of which a review has rejected is no change that waits, and says why', async () => {
  const { repositories, scene, session } = await reviewed();
  const [, , third = ''] = repositories;
  const folder = `${unitFolder({ repo: `file:${third}`, shard: '' })}/`;
  const hunks = session.files.filter(({ path }) => path.startsWith(folder)).flatMap(({ hunks }) => hunks.map(({ id }) => id));
  const cli = (...args: readonly string[]) => runCli(['bulk', ...args], { cwd: scene.root });
  await session.decide(hunks, { verdict: 'rejected', reason: 'not now' });
  cli('approve', '--all', '-q');
  assert.match(cli('status').stdout, /^ {2}planned +2.*\n {2}no-change +1/m);
  assert.match(cli('show', '--by', 'repo').stdout, / no-change \(rejected in a review\)$/m);
  const one = cli('show', '--repo', `file:${third}`).stderr.replace(/\s+/g, ' ');
  assert.match(one, /A review has rejected all that would change\. .*decisions --forget/);
  assert.doesNotMatch(one, /To approve/);
});

test('what is accepted and cannot stand alone is refused with the command that goes on with this review', async () => {
  const { scene, session } = await reviewed();
  const [hunk = ''] = session.files.flatMap(({ hunks }) => hunks.map(({ id }) => id));
  await session.decide([hunk], { verdict: 'accepted', edited: 'no diff' });
  await assert.rejects(session.apply(), /^CodemodError: Nothing was approved, .*: npx codemod bulk review --wave 1$/s);
  await scene.run(async (_, campaign) => {
    const units = [...campaign.state.repositories.values()].flatMap((repository) => repository.units);
    assert.ok(units.length > 0 && units.every(({ approved }) => approved === null));
  });
  await session.decide([hunk], { verdict: 'accepted' });
  assert.match((await session.apply()).told ?? '', /^1 change approved/, 'control');
});

test('a review of what was planned anew since approves nothing', async () => {
  const { scene, session } = await reviewed();
  await session.decide(
    session.files.flatMap(({ hunks }) => hunks.map(({ id }) => id)),
    { verdict: 'accepted' },
  );
  await scene.run(async (_, campaign) => {
    const [repository] = campaign.state.repositories.values();
    const planned = repository?.units[0]?.planned;
    assert.ok(repository?.base != null && planned != null);
    const other = { ...planned, plan: 'f'.repeat(64) };
    await campaign.append([{ event: 'planned', repo: repository.repo, base: repository.base, units: [other] }]);
  });
  await assert.rejects(session.apply(), (thrown) => thrown instanceof CodemodError && thrown.code === 'stale-plan');
  await scene.run(async (_, campaign) => {
    const units = [...campaign.state.repositories.values()].flatMap((repository) => repository.units);
    assert.ok(units.length > 0 && units.every(({ approved }) => approved === null));
  });
});

test('a review of what was planned by another wish than the campaign has by now approves nothing, and says so', async () => {
  const { scene, session } = await reviewed();
  await session.decide(
    session.files.flatMap(({ hunks }) => hunks.map(({ id }) => id)),
    { verdict: 'accepted' },
  );
  const wish = async (params: Readonly<Record<string, string>>): Promise<void> => {
    const spec = { ...scene.spec, asked: { ...scene.spec.asked, params } };
    await withNewSpec(scene.root, spec, { allow: () => {}, use: async () => {} });
  };
  await wish({ modules: 'json' });
  const approvals = () =>
    scene.run(async (_, { state }) => [...state.repositories.values()].map(({ units }) => units[0]?.approved != null));
  assert.match((await session.apply()).told ?? '', /^0 changes approved\. 3 changes left, .* bulk resume$/);
  assert.deepEqual(await approvals(), [false, false, false]);
  const again = runCli(['bulk', 'review'], { cwd: scene.root });
  assert.deepEqual([again.status, again.stdout], [0, ''], 'there is nothing that could be decided');
  assert.match(again.stderr, /^3 changes left, which were planned by another wish/);
  await wish({});
  assert.match((await session.apply()).told ?? '', /^3 changes approved\.$/, 'control');
  assert.deepEqual(await approvals(), [true, true, true]);
});

test('the inventory of a change that is narrowed is that of what is left', async () => {
  const { repositories, scene, session } = await reviewed(true);
  const folder = unitFolder({ repo: `file:${repositories[1]}`, shard: '' });
  const wanted = [`${folder}/b.py`, `${folder}/.codex/inventory.json`];
  const hunks = session.files.filter(({ path }) => wanted.includes(path)).flatMap((file) => file.hunks.map(({ id }) => id));
  assert.equal(hunks.length, 2);
  await session.decide(hunks, { verdict: 'accepted' });
  await session.apply();
  await scene.run((context) => publish(context, { publisher: 'branch' }));
  const checkout = path.join(tempFolder(), 'checkout');
  plainGit(tempFolder(), 'clone', '-q', '--branch', BRANCH.slice('refs/heads/'.length), repositories[1] ?? '', checkout);
  assert.doesNotMatch(readFileSync(path.join(checkout, 'a.py'), 'utf8'), /^import sys$/m);
  const run = runCli(['inventory', '--check'], { cwd: checkout });
  assert.equal(run.status, 0, run.stderr);
  writeFileSync(path.join(checkout, 'a.py'), 'x\n');
  assert.equal(runCli(['inventory', '--check'], { cwd: checkout }).status, 1, 'control');
});
