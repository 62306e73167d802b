import assert from 'node:assert/strict';
import { loopbackHost, type Scripted, withScriptedHost } from '../../testing/scripted-host.js';
import { suite } from '../../testing/suite.js';
import type { ForgeKind } from '../hosts/host-settings.js';
import type { ForgeAnswer } from './forge.js';
import { makeRests } from './http/rests.js';
import { type ForgeOptions, forge, lister } from './open-forge.js';

const SHA = 'a'.repeat(40);
const TOKEN = 'canary-token-4711';
const NOW = Date.UTC(2026, 0, 2);
const KINDS: readonly ForgeKind[] = ['github', 'gitlab', 'gitea'];

const secret = (name: string) => (name === 'FORGE_TOKEN' ? TOKEN : null);
const options = (more: ForgeOptions = {}): ForgeOptions => ({
  now: () => NOW,
  random: () => 0,
  rests: makeRests(),
  timeout: 2000,
  ...more,
});
const open = (kind: ForgeKind, api: string, more: ForgeOptions = {}) =>
  forge(loopbackHost(kind, api), 'acme/api', secret, options(more));

function codeOf(answer: ForgeAnswer<unknown>): string {
  return answer.kind === 'failed' ? answer.code : answer.kind;
}

function wordsOf(answer: ForgeAnswer<unknown>): string {
  if (answer.kind === 'ok') return '';
  return answer.kind === 'failed' ? answer.message : answer.reason;
}

const PULLS: Readonly<Record<ForgeKind, Readonly<Record<string, unknown>>>> = {
  github: {
    ...{ number: 7, html_url: 'https://forge.test/acme/api/pull/7', state: 'open', title: 'T', body: null },
    head: { ref: 'codemod/x', sha: SHA, repo: { full_name: 'acme/api' } },
    base: { ref: 'main', sha: SHA, repo: { full_name: 'acme/api' } },
  },
  gitlab: {
    ...{ iid: 7, web_url: 'https://forge.test/acme/api/-/merge_requests/7', state: 'opened', title: 'T', description: null },
    ...{ source_branch: 'codemod/x', target_branch: 'main', source_project_id: 1, target_project_id: 1, sha: SHA, draft: false },
    head_pipeline: null,
  },
  gitea: {
    ...{ number: 7, html_url: 'https://forge.test/acme/api/pulls/7', state: 'open', title: 'T', body: '' },
    head: { ref: 'codemod/x', sha: SHA, repo_id: 1 },
    base: { ref: 'main', sha: SHA, repo_id: 1 },
  },
};

const test = suite('forges over HTTP');

test('limits and faults mean the same at every host', async () => {
  const cases: readonly (readonly [Scripted, string, number?])[] = [
    [{ status: 429, headers: { 'retry-after': '30' } }, 'paused', 30_000],
    [{ status: 429 }, 'paused', 60_000],
    [{ status: 403, body: { message: 'You have exceeded a secondary rate limit.' } }, 'paused', 60_000],
    [{ status: 503, headers: { 'retry-after': '5' } }, 'paused', 5000],
    [{ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 90) } }, 'paused', 90_000],
    [{ status: 403, body: { message: 'no' } }, 'forge-refused'],
    [{ status: 401 }, 'forge-refused'],
    [{ status: 404 }, 'forge-missing'],
    [{ status: 410 }, 'forge-missing'],
    [{ status: 409 }, 'forge-conflict'],
    [{ status: 400 }, 'forge-invalid'],
    [{ status: 422, body: { message: 'Validation Failed', errors: [{ field: 'head', code: 'invalid' }] } }, 'forge-invalid'],
    [{ status: 500 }, 'forge-unavailable'],
    [{ status: 502, body: '<html>bad gateway</html>', headers: { 'content-type': 'text/html' } }, 'forge-unavailable'],
    [{ status: 503 }, 'forge-unavailable'],
    [{ cut: true }, 'forge-unavailable'],
  ];
  for (const kind of KINDS)
    for (const [scripted, expected, wait] of cases)
      await withScriptedHost(
        () => scripted,
        async ({ url, asked }) => {
          const wanted = { title: 'T', body: 'B', head: 'codemod/x', base: 'main', draft: false };
          const answer = await open(kind, url).create(wanted);
          const what = `${kind} ${JSON.stringify(scripted)}`;
          assert.equal(codeOf(answer), expected, what);
          if (answer.kind === 'paused') assert.equal(answer.until, NOW + (wait ?? 0), what);
          // Nobody tries again by itself: neither we nor a client library.
          assert.equal(asked.length, 1, what);
          assert.equal(wordsOf(answer).includes(TOKEN), false);
        },
      );
});

