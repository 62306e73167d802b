import assert from 'node:assert/strict';
import type { RunningForge } from '../../testing/forge/forge.js';
import { addBare, forgeRoot, pushBranch, TOKEN, withForge } from '../../testing/forge/forge-case.js';
import { plainGit } from '../../testing/git-repository.js';
import { loopbackHost } from '../../testing/scripted-host.js';
import { suite } from '../../testing/suite.js';
import type { ForgeKind } from '../hosts/host-settings.js';
import type { Forge, ForgeAnswer, RemoteRepository } from './forge.js';
import { makeRests } from './http/rests.js';
import { type ForgeOptions, forge, lister } from './open-forge.js';

const KINDS: readonly ForgeKind[] = ['github', 'gitlab', 'gitea'];
const BRANCH = 'codemod/sqlite-pool--api';
const WANTED = { title: 'Pool connections', body: 'What it does\n\n- one\n', head: BRANCH, base: 'main', draft: false };

function valueIn<T>(answer: ForgeAnswer<T>): T {
  if (answer.kind === 'ok') return answer.value;
  throw new Error(JSON.stringify(answer));
}

function codeOf(answer: ForgeAnswer<unknown>): string {
  return answer.kind === 'failed' ? answer.code : answer.kind;
}

function open(running: RunningForge, kind: ForgeKind, options: ForgeOptions = {}): Forge {
  return forge(loopbackHost(kind, running.api), 'acme/api', () => TOKEN, { rests: makeRests(), random: () => 0, ...options });
}

interface Case {
  readonly kind: ForgeKind;
  readonly host: RunningForge;
  readonly api: Forge;
  /** What was pushed to {@link BRANCH}. */
  readonly commit: string;
}

const test = suite('one contract, three hosts');

/** The same calls at each host, each with a repository that has a pushed branch. */
function contract(name: string, check: (at: Case) => Promise<void>): void {
  for (const kind of KINDS)
    test(`${kind}: ${name}`, () =>
      withForge({ root: forgeRoot({ 'acme/api': { 'setup.py': 'x = 1\n' } }), dialect: kind, token: TOKEN }, async (host) => {
        const clone = await pushBranch(host, 'acme/api', BRANCH, { 'new.py': 'y = 2\n' });
        await check({ kind, host, api: open(host, kind), commit: plainGit(clone, 'rev-parse', 'HEAD').trim() });
      }));
}

contract('tells the repository', async ({ api, host }) => {
  const repository = valueIn(await api.repository());
  const { path, defaultBranch, archived, fork, empty, cloneUrl } = repository;
  assert.deepEqual(
    { path, defaultBranch, archived, fork, empty },
    {
      ...{ path: 'acme/api', defaultBranch: 'main', archived: false, fork: false, empty: false },
    },
  );
  assert.equal(cloneUrl, `${host.url}/acme/api.git`);
});

contract('finds nothing, creates once, finds it, and refuses a second', async ({ api, commit, host }) => {
  assert.deepEqual(valueIn(await api.find(BRANCH, 'main')), []);
  const created = valueIn(await api.create(WANTED));
  const { number, url, mergeCommit, ...rest } = created;
  assert.ok(number >= 1 && url.startsWith('http'));
  assert.deepEqual(rest, { ...WANTED, state: 'open', checks: 'none', headCommit: commit });
  assert.equal(mergeCommit, null);
  assert.equal(codeOf(await api.create(WANTED)), 'forge-conflict');
  assert.deepEqual(valueIn(await api.find(BRANCH, 'main')), [created]);
  assert.deepEqual(valueIn(await api.get(number)), created);
  assert.deepEqual(valueIn(await api.find(BRANCH, 'other')), []);
  assert.deepEqual(valueIn(await api.find('other', 'main')), []);
  assert.equal((await host.dump()).repositories['acme/api']?.pulls.length, 1);
});

contract('says what is not there', async ({ api }) => {
  assert.equal(codeOf(await api.get(999)), 'forge-missing');
  assert.equal(codeOf(await api.close(999, '')), 'forge-missing');
});

contract('keeps a draft a draft, and hides how the host marks it', async ({ api }) => {
  const created = valueIn(await api.create({ ...WANTED, draft: true }));
  assert.deepEqual([created.draft, created.title], [true, WANTED.title]);
  const updated = valueIn(await api.update(created.number, { title: 'Better', body: 'New' }));
  assert.deepEqual([updated.draft, updated.title, updated.body], [true, 'Better', 'New']);
  assert.deepEqual(valueIn(await api.find(BRANCH, 'main')), [updated]);
});

