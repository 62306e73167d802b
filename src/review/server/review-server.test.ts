import assert from 'node:assert/strict';
import { CodemodError } from '../../core/errors.js';
import { answerOf, reviewClient } from '../../testing/review-client.js';
import { type SampleSession, sampleFiles, sampleSession } from '../../testing/sample-session.js';
import { suite } from '../../testing/suite.js';
import type { Failure, Opening, Standing } from '../model/wire.js';
import type { LoopbackOptions } from './start-loopback-server.js';
import { startReviewServer } from './start-review-server.js';

const test = suite('review server');

const FILES = sampleFiles(
  Array.from({ length: 100 }, (_, number) => ({
    path: `src/f${number}.py`,
    before: `x = old(${number})\n`,
    after: `x = new(${number})\n`,
  })),
);
const idOf = (hunk: number): string => FILES[hunk]?.hunks[0]?.id ?? '';

async function started(options: LoopbackOptions = {}, session: SampleSession = sampleSession(FILES)) {
  const server = await startReviewServer(session, options);
  const client = reviewClient(server);
  const decide = (hunks: readonly number[], change: object = {}): Promise<Response> =>
    client.post('/api/decide', {
      ...{ plan: session.planId, hunks: hunks.map(idOf), verdict: 'accepted', reason: '', edited: null, since: 0 },
      ...change,
    });
  const apply = (version: number): Promise<Response> => client.post('/api/apply', { plan: session.planId, version });
  return { server, session, client, decide, apply };
}

test('it opens with the index, the decisions and the first lines; the rest comes when it is asked for', async () => {
  const { server, client, decide } = await started();
  await decide([99], { verdict: 'rejected', reason: 'no' });
  const opening = await answerOf<Opening>(client.get('/api/review'));
  assert.equal(opening.index.hunks.length, 100);
  assert.deepEqual(opening.decisions, [{ hunk: 99, verdict: 'rejected', reason: 'no', edited: null }]);
  assert.equal(opening.bodies.length, 64);
  const rest = await answerOf<Opening['bodies']>(client.get('/api/hunks?from=64&count=64'));
  assert.equal(rest.length, 36);
  assert.deepEqual(rest.at(-1)?.[0]?.lines, ['-x = old(99)', '+x = new(99)']);
  assert.deepEqual(await (await client.get(`/api/search?text=${encodeURIComponent('NEW(42)')}`)).json(), [42]);
  await server.close();
});

test('a decision is written before it is answered, and told to who asks for what is new', async () => {
  const { server, session, client, decide } = await started();
  const first = await answerOf<Standing>(decide([3, 4]));
  assert.equal(session.records.length, 2);
  await decide([3], { verdict: 'undecided' });
  const later = await answerOf<Standing>(client.get(`/api/decisions?since=${first.version}`));
  assert.deepEqual(later.decisions, [{ hunk: 3, verdict: 'undecided', reason: '', edited: null }]);
  const nothing = await answerOf<Standing>(client.get(`/api/decisions?since=${later.version}`));
  assert.deepEqual(nothing.decisions, []);
  await server.close();
});

test('what is decided along with a hunk is told to every page', async () => {
  const files = sampleFiles(
    ['a.ts', 'b.ts', 'c.ts'].map((path) => ({ path, before: 'x\n', after: 'y\n', ...(path === 'c.ts' ? {} : { set: 'one' }) })),
  );
  const { server, session, client } = await started({}, sampleSession(files));
  const { index } = await answerOf<Opening>(client.get('/api/review'));
  assert.deepEqual(
    index.hunks.map(({ set }) => set ?? null),
    [0, 0, null],
  );
  const hunks = [files[1]?.hunks[0]?.id];
  const request = { plan: session.planId, hunks, verdict: 'rejected', reason: 'no', edited: null, since: 0 };
  const { version } = await answerOf<Standing>(client.post('/api/decide', request));
  const other = await answerOf<Standing>(client.get('/api/decisions?since=0'));
  const told = { verdict: 'rejected', reason: 'no', edited: null };
  assert.deepEqual(
    [...other.decisions].sort((a, b) => a.hunk - b.hunk),
    [
      { hunk: 0, ...told },
      { hunk: 1, ...told },
    ],
  );
  assert.equal(other.version, version);
  await server.close();
});