test('a refusal where the variable of the token is not set says so, and nothing is written without one', async () => {
  for (const kind of KINDS)
    for (const status of [401, 403, 404])
      await withScriptedHost(
        () => ({ status, body: { message: 'Bad credentials' } }),
        async ({ url, asked }) => {
          const bare = forge(loopbackHost(kind, url), 'acme/api', () => null, options());
          const read = await bare.get(7);
          assert.equal(codeOf(read), { 401: 'token-missing', 403: 'forge-refused', 404: 'forge-missing' }[status]);
          assert.match(wordsOf(read), /Bad credentials\. FORGE_TOKEN is not set where this job ran\.$/);
          const before = asked.length;
          const written = await bare.comment(7, 'x');
          assert.equal(codeOf(written), 'token-missing');
          assert.match(wordsOf(written), /FORGE_TOKEN is not set where this job ran\.$/);
          assert.equal(asked.length, before);
        },
      );
});

test('a host that speaks http where https was asked is told apart from one that is away', async () => {
  await withScriptedHost(
    () => ({ status: 200 }),
    async ({ url }) => {
      const answer = await open('gitea', url.replace('http:', 'https:')).get(7);
      assert.equal(codeOf(answer), 'forge-invalid');
      assert.match(
        wordsOf(answer),
        /does not speak https\. In the manifest, http:\/\/ has to be allowed .*\{ allowHttp: true \}/,
      );
    },
  );
});

test('who has asked to wait is asked nothing before then, by no forge of the process', async () => {
  await withScriptedHost(
    () => ({ status: 429, headers: { 'retry-after': '30' } }),
    async ({ url, asked }) => {
      const rests = makeRests();
      let now = NOW;
      const get = () => open('github', url, { rests, now: () => now }).get(7);
      await get();
      now += 29_999;
      assert.deepEqual([codeOf(await get()), asked.length], ['paused', 1]);
      now += 2;
      assert.deepEqual([codeOf(await get()), asked.length], ['paused', 2]);
    },
  );
});

test('a quota that this answer has used up is waited for before the next', async () => {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 90) };
  await withScriptedHost(
    () => ({ headers, body: PULLS.gitlab }),
    async ({ url, asked }) => {
      const gitlab = open('gitlab', url);
      assert.equal(codeOf(await gitlab.get(7)), 'ok');
      assert.deepEqual(await gitlab.get(7), { kind: 'paused', until: NOW + 90_000, reason: 'forge.test has asked to wait' });
      assert.equal(asked.length, 1);
    },
  );
});

test('a limit without a header takes longer each time, until the host does something for us', async () => {
  let isLimited = true;
  await withScriptedHost(
    () =>
      isLimited ? { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } } : { status: 201, body: {} },
    async ({ url }) => {
      const rests = makeRests();
      let now = NOW;
      const waited: number[] = [];
      const comment = async () => {
        const answer = await open('github', url, { rests, now: () => now }).comment(7, 'x');
        if (answer.kind !== 'paused') return;
        waited.push((answer.until - now) / 60_000);
        now = answer.until;
      };
      for (let time = 0; time < 3; time++) await comment();
      isLimited = false;
      await comment();
      isLimited = true;
      await comment();
      assert.deepEqual(waited, [1, 2, 4, 1]);
    },
  );
});

test('the wait is a little longer than asked, differently for each', async () => {
  await withScriptedHost(
    () => ({ status: 429, headers: { 'retry-after': '100' } }),
    async ({ url }) => {
      const until = async (random: number) => {
        const answer = await open('gitea', url, { random: () => random }).get(7);
        return answer.kind === 'paused' ? answer.until - NOW : 0;
      };
      assert.deepEqual([await until(0), await until(0.5), await until(1)], [100_000, 105_000, 110_000]);
    },
  );
});

test('an answer that does not come is unavailable after the time-out', async () => {
  for (const kind of KINDS)
    await withScriptedHost(
      () => ({ silent: true }),
      async ({ url, asked }) => {
        const wanted = { title: 'T', body: 'B', head: 'codemod/x', base: 'main', draft: false };
        const answer = await open(kind, url, { timeout: 60 }).create(wanted);
        // The host may have done it: only the caller knows how to find out.
        assert.deepEqual([codeOf(answer), asked.length], ['forge-unavailable', 1]);
        assert.match(wordsOf(answer), /no answer within 0\.06 s/);
      },
    );
});

test('no token and no request goes to another host', async () => {
  await withScriptedHost(
    () => ({ body: PULLS.github }),
    async (other) => {
      for (const kind of KINDS)
        for (const status of [301, 302, 307, 308])
          await withScriptedHost(
            ({ path }) => ({ status, headers: { location: `${other.url}${path}` } }),
            async ({ url }) => {
              assert.equal(codeOf(await open(kind, url).get(7)), 'forge-invalid');
              assert.equal(codeOf(await open(kind, url).close(7, '')), 'forge-invalid');
            },
          );
      assert.equal(other.asked.length, 0);
    },
  );
});