contract('tells the checks of the head', async ({ api, host }) => {
  const { number } = valueIn(await api.create(WANTED));
  for (const [state, name] of [
    ['pending', 'ci'],
    ['passed', 'ci'],
    ['failed', 'lint'],
  ]) {
    await host.act('check', { repo: 'acme/api', at: BRANCH, state, name });
    assert.equal(valueIn(await api.get(number)).checks, state);
    assert.equal(valueIn(await api.find(BRANCH, 'main'))[0]?.checks, state);
  }
});

contract('closes, twice, and then makes another, which is found first', async ({ api }) => {
  const first = valueIn(await api.create(WANTED));
  valueIn(await api.close(first.number, 'Closed by us.'));
  valueIn(await api.close(first.number, 'Closed by us.'));
  const { state, body } = valueIn(await api.get(first.number));
  assert.deepEqual({ state, body }, { state: 'closed', body: 'Closed by us.' });
  const second = valueIn(await api.create(WANTED));
  const found = valueIn(await api.find(BRANCH, 'main'));
  assert.deepEqual(
    found.map(({ number, state }) => [number, state]),
    [
      [second.number, 'open'],
      [first.number, 'closed'],
    ],
  );
});

contract('comments', async ({ api, host }) => {
  const { number } = valueIn(await api.create(WANTED));
  valueIn(await api.comment(number, 'Closed: nothing is left to change.'));
  const [pull] = (await host.dump()).repositories['acme/api']?.pulls ?? [];
  assert.match(JSON.stringify(pull?.['comments']), /nothing is left to change/);
});

contract('tells all comments, the oldest first', async ({ api, host }) => {
  const { number } = valueIn(await api.create(WANTED));
  assert.deepEqual(valueIn(await api.comments(number)), []);
  const wanted = Array.from({ length: 120 }, (_, index) => `No ${index}`);
  for (const body of wanted) await host.act('comment', { repo: 'acme/api', number, body });
  assert.deepEqual(valueIn(await api.comments(number)), wanted);
});

contract('writes the title alone, or the body alone', async ({ api }) => {
  const { number } = valueIn(await api.create({ ...WANTED, draft: true }));
  const titled = valueIn(await api.update(number, { title: 'Better' }));
  assert.deepEqual([titled.title, titled.body, titled.draft], ['Better', WANTED.body, true]);
  const { title, body, draft } = valueIn(await api.update(number, { body: 'New' }));
  assert.deepEqual([title, body, draft], ['Better', 'New', true]);
});

contract('merges only the commit that it was told, and the same twice', async ({ api, commit, host }) => {
  const { number } = valueIn(await api.create(WANTED));
  assert.equal(codeOf(await api.merge(number, 'b'.repeat(40), 'squash')), 'forge-conflict');
  assert.equal(valueIn(await api.get(number)).state, 'open');
  const merged = valueIn(await api.merge(number, commit, 'squash'));
  assert.deepEqual([merged.state, merged.headCommit], ['merged', commit]);
  assert.match(merged.mergeCommit ?? '', /^[0-9a-f]{40}$/);
  assert.equal((await host.dump()).repositories['acme/api']?.refs['refs/heads/main'], merged.mergeCommit);
  assert.deepEqual(valueIn(await api.merge(number, commit, 'squash')), merged);
  assert.equal(codeOf(await api.merge(number, 'b'.repeat(40), 'squash')), 'forge-conflict');
});

contract('tells why it is not merged in the words of the host, and not in those of its API', async ({ api, commit, kind }) => {
  const { number } = valueIn(await api.create({ ...WANTED, draft: true }));
  const refused = await api.merge(number, commit, 'merge');
  assert.ok(refused.kind === 'failed' && refused.code === 'forge-conflict', kind);
  assert.match(refused.message, /^The host says: .{5,}|^The host gives no reason \(\d+\)\.$/);
  assert.doesNotMatch(refused.message, /PUT|POST|api\/|acme/);
});

contract('does not merge what a person has closed', async ({ api, commit, host }) => {
  const { number } = valueIn(await api.create(WANTED));
  await host.act('close', { repo: 'acme/api', number });
  assert.equal(codeOf(await api.merge(number, commit, 'merge')), 'forge-conflict');
});