test('two pages that decide at once lose nothing', async () => {
  const { server, session, decide } = await started();
  await Promise.all(
    Array.from({ length: 60 }, (_, hunk) => decide([hunk], { verdict: hunk % 2 === 0 ? 'accepted' : 'rejected' })),
  );
  const verdicts = Array.from({ length: 60 }, (_, hunk) => session.decisions().get(idOf(hunk))?.verdict);
  assert.ok(verdicts.every((verdict, hunk) => verdict === (hunk % 2 === 0 ? 'accepted' : 'rejected')));
  await server.close();
});

test('what was confirmed is applied, and nothing that was decided since', async () => {
  const { server, session, decide, apply } = await started();
  const seen = await answerOf<Standing>(decide([1]));
  await decide([2]);
  const refused = await apply(seen.version);
  assert.equal(refused.status, 409);
  const { problem, next } = await answerOf<Failure>(refused);
  assert.equal(problem, 'decisions-moved');
  assert.notEqual(next, '');
  assert.equal(session.applied(), 0);
  await server.close();
});

test('it answers an apply that works, then stops', async () => {
  const { server, session, client, decide, apply } = await started();
  const { version } = await answerOf<Standing>(decide([1, 2]));
  const answers = await Promise.all([apply(version), apply(version)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  const end = await server.done;
  assert.equal(end.kind, 'applied');
  assert.equal(end.kind === 'applied' && end.applied.files, 2);
  assert.equal(session.applied(), 1);
  await assert.rejects(client.get('/api/review'));
});

test('an apply that is refused tells why and what to do, and can be tried again', async () => {
  const { server, session, decide, apply } = await started();
  const { version } = await answerOf<Standing>(decide([1]));
  session.failWith(new CodemodError('stale-plan', 'src/f1.py has changed since the plan was made.', { path: 'src/f1.py' }));
  const refused = await apply(version);
  assert.equal(refused.status, 409);
  const failure = await answerOf<Failure>(refused);
  assert.equal(failure.problem, 'stale-plan');
  assert.match(failure.message, /src\/f1\.py/);
  assert.match(failure.next, /\S/);
  session.failWith(null);
  assert.equal((await apply(version)).status, 200);
  await server.done;
});

test('what fails in a way that nobody foresaw tells nothing of it', async () => {
  const broken = sampleSession(FILES);
  const { server, apply } = await started({}, { ...broken, apply: () => Promise.reject(new Error('at /secret/place')) });
  const answer = await apply(0);
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /secret/);
  await server.close();
});

test('it stops by itself when nobody asks, and not while somebody does', async () => {
  const { server, client } = await started({ idleTime: 300 });
  const begun = Date.now();
  for (let asked = 0; asked < 5; asked++) {
    await new Promise((next) => setTimeout(next, 120));
    await client.get('/api/decisions?since=0');
  }
  assert.deepEqual(await server.done, { kind: 'idle' });
  assert.ok(Date.now() - begun >= 800);
});

test('requests without the token do not keep it awake', async () => {
  const { server } = await started({ idleTime: 300 });
  const timer = setInterval(() => fetch(new URL('/', server.url)).catch(() => {}), 50);
  const begun = Date.now();
  await server.done;
  clearInterval(timer);
  assert.ok(Date.now() - begun < 2500);
});

test('an abort stops it, at once too', async () => {
  const controller = new AbortController();
  const { server } = await started({ signal: controller.signal });
  controller.abort();
  assert.deepEqual(await server.done, { kind: 'closed' });
  const late = await started({ signal: AbortSignal.abort() });
  assert.deepEqual(await late.server.done, { kind: 'closed' });
});

test('it listens on this machine alone, with a token of 256 bits that is new each time', async () => {
  const [a, b] = [await started(), await started()];
  for (const { server } of [a, b]) assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+\/#[0-9a-f]{64}$/);
  assert.notEqual(new URL(a.server.url).hash, new URL(b.server.url).hash);
  await Promise.all([a.server.close(), b.server.close()]);
});
