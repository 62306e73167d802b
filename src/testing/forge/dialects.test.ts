import assert from 'node:assert/strict';
import type { ForgeKind } from '../../bulk/hosts/host-settings.js';
import { suite } from '../suite.js';
import type { RunningForge } from './forge.js';
import { askApi, at, forgeRoot, pushBranch, type RawApiAnswer, TOKEN, withForge } from './forge-case.js';

const test = suite('a forge: its APIs');
const FILES = { 'acme/api': { 'setup.py': 'x = 1\n' }, 'acme/web': { 'web.py': 'x = 1\n' }, 'acme/nothing': {} };

/** What the three have in common, in the words of each. */
interface Words {
  readonly kind: ForgeKind;
  readonly repo: string;
  readonly pulls: string;
  readonly number: string;
  readonly owner: string;
  readonly newPull: (head: string, base: string, title: string) => Readonly<Record<string, unknown>>;
  readonly duplicate: { readonly status: number; readonly text: RegExp };
  readonly closing: { readonly method: string; readonly body: Readonly<Record<string, unknown>> };
  readonly headCommit: string;
  readonly merge: { readonly method: string; readonly path: string; body(sha: string): Readonly<Record<string, unknown>> };
  readonly comment: { readonly path: string };
  readonly invalid: number;
  readonly pageSize: string;
}

const plain = (head: string, base: string, title: string) => ({ head, base, title, body: 'why' });
const OF_GITHUB = {
  repo: '/repos/acme/api',
  owner: '/orgs/acme/repos',
  number: 'number',
  headCommit: 'head.sha',
  newPull: plain,
} as const;
const DIALECTS: readonly Words[] = [
  {
    ...OF_GITHUB,
    kind: 'github',
    pulls: '/pulls',
    duplicate: { status: 422, text: /A pull request already exists for acme:x\./ },
    closing: { method: 'PATCH', body: { state: 'closed' } },
    merge: { method: 'PUT', path: '/merge', body: (sha) => ({ sha, merge_method: 'squash' }) },
    comment: { path: '/issues/1/comments' },
    invalid: 422,
    pageSize: 'per_page',
  },
  {
    kind: 'gitlab',
    repo: '/projects/acme%2Fapi',
    owner: '/groups/acme/projects',
    pulls: '/merge_requests',
    number: 'iid',
    newPull: (source_branch, target_branch, title) => ({ source_branch, target_branch, title, description: 'why' }),
    duplicate: { status: 409, text: /Another open merge request already exists for this source branch: !1/ },
    closing: { method: 'PUT', body: { state_event: 'close' } },
    headCommit: 'sha',
    merge: { method: 'PUT', path: '/merge', body: (sha) => ({ sha, squash: true }) },
    comment: { path: '/merge_requests/1/notes' },
    invalid: 400,
    pageSize: 'per_page',
  },
  {
    ...OF_GITHUB,
    kind: 'gitea',
    pulls: '/pulls',
    duplicate: { status: 409, text: /pull request already exists for these targets/ },
    closing: { method: 'PATCH', body: { state: 'closed' } },
    merge: { method: 'POST', path: '/merge', body: (sha) => ({ Do: 'squash', head_commit_id: sha }) },
    comment: { path: '/issues/1/comments' },
    invalid: 422,
    pageSize: 'limit',
  },
];

const inForge = (words: Words, use: (forge: RunningForge) => Promise<void>): Promise<void> =>
  withForge({ root: forgeRoot(FILES), dialect: words.kind, token: TOKEN }, use);

/** A branch `x` with a commit, and the answer to a pull request for it. */
async function opened(forge: RunningForge, words: Words): Promise<RawApiAnswer> {
  await pushBranch(forge, 'acme/api', 'x', { 'setup.py': 'x = 2\n' });
  return askApi(forge, 'POST', `${words.repo}${words.pulls}`, { body: words.newPull('x', 'main', 'A title') });
}

