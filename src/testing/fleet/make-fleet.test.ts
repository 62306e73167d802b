import assert from 'node:assert/strict';
import { plainGit } from '../git-repository.js';
import { parseReport, runCli } from '../run-cli.js';
import { suite } from '../suite.js';
import { tempFolder, writeFiles } from '../temp-folder.js';
import { KINDS } from './kinds.js';
import { type FleetRepository, makeFleet } from './make-fleet.js';

const test = suite('a fleet of repositories');
const EACH = Object.keys(KINDS);
const SMALL = { files: 2, bigBlob: 1000 };

function blobs({ folder }: FleetRepository): ReadonlyMap<string, string> {
  const list = plainGit(folder, 'ls-tree', '-r', '-z', 'HEAD').split('\0').filter(Boolean);
  return new Map(list.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf(' '))]));
}

test('one of each kind: whole repositories, with what their kind says', async () => {
  const fleet = await makeFleet({ root: tempFolder(), seed: 1, count: EACH.length, kinds: EACH, ...SMALL });
  const byKind = new Map(fleet.map((repository) => [repository.kind, repository]));
  const modes = (kind: string): ReadonlyMap<string, string> => {
    const repository = byKind.get(kind);
    assert.ok(repository);
    return blobs(repository);
  };
  // What a server that looks would refuse is there on purpose.
  const ignored = ['gitmodulesUpdate', 'gitmodulesUrl'].flatMap((name) => ['-c', `fsck.${name}=ignore`]);
  plainGit(fleet[0]?.folder ?? '', ...ignored, 'fsck', '--strict');
  for (const { folder, commit } of fleet) {
    if (commit !== null) assert.equal(plainGit(folder, 'rev-parse', 'HEAD').trim(), commit);
  }
  assert.equal(byKind.get('empty')?.commit, null);
  assert.equal(byKind.get('renamed-default')?.branch, 'trunk');
  assert.equal(modes('symlink-escape').get('escape.py'), '120000');
  assert.equal(modes('submodule').get('lib'), '160000');
  assert.equal(modes('executable').get('bin/tool.py'), '100755');
  assert.ok(modes('odd-names').has('odd/new\nline.py') && modes('odd-names').has('odd/-dash.py'));
});

test('the same seed makes the same commits, and another one others', async () => {
  const commits = async (seed: number): Promise<readonly (string | null)[]> => {
    const fleet = await makeFleet({ root: tempFolder(), seed, count: 40, ...SMALL });
    return fleet.map(({ commit }) => commit);
  };
  const first = await commits(7);
  assert.deepEqual(first, await commits(7));
  assert.notDeepEqual(first, await commits(8));
});

test('draws every kind, and most repositories need no change', async () => {
  const fleet = await makeFleet({ root: tempFolder(), seed: 3, count: 1000, files: 1, bigBlob: 1000 });
  const kinds = new Set(fleet.map(({ kind }) => kind));
  assert.deepEqual(
    [...EACH].filter((kind) => !kinds.has(kind)),
    [],
  );
  const share = fleet.filter(({ changes }) => !changes).length / fleet.length;
  assert.ok(share > 0.3 && share < 0.7, String(share));
});

test('the codemods change what is there for them, and nothing else', async () => {
  const [repository] = await makeFleet({ root: tempFolder(), seed: 5, count: 1, kinds: ['own-params'], files: 10, bigBlob: 1 });
  assert.ok(repository);
  const folder = tempFolder();
  for (const file of blobs(repository).keys()) {
    if (file !== 'codemod.yaml') writeFiles(folder, { [file]: plainGit(repository.folder, 'show', `HEAD:${file}`) });
  }
  const changed = (codemod: string): readonly string[] =>
    parseReport(runCli(['apply', codemod, '--dry-run', '--json', '.'], { cwd: folder }).stdout).changes.map(({ path }) => path);
  assert.deepEqual(changed('cli-sys-import'), ['app/cli.py', 'legacy/cli.py']);
  assert.deepEqual(changed('sqlite-pool'), ['app/pool.py']);
  assert.deepEqual(changed('session-exit-logging'), ['app/session.py']);
});

test('refuses a kind that there is not', () =>
  assert.rejects(makeFleet({ root: tempFolder(), seed: 1, count: 1, kinds: ['nonsense'] })));
