// A process that wants a clone: `node clone-driver.js <cache> <address> <commit> <rounds>`. In each round it fetches the commit, reads all files and prints one line.

import { accessFrom } from '../bulk/git/access.js';
import { openCloneCache } from '../bulk/git/clone-cache.js';
import { PLAIN_HOST } from './served-repository.js';

const [folder, url, commit, rounds] = process.argv.slice(2);
if (folder === undefined || url === undefined || commit === undefined)
  throw new Error('usage: clone-driver.js <cache> <address> <commit> <rounds>');
const cache = openCloneCache({ folder, mostBytes: 1e9, mostFiles: 10_000 });
const selection = { accepts: () => true, paths: [], include: [], exclude: [], noIgnore: true, maxSize: 1e9 };

for (let round = 0; round < Number(rounds); round++) {
  const clone = await cache.open(
    'x',
    accessFrom(url, PLAIN_HOST, () => null, []),
  );
  const answer = await clone.fetch(commit, 'refs/heads/main');
  let bytes = 0;
  for await (const { path } of answer.kind === 'ok' ? clone.tree(commit).entries(selection, () => {}) : []) {
    const read = await clone.tree(commit).read(path, 1e9);
    bytes += read.kind === 'content' ? read.bytes.length : 0;
  }
  process.stdout.write(`${answer.kind} ${bytes}\n`);
  clone.release();
}
