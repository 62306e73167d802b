import assert from 'node:assert/strict';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { takeLock } from '../../apply/lock.js';
import { nodeFileSystem } from '../../files/file-system.js';
import { withRoot } from '../../files/folder.js';
import { reviewClient } from '../../testing/review-client.js';
import { manyRepositories, SAMPLE_SPEC, sampleCampaign } from '../../testing/sample-campaign.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import { CampaignFold } from '../campaign/fold.js';
import { JOURNAL } from '../campaign/journal.js';
import { CampaignBoard } from './campaign-board.js';
import { followCampaign } from './follow-campaign.js';
import { JournalFollower } from './follow-journal.js';
import { startCampaignServer } from './start-campaign-server.js';

const test = suite('campaign board');

test('a page that asks for what is new knows in the end what a new page is told', () => {
  const { entries } = sampleCampaign(manyRepositories(100));
  const [fold, board] = [new CampaignFold(), new CampaignBoard(SAMPLE_SPEC)];
  let version = 0;
  let known = new Map<string, unknown>();
  let told = 0;
  for (const [index, entry] of entries.entries()) {
    fold.add(entry);
    if (index % 7 !== 0 && index < entries.length - 1) continue;
    board.update({ state: fold, running: null });
    const news = board.since(version);
    told += news.isWhole ? 0 : news.rows.length;
    if (news.isWhole) known = new Map();
    for (const row of news.rows) known.set(row.repo, row);
    version = news.version;
  }
  assert.deepEqual([...known.values()], board.since(0).rows);
  assert.ok(told < entries.length);
});

test('where nothing has happened there is nothing new, and a repository that has gone is forgotten', () => {
  const { entries } = sampleCampaign();
  const [fold, board] = [new CampaignFold(), new CampaignBoard(SAMPLE_SPEC)];
  for (const entry of entries) fold.add(entry);
  board.update({ state: fold, running: null });
  const { version } = board.since(0);
  board.update({ state: fold, running: null });
  assert.deepEqual([board.since(version).version, board.since(version).rows], [version, []]);
  fold.add({ at: '', event: 'dropped', repo: 'github.com/acme/waits' });
  board.update({ state: fold, running: null });
  const { isWhole, rows } = board.since(version);
  assert.deepEqual([isWhole, rows.length], [true, fold.repositories.size]);
});

test('that a process has come, or is gone, is news, though the journal has not grown', () => {
  const began = { at: '2026-01-02T03:04:06.000Z', event: 'began', verb: 'sync', options: {} } as const;
  const { state } = sampleCampaign(undefined, [began]);
  const board = new CampaignBoard(SAMPLE_SPEC);
  const running = { verb: 'sync', process: 12, host: null };
  const told: unknown[] = [];
  let version = 0;
  for (const now of [null, running, running, { ...running, process: 13 }, null]) {
    board.update({ state, running: now && { ...now } });
    const { overview, ...news } = board.since(version);
    told.push([
      news.version === version ? 'nothing new' : 'new',
      news.rows.length > 0,
      overview.running?.process ?? overview.unfinished,
    ]);
    version = news.version;
  }
  assert.deepEqual(told, [
    ['new', true, 'sync'],
    ['new', false, 12],
    ['nothing new', false, 12],
    ['new', false, 13],
    ['new', false, 'sync'],
  ]);
});

test('a campaign is followed with who holds it, and after its folder is gone as it was', async () => {
  const { entries } = sampleCampaign();
  const folder = tempFolder();
  writeFileSync(path.join(folder, JOURNAL), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  const read = followCampaign(folder);
  assert.equal((await read()).running, null);
  await withRoot(nodeFileSystem, folder, async (root) => {
    const lock = await takeLock(nodeFileSystem, root);
    assert.ok(lock.kind === 'taken');
    assert.deepEqual((await read()).running, { verb: null, process: process.pid, host: null });
    lock.release();
  });
  assert.equal((await read()).running, null);
  rmSync(folder, { recursive: true });
  const { state, running } = await read();
  assert.deepEqual([state.repositories.size, running], [14, null]);
});

test('a journal is followed while it grows, a line that is on its way counts when it has come', () => {
  const { entries, state } = sampleCampaign(manyRepositories(3_000));
  const folder = tempFolder();
  const file = path.join(folder, JOURNAL);
  const follower = new JournalFollower(folder);
  assert.equal(follower.read().repositories.size, 0);
  const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  assert.ok(text.length > 2 * 1024 * 1024);
  for (let at = 0; at < text.length; at += 700_001) {
    appendFileSync(file, text.slice(at, at + 700_001));
    follower.read();
  }
  assert.deepEqual([...follower.read().repositories], [...state.repositories]);
  writeFileSync(file, text.slice(0, text.indexOf('\n') + 1));
  assert.equal(follower.read().repositories.size, 1);
});

test('a damaged line of a journal that is followed is told until the file was mended', () => {
  const [first, second] = sampleCampaign(manyRepositories(3)).entries.map((entry) => `${JSON.stringify(entry)}\n`);
  const folder = tempFolder();
  const file = path.join(folder, JOURNAL);
  const follower = new JournalFollower(folder);
  writeFileSync(file, `${first}${second?.slice(0, 30)}\ttorn\n`);
  assert.equal(follower.read().repositories.size, 1, 'the control: that line was torn by a kill');
  appendFileSync(file, `${second?.slice(0, 30)}\n`);
  for (let time = 0; time < 2; time++)
    assert.throws(() => follower.read(), { code: 'campaign-invalid', message: /journal\.jsonl:3: this line is damaged/ });
  writeFileSync(file, `${first}${first}${first}${second}`);
  assert.equal(follower.read().repositories.size, 2);
});

test('without the token there is no answer, and there is nothing that could be done', async () => {
  const { spec, state } = sampleCampaign();
  const server = await startCampaignServer(spec, () => ({ state, running: null }));
  const { origin } = new URL(server.url);
  assert.equal((await fetch(`${origin}/api/campaign?since=0`)).status, 401);
  const client = reviewClient(server);
  assert.equal((await client.get('/api/campaign?since=0')).status, 200);
  assert.equal((await client.get('/api/campaign')).status, 400);
  assert.equal((await client.post('/api/campaign', {})).status, 405);
  assert.equal((await client.get('/api/review')).status, 404);
  await server.close();
  assert.equal(await server.done, 'closed');
});