test('a redirect within the API is followed with the same method and body, and a circle is left', async () => {
  await withScriptedHost(
    ({ path }) =>
      path.startsWith('/repos/') ? { status: 307, headers: { location: '/repositories/1/pulls/7' } } : { body: PULLS.github },
    async ({ url, asked }) => {
      const answer = await open('github', url).update(7, { title: 'T', body: 'B' });
      assert.equal(codeOf(answer), 'ok');
      assert.deepEqual(
        asked.slice(0, 2).map(({ method, path, body }) => [method, path, body]),
        [
          ['PATCH', '/repos/acme/api/pulls/7', { title: 'T', body: 'B' }],
          ['PATCH', '/repositories/1/pulls/7', { title: 'T', body: 'B' }],
        ],
      );
      assert.equal(asked[1]?.headers.authorization, `Bearer ${TOKEN}`);
    },
  );
  await withScriptedHost(
    ({ path }) => ({ status: 301, headers: { location: path } }),
    async ({ url, asked }) => {
      assert.equal(codeOf(await open('gitea', url).get(7)), 'forge-invalid');
      assert.equal(asked.length, 4);
    },
  );
});

test('the token stands in one header alone, and a host that repeats it is not believed', async () => {
  for (const kind of KINDS)
    await withScriptedHost(
      ({ headers }) => ({ status: 403, body: { message: `bad ${headers.authorization} ${encodeURIComponent(TOKEN)}` } }),
      async ({ url, asked }) => {
        const answer = await open(kind, url).comment(7, 'hello');
        assert.match(wordsOf(answer), /403.*\[secret\]/);
        assert.equal(wordsOf(answer).includes(TOKEN), false);
        const [request] = asked;
        assert.ok(request !== undefined);
        assert.ok(request.headers.authorization?.endsWith(TOKEN));
        const { authorization: _, ...others } = request.headers;
        assert.equal(JSON.stringify([others, request.path, request.body]).includes(TOKEN), false);
      },
    );
});

test('without a token what is public is read, and nothing is written', async () => {
  await withScriptedHost(
    () => ({ body: PULLS.gitlab }),
    async ({ url, asked }) => {
      const nobody = forge(loopbackHost('gitlab', url), 'acme/api', () => null, options());
      assert.equal(codeOf(await nobody.get(7)), 'ok');
      assert.equal(asked[0]?.headers.authorization, undefined);
      const answer = await nobody.comment(7, 'x');
      assert.equal(codeOf(answer), 'token-missing');
      assert.match(wordsOf(answer), /FORGE_TOKEN is not set where this job ran/);
      assert.equal(asked.length, 1);
    },
  );
});

test('settings that are not safe are refused before anything is sent', () => {
  const host = loopbackHost('github', 'https://api.github.test');
  const unsafe = ['http://api.github.test', 'ftp://x', 'nonsense', 'https://u:p@api.github.test', 'https://api.github.test/?x=1'];
  for (const api of unsafe) assert.throws(() => forge({ ...host, api }, 'acme/api', secret), { code: 'forge-settings' }, api);
  assert.throws(() => forge({ ...host, api: 'http://127.0.0.1', allowHttp: false }, 'acme/api', secret), {
    code: 'forge-settings',
  });
  for (const path of ['acme', 'acme/api/x', 'acme/..', '../user', 'acme/a?b', 'acme/a%2fb', 'acme/', 'a b/c'])
    assert.throws(() => forge(host, path, secret), { code: 'forge-settings' }, path);
  assert.throws(
    () => forge(host, 'acme/api', () => `${TOKEN}\nX: y`),
    (error: Error) => 'code' in error && error.code === 'forge-settings' && !error.message.includes(TOKEN),
  );
  assert.doesNotThrow(() => forge(host, 'acme/api', secret));
});

test('what is no answer of the API is unavailable, and never a crash', async () => {
  const garbage = [
    'null',
    '[[[[',
    '{}',
    '"x"',
    '0',
    'true',
    '',
    '{"number":',
    '<html></html>',
    `{"number":${'9'.repeat(400)}}`,
    '[]',
  ];
  for (const kind of KINDS)
    for (const body of garbage)
      await withScriptedHost(
        () => ({ body, headers: { 'content-type': 'nonsense/;;=;', deprecation: 'true' } }),
        async ({ url }) => {
          const garbled = open(kind, url);
          for (const answer of [
            await garbled.get(7),
            await garbled.repository(),
            await garbled.update(7, { title: '', body: '' }),
          ])
            assert.equal(codeOf(answer), 'forge-unavailable', `${kind} ${body}`);
          assert.equal(
            codeOf(await garbled.find('codemod/x', 'main')),
            body === '[]' ? 'ok' : 'forge-unavailable',
            `${kind} ${body}`,
          );
        },
      );
});