for (const words of DIALECTS) {
  const { kind, repo, pulls } = words;
  const one = `${repo}${pulls}/1`;

  test(`${kind}: wants a token, knows its routes, and looks at what it is sent`, () =>
    inForge(words, async (forge) => {
      assert.equal((await askApi(forge, 'GET', repo, { token: null })).status, 401);
      assert.equal((await askApi(forge, 'GET', repo, { token: 'another' })).status, 401);
      assert.equal((await askApi(forge, 'GET', repo)).status, 200);
      assert.equal((await askApi(forge, 'GET', `${repo}/nonsense`)).status, 404);
      assert.equal((await askApi(forge, 'GET', repo.replace('api', 'missing'))).status, 404);
      const wrong = await askApi(forge, 'POST', `${repo}${pulls}`, { body: { title: 7 } });
      assert.equal(wrong.status, words.invalid);
    }));

  test(`${kind}: opens one pull request for two branches, and refuses a second`, () =>
    inForge(words, async (forge) => {
      const first = await opened(forge, words);
      assert.deepEqual([first.status, at(first.body, words.number)], [201, 1]);
      const second = await askApi(forge, 'POST', `${repo}${pulls}`, { body: words.newPull('x', 'main', 'Again') });
      assert.equal(second.status, words.duplicate.status);
      assert.match(JSON.stringify(second.body), words.duplicate.text);
      const { writes, duplicates } = await forge.dump();
      assert.deepEqual([writes['acme/api']?.['create-pull-request'], duplicates], [1, []]);
    }));

  test(`${kind}: many that open the same at one time get one`, () =>
    inForge(words, async (forge) => {
      await pushBranch(forge, 'acme/api', 'x', { 'setup.py': 'x = 2\n' });
      const body = words.newPull('x', 'main', 'A title');
      const all = await Promise.all(Array.from({ length: 8 }, () => askApi(forge, 'POST', `${repo}${pulls}`, { body })));
      assert.equal(all.filter(({ status }) => status === 201).length, 1);
      assert.equal((await forge.dump()).repositories['acme/api']?.pulls.length, 1);
    }));

  test(`${kind}: follows the branch, takes comments, closes, and opens another afterwards`, () =>
    inForge(words, async (forge) => {
      await opened(forge, words);
      const commit = at(await forge.act('commit', { repo: 'acme/api', branch: 'x' }), 'commit');
      assert.equal(at((await askApi(forge, 'GET', one)).body, words.headCommit), commit);
      assert.equal((await askApi(forge, 'POST', `${repo}${words.comment.path}`, { body: { body: 'hello' } })).status, 201);
      await askApi(forge, words.closing.method, one, { body: words.closing.body });
      const again = await askApi(forge, 'POST', `${repo}${pulls}`, { body: words.newPull('x', 'main', 'Again') });
      assert.equal(again.status, 201);
      const dumped = (await forge.dump()).repositories['acme/api']?.pulls ?? [];
      assert.deepEqual(
        [at(dumped, '0.state'), at(dumped, '0.comments.0.body'), at(dumped, '1.state')],
        ['closed', 'hello', 'open'],
      );
    }));

  test(`${kind}: merges in the repository itself, and only the commit that was meant`, () =>
    inForge(words, async (forge) => {
      const head = String(at((await opened(forge, words)).body, words.headCommit));
      const { method, path, body } = words.merge;
      const wrong = await askApi(forge, method, `${one}${path}`, { body: body('0'.repeat(40)) });
      assert.equal(wrong.status, 409);
      assert.equal((await askApi(forge, method, `${one}${path}`, { body: body(head) })).status, 200);
      const dumped = (await forge.dump()).repositories['acme/api'];
      assert.equal(dumped?.refs['refs/heads/main'], at(dumped?.pulls, '0.mergeCommit'));
      assert.equal((await askApi(forge, method, `${one}${path}`, { body: body(head) })).status, 405);
    }));

  test(`${kind}: lists by pages`, () =>
    inForge(words, async (forge) => {
      const first = await askApi(forge, 'GET', `${words.owner}?${words.pageSize}=2`);
      assert.equal(Object.keys(first.body ?? {}).length, 2);
      assert.match(first.headers.get('link') ?? '', /[?&]page=2[^>]*>; rel="next"/);
      const last = await askApi(forge, 'GET', `${words.owner}?${words.pageSize}=2&page=2`);
      assert.equal(Object.keys(last.body ?? {}).length, 1);
      assert.doesNotMatch(last.headers.get('link') ?? '', /rel="next"/);
    }));

  test(`${kind}: an answer that never comes, for what is done`, () =>
    inForge(words, async (forge) => {
      await pushBranch(forge, 'acme/api', 'x', { 'setup.py': 'x = 2\n' });
      await forge.act('fault', { on: { operation: 'create-pull-request' }, effect: { kind: 'drop-after' } });
      const create = () => askApi(forge, 'POST', `${repo}${pulls}`, { body: words.newPull('x', 'main', 'A title') });
      await assert.rejects(create());
      assert.equal((await create()).status, words.duplicate.status);
      assert.equal((await forge.dump()).repositories['acme/api']?.pulls.length, 1);
    }));

  test(`${kind}: takes a second one where it is told to, and says so in the end`, () =>
    withForge({ root: forgeRoot(FILES), dialect: kind, token: TOKEN, refusesSecond: false }, async (forge) => {
      await opened(forge, words);
      const again = await askApi(forge, 'POST', `${repo}${pulls}`, { body: words.newPull('x', 'main', 'Again') });
      assert.equal(again.status, 201);
      assert.deepEqual((await forge.dump()).duplicates, ['acme/api: x -> main (2)']);
    }));
}