contract('asks people, and says who cannot be asked', async ({ api, host, kind }) => {
  const { number } = valueIn(await api.create(WANTED));
  const extras = {
    labels: ['codemod', 'no-such-label'],
    reviewers: ['ada', 'nobody-at-all'],
    assignees: ['grace', 'nobody-at-all'],
  };
  for (let time = 0; time < 2; time++) {
    const unset = valueIn(await api.dress(number, extras));
    assert.equal(unset.length, 3, unset.join('\n'));
    for (const sentence of unset) assert.match(sentence, /nobody-at-all|no-such-label/, kind);
  }
  const [pull] = (await host.dump()).repositories['acme/api']?.pulls ?? [];
  assert.deepEqual([pull?.['labels'], pull?.['reviewers'], pull?.['assignees']], [['codemod'], ['ada'], ['grace']]);
});

contract('a create whose answer is lost is unavailable, and found afterwards', async ({ api, host }) => {
  await host.act('fault', { on: { operation: 'create-pull-request' }, effect: { kind: 'drop-after' } });
  assert.equal(codeOf(await api.create(WANTED)), 'forge-unavailable');
  assert.equal(valueIn(await api.find(BRANCH, 'main')).length, 1);
});

contract('a create that is answered too late is unavailable, and found afterwards', async ({ kind, host }) => {
  await host.act('fault', { on: { operation: 'create-pull-request' }, effect: { kind: 'hang-after', ms: 5000 } });
  assert.equal(codeOf(await open(host, kind, { timeout: 1000 }).create(WANTED)), 'forge-unavailable');
  assert.equal(valueIn(await open(host, kind).find(BRANCH, 'main')).length, 1);
});

contract('an answer that breaks off is unavailable', async ({ api, host }) => {
  await host.act('fault', { on: { kind: 'api' }, effect: { kind: 'truncate' } });
  assert.equal(codeOf(await api.repository()), 'forge-unavailable');
});

contract('its limits are waited for', async ({ kind, host }) => {
  const now = Date.now();
  const limited = async (effect: unknown) => {
    await host.act('clear-faults');
    await host.act('fault', { on: { kind: 'api' }, effect });
    const answer = await open(host, kind, { now: () => now }).create(WANTED);
    assert.equal(answer.kind, 'paused', JSON.stringify([effect, answer]));
    return answer.kind === 'paused' ? (answer.until - now) / 1000 : 0;
  };
  const near = (seconds: number, wanted: number) => assert.ok(Math.abs(seconds - wanted) < 5, `${seconds} s for ${wanted}`);
  near(await limited({ kind: 'status', status: 429, retryAfter: 33 }), 33);
  near(await limited({ kind: 'status', status: 503, retryAfter: 44 }), 44);
  // Last: it goes on for the other requests too.
  near(await limited({ kind: 'secondary-limit', seconds: 90, told: true }), 90);
});

contract('lists all repositories of an owner, with what they are', async ({ kind, host }) => {
  const root = forgeRoot({});
  for (const name of ['web', 'tool']) addBare(root, `acme/${name}`, { 'setup.py': 'x\n' });
  addBare(root, 'acme/void', {});
  await withForge({ root, dialect: kind, token: TOKEN }, async (other) => {
    for (let index = 0; index < 260; index++) {
      plainGit(root, 'init', '-q', '--bare', `${root}/acme/r${index}.git`);
      other.add(`acme/r${index}`, { topics: index % 2 === 0 ? ['python'] : [], archived: index === 3, fork: index === 5 });
    }
    const list = lister(loopbackHost(kind, other.api), () => TOKEN, { rests: makeRests() });
    const all: RemoteRepository[] = [];
    for await (const answer of list({ owner: 'acme', topic: null, file: null })) all.push(...valueIn(answer));
    assert.equal(all.length, 263);
    assert.equal(new Set(all.map(({ path }) => path)).size, 263);
    const named = (name: string) => all.find(({ path }) => path === `acme/${name}`);
    assert.deepEqual([named('r3')?.archived, named('r5')?.fork, named('void')?.empty], [true, true, true]);
    assert.deepEqual([named('web')?.empty, named('web')?.defaultBranch, named('void')?.defaultBranch], [false, 'main', null]);
    const some: RemoteRepository[] = [];
    for await (const answer of list({ owner: 'acme', topic: 'python', file: null })) some.push(...valueIn(answer));
    assert.equal(some.length, 130);
    const withFile: RemoteRepository[] = [];
    for await (const answer of list({ owner: 'acme', topic: null, file: 'setup.py' })) withFile.push(...valueIn(answer));
    assert.deepEqual(withFile.map(({ path }) => path).sort(), ['acme/tool', 'acme/web']);
  });
  assert.equal((await host.counts()).tokens.wrong, 0);
});