test('an address that is no web address, or holds a secret, is not kept', async () => {
  for (const kind of KINDS)
    for (const bad of ['javascript:alert(1)', 'file:///etc/passwd', 'https://u:p@x.test/', 'x', 'java\nscript:alert(1)'])
      await withScriptedHost(
        () => ({ body: { ...PULLS[kind], [kind === 'gitlab' ? 'web_url' : 'html_url']: bad } }),
        async ({ url }) => assert.equal(codeOf(await open(kind, url).get(7)), 'forge-unavailable', `${kind} ${bad}`),
      );
});

test('each field of a pull request is checked', async () => {
  const odd: Readonly<Record<ForgeKind, readonly string[]>> = {
    github: ['number', 'html_url', 'state', 'title', 'head', 'base'],
    gitlab: ['iid', 'web_url', 'state', 'title', 'source_branch', 'target_branch', 'sha'],
    gitea: ['number', 'html_url', 'state', 'title', 'head', 'base'],
  };
  for (const kind of KINDS)
    for (const field of odd[kind])
      await withScriptedHost(
        ({ path }) => ({ body: /status|check-runs/.test(path) ? {} : { ...PULLS[kind], [field]: { odd: true } } }),
        async ({ url }) => {
          const answer = await open(kind, url).get(7);
          assert.equal(codeOf(answer), 'forge-unavailable', `${kind} ${field}`);
          assert.match(wordsOf(answer), new RegExp(`no (?:pull|merge) request \\(${field}`));
        },
      );
});

test('an answer that is too large is not read', async () => {
  await withScriptedHost(
    () => ({ body: `[${'1,'.repeat(100_000)}1]` }),
    async ({ url }) => {
      const answer = await open('gitea', url, { maxBytes: 1000 }).get(7);
      assert.equal(codeOf(answer), 'forge-unavailable');
      assert.match(wordsOf(answer), /larger than 1000 bytes/);
    },
  );
});

test('lists say "later" and go on with the same page', async () => {
  const seen: string[] = [];
  let limited = true;
  await withScriptedHost(
    ({ path }) => {
      if (path === '/orgs/acme') return { body: {} };
      const page = Number(new URL(path, 'http://x').searchParams.get('page'));
      if (page === 2 && limited) {
        limited = false;
        return { status: 429, headers: { 'retry-after': '1' } };
      }
      const names = Array.from({ length: page < 3 ? 50 : 7 }, (_, index) => `acme/r${page}-${index}`);
      const repositories = names.map((full_name) => ({
        full_name,
        clone_url: `https://forge.test/${full_name}.git`,
        topics: [],
      }));
      return { headers: page < 3 ? { link: `<https://evil.test/?page=9>; rel="next"` } : {}, body: repositories };
    },
    async ({ url, asked }) => {
      let now = NOW;
      const list = lister(loopbackHost('gitea', url), secret, options({ now: () => now }));
      const kinds: string[] = [];
      for await (const answer of list({ owner: 'acme', topic: null, file: null })) {
        kinds.push(answer.kind);
        if (answer.kind === 'paused') now = answer.until;
        if (answer.kind === 'ok') seen.push(...answer.value.map(({ path }) => path));
      }
      assert.deepEqual(kinds, ['ok', 'paused', 'ok', 'ok']);
      assert.deepEqual([seen.length, new Set(seen).size, asked.length], [107, 107, 5]);
    },
  );
});

test('what a search leaves out is told', async () => {
  const told: string[] = [];
  await withScriptedHost(
    ({ path }) => {
      if (!path.startsWith('/search/code')) {
        const [, full_name = ''] = /^\/repos\/([^/]+\/[^/?]+)$/.exec(path) ?? [];
        return { body: { full_name, clone_url: `https://forge.test/${full_name}.git`, size: 1, default_branch: 'main' } };
      }
      const page = Number(new URL(path, 'http://x').searchParams.get('page'));
      const items = ['setup.py', 'lib/setup.py'].map((file, index) => ({
        path: file,
        repository: { full_name: `acme/r${page}-${index}` },
      }));
      return {
        headers: { link: '<https://x/>; rel="next"' },
        body: { total_count: 4321, incomplete_results: page === 1, items },
      };
    },
    async ({ url, asked }) => {
      const list = lister(loopbackHost('github', url), secret, options({ note: (sentence) => told.push(sentence) }));
      const found: string[] = [];
      for await (const answer of list({ owner: 'acme', topic: null, file: 'setup.py' }))
        if (answer.kind === 'ok') found.push(...answer.value.map((repository) => repository.path));
      assert.equal(found.length, 10);
      assert.equal(asked.filter(({ path }) => path.startsWith('/search')).length, 10);
      assert.equal(told.length, 2);
      assert.match(told[0] ?? '', /1000 of 4321 results/);
    },
  );
});
