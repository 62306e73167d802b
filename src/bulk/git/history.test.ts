import assert from 'node:assert/strict';
import { bareRepository } from '../../testing/bulk-scene.js';
import { plainGit } from '../../testing/git-repository.js';
import { pushByHand } from '../../testing/push-by-hand.js';
import { suite } from '../../testing/suite.js';
import { isInHistory } from './history.js';

const test = suite('the history of a branch');

const MAIN = 'refs/heads/main';

test('a commit is part of it, or not; a branch that is not there tells nothing', async () => {
  const bare = bareRepository({ 'a.txt': 'a' });
  const access = { url: bare, protocol: 'file', settings: [] } as const;
  const first = plainGit(bare, 'rev-parse', 'main').trim();
  for (const name of ['b.txt', 'c.txt']) pushByHand(bare, 'main', { [name]: name });
  plainGit(bare, 'update-ref', 'refs/heads/side', first);
  const aside = pushByHand(bare, 'side', { 'd.txt': 'd' });
  const tip = plainGit(bare, 'rev-parse', 'main').trim();
  for (const [commit, isIn] of [
    [first, true],
    [tip, true],
    [aside, false],
    ['0123456789'.repeat(4), false],
  ] as const) {
    assert.deepEqual(await isInHistory(access, commit, MAIN), { kind: 'ok', value: isIn }, commit);
  }
  const gone = await isInHistory(access, first, 'refs/heads/gone');
  assert.equal(gone.kind === 'failed' && gone.code, 'git-no-branch');
});