test('github: finds by owner and branch, and looks at no head without an owner', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github', token: TOKEN }, async (forge) => {
    await pushBranch(forge, 'acme/api', 'x', { a: '1' });
    await pushBranch(forge, 'acme/api', 'y', { a: '1' });
    for (const head of ['x', 'y']) await askApi(forge, 'POST', '/repos/acme/api/pulls', { body: plain(head, 'main', head) });
    const heads = async (query: string): Promise<unknown> => {
      const { body } = await askApi(forge, 'GET', `/repos/acme/api/pulls?${query}`);
      return Object.values(body ?? {}).map((pull) => at(pull, 'head.ref'));
    };
    assert.deepEqual(await heads('head=acme:x'), ['x']);
    assert.deepEqual(await heads('head=other:x'), []);
    assert.deepEqual(await heads('head=x'), ['y', 'x']);
    assert.deepEqual(await heads('state=closed'), []);
  }));

test('github: speaks at the root, too, and wants to know who asks', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github', token: TOKEN }, async (forge) => {
    const headers = { authorization: `token ${TOKEN}`, 'user-agent': 'tests' };
    assert.equal((await fetch(`${forge.url}/repos/acme/api`, { headers })).status, 200);
    assert.equal((await fetch(`${forge.url}/repos/acme/api`, { headers: { ...headers, 'user-agent': '' } })).status, 403);
  }));

test('github: refuses what has no commits, no head, no base', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github', token: TOKEN }, async (forge) => {
    await forge.act('commit', { repo: 'acme/api' });
    const create = async (head: string, base: string): Promise<string> => {
      const { status, body } = await askApi(forge, 'POST', '/repos/acme/api/pulls', { body: plain(head, base, 't') });
      return `${status} ${at(body, 'errors.0.message') ?? at(body, 'errors.0.field')}`;
    };
    assert.equal(await create('main', 'main'), '422 No commits between main and main');
    assert.equal(await create('nowhere', 'main'), '422 head');
    assert.equal(await create('main', 'nowhere'), '422 base');
  }));

test('checks come as each host tells them', async () => {
  const told = async (dialect: ForgeKind, path: (sha: string) => string): Promise<unknown> =>
    withForge({ root: forgeRoot(FILES), dialect, token: TOKEN }, async (forge) => {
      const sha = (await forge.dump()).repositories['acme/api']?.refs['refs/heads/main'] ?? '';
      await forge.act('check', { repo: 'acme/api', at: 'main', state: 'failed' });
      return (await askApi(forge, 'GET', path(sha))).body;
    });
  assert.equal(
    at(await told('github', (sha) => `/repos/acme/api/commits/${sha}/check-runs`), 'check_runs.0.conclusion'),
    'failure',
  );
  assert.equal(at(await told('gitlab', (sha) => `/projects/acme%2Fapi/pipelines?sha=${sha}`), '0.status'), 'failed');
  assert.equal(at(await told('gitea', (sha) => `/repos/acme/api/commits/${sha}/status`), 'state'), 'failure');
});

test('files and topics are found', () =>
  withForge({ root: forgeRoot(FILES), dialect: 'github', token: TOKEN }, async (forge) => {
    await forge.act('settings', { repo: 'acme/web', settings: { topics: ['python'] } });
    const code = await askApi(forge, 'GET', `/search/code?q=${encodeURIComponent('filename:setup.py org:acme')}`);
    assert.deepEqual([at(code.body, 'total_count'), at(code.body, 'items.0.repository.full_name')], [1, 'acme/api']);
    const topic = await askApi(forge, 'GET', `/search/repositories?q=${encodeURIComponent('topic:python org:acme')}`);
    assert.equal(at(topic.body, 'items.0.full_name'), 'acme/web');
    const file = await askApi(forge, 'GET', '/repos/acme/api/contents/setup.py');
    assert.equal(Buffer.from(String(at(file.body, 'content')), 'base64').toString(), 'x = 1\n');
  }));
