import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { withWorkspace } from '../apply/workspace.js';
import { sha256 } from '../core/hash.js';
import { nodeFileSystem } from '../files/file-system.js';
import { quickFileSystem, systemError, watchedFileSystem } from '../testing/failing-file-system.js';
import { skipLoudly } from '../testing/python.js';
import { runCli } from '../testing/run-cli.js';
import { inScratch, treeOf } from '../testing/scratch-folder.js';
import { callPoints, hasStrace, runWithFault } from '../testing/strace.js';
import { suite } from '../testing/suite.js';
import type { InventoryEntry } from './entry.js';
import { inventoryText } from './format.js';
import { parseInventory } from './parse-inventory.js';
import { type WriteOptions, writeInventory } from './write-inventory.js';

const test = suite('write inventory');

function entries(...contents: readonly string[]): readonly InventoryEntry[] {
  return contents.map((content, n): InventoryEntry => {
    return {
      path: `f${n}`,
      kind: 'file',
      size: content.length,
      mode: '100644',
      role: 'code',
      language: null,
      sha256: sha256(content),
    };
  });
}

async function write(root: string, list: readonly InventoryEntry[], options: WriteOptions = {}): Promise<boolean> {
  const result = await writeInventory(root, list, options, quickFileSystem);
  assert.ok(result.kind === 'written');
  return result.changed;
}

function state(root: string): Record<string, string> {
  return treeOf(path.join(root, '.codex'), ['.gitignore', 'runs']);
}

function names(root: string): readonly string[] {
  return Object.keys(state(root)).filter((name) => name !== 'inventory');
}

test('writes once, and then nothing until something changes', async () => {
  await inScratch({}, async (root) => {
    assert.ok(await write(root, entries('a')));
    const first = state(root);
    assert.deepEqual(first, { 'inventory.json': `file 644 ${[...inventoryText(entries('a'))].join('')}` });
    const touched: string[] = [];
    const watched = watchedFileSystem(({ method, args }) => touched.push(`${method} ${String(args[0])}`));
    const again = await writeInventory(root, entries('a'), { keep: 3 }, watched);
    assert.ok(again.kind === 'written' && !again.changed);
    assert.ok(!touched.some((call) => call.includes('inventory') && /^(?:rename|write|remove)/.test(call)), touched.join('\n'));
    assert.deepEqual(state(root), first);
    assert.ok(await write(root, entries('b')), 'the control: another content is written');
    assert.notDeepEqual(state(root), first);
  });
});

test('keeps the form that stands, and changes it when asked', async () => {
  await inScratch({}, async (root) => {
    await write(root, entries('a'), { compress: true });
    assert.deepEqual(names(root), ['inventory.json.gz']);
    const standing = readFileSync(path.join(root, '.codex/inventory.json.gz'));
    assert.deepEqual(parseInventory(standing, ''), entries('a'));
    assert.equal(await write(root, entries('a')), false, 'the form that stands is kept');
    assert.ok(await write(root, entries('b')));
    assert.deepEqual(names(root), ['inventory.json.gz']);
    assert.ok(await write(root, entries('b'), { compress: false, keep: 2 }));
    assert.deepEqual(names(root), ['inventory.json'], 'the same content in another form is not a former one');
  });
});

test('keeps the last ones that stood before, and no more', async () => {
  await inScratch({}, async (root) => {
    for (const content of ['a', 'b', 'c', 'd']) await write(root, entries(content), { keep: 2 });
    const kept = ['inventory.json', 'inventory/000002.json', 'inventory/000003.json'];
    assert.deepEqual(names(root), kept);
    const former = readFileSync(path.join(root, '.codex/inventory/000003.json'));
    assert.deepEqual(parseInventory(former, ''), entries('c'));
    await write(root, entries('d'), { keep: 2 });
    assert.deepEqual(names(root), kept, 'nothing has changed');
    await write(root, entries('e'));
    assert.deepEqual(names(root), kept, 'without a number nothing is kept, and nothing removed');
    await write(root, entries('e'), { compress: true, keep: 2 });
    await write(root, entries('f'), { keep: 2 });
    assert.deepEqual(names(root), ['inventory.json.gz', 'inventory/000003.json', 'inventory/000004.json.gz']);
    assert.ok(gunzipSync(readFileSync(path.join(root, '.codex/inventory/000004.json.gz'))).length > 0);
    writeFileSync(path.join(root, '.codex/inventory/notes.txt'), 'mine');
    await write(root, entries('f'), { keep: 0 });
    assert.deepEqual(names(root), ['inventory.json.gz', 'inventory/notes.txt'], 'files of other names are not ours');
  });
});

test('replaces a file that is damaged', async () => {
  await inScratch({ '.codex/inventory.json.gz': Buffer.from([0x1f, 0x8b, 1, 2, 3]) }, async (root) => {
    assert.ok(await write(root, entries('a')));
    assert.equal(await write(root, entries('a')), false);
  });
});

test('refuses links in place of the record, its folders and .codex itself', async () => {
  for (const name of ['.codex/inventory.json', '.codex/inventory', '.codex']) {
    await inScratch({ 'elsewhere/keep': 'mine' }, async (root) => {
      if (name !== '.codex') await write(root, entries('a'));
      rmSync(path.join(root, name), { recursive: true, force: true });
      symlinkSync(path.join(root, 'elsewhere'), path.join(root, name));
      if (name === '.codex/inventory') assert.ok(await write(root, entries('b')), 'the control: without --keep it is not opened');
      await assert.rejects(write(root, entries('c'), { keep: 1 }), /Cannot (?:read|open the folder) \.codex/);
      assert.deepEqual(treeOf(path.join(root, 'elsewhere')), { keep: 'file 644 mine' });
    });
  }
});

test('does not write while another run holds the lock', async () => {
  await inScratch({}, async (root) => {
    const inner = await withWorkspace(quickFileSystem, root, () => writeInventory(root, entries('a'), {}, quickFileSystem));
    assert.ok('kind' in inner && inner.kind === 'locked' && inner.holder?.pid === process.pid);
    assert.ok(!existsSync(path.join(root, '.codex/inventory.json')));
    assert.ok(await write(root, entries('a')), 'the control: the lock is free');
  });
});

test('a write that fails leaves what stood, and nothing beside it', async () => {
  await inScratch({}, async (root) => {
    await write(root, entries('a'));
    const before = state(root);
    const isStaged = (args: readonly unknown[]): boolean => String(args[0]).includes('lock.inventory');
    for (const method of ['append', 'rename', 'changeMode', 'open', 'sync']) {
      let seen = false;
      const failing = watchedFileSystem((call) => {
        if (call.method === 'open' && isStaged(call.args)) seen = true;
        if (seen && call.method === method) {
          seen = false;
          throw systemError('ENOSPC', 28);
        }
      });
      await assert.rejects(writeInventory(root, entries('b'), {}, failing), /no space left on device/, method);
      assert.deepEqual(state(root), before, method);
    }
  });
});

test('a short write is continued', async () => {
  await inScratch({}, async (root) => {
    const short = Object.assign(Object.create(null), nodeFileSystem, {
      append: (fd: number, bytes: Uint8Array) => nodeFileSystem.append(fd, bytes.subarray(0, 7)),
    });
    await writeInventory(root, entries('a', 'b'), {}, short);
    assert.deepEqual(parseInventory(readFileSync(path.join(root, '.codex/inventory.json')), ''), entries('a', 'b'));
  });
});

const ENTRY = fileURLToPath(new URL('../cli/bin.js', import.meta.url));

test('a run that is killed at any writing call leaves the old or the new one whole, and the next one mends the rest', async () => {
  if (!hasStrace() && skipLoudly('killing the inventory at every writing system call', 'strace')) return;
  const files = { 'src/a.py': 'x = 1\n' };
  const prepare = async (root: string): Promise<void> => {
    await write(root, entries('former'), { keep: 1 });
    mkdirSync(path.join(root, '.codex/inventory'), { recursive: true });
  };
  const program = (root: string): readonly string[] => [ENTRY, 'inventory', '--keep', '1', '--quiet', root];
  const points = await inScratch(files, async (root) => {
    await prepare(root);
    return callPoints(program(root), root);
  });
  const sides = { old: 0, new: 0 };
  let killed = 0;
  for (const point of points) {
    await inScratch(files, async (root) => {
      await prepare(root);
      const old = readFileSync(path.join(root, '.codex/inventory.json'), 'utf8');
      if ((await runWithFault(program(root), root, point, 'signal=SIGKILL')).status !== 0) killed++;
      const found = readFileSync(path.join(root, '.codex/inventory.json'), 'utf8');
      assert.ok(parseInventory(Buffer.from(found), 'after the kill').length > 0);
      sides[found === old ? 'old' : 'new']++;
      const next = runCli(['inventory', '--keep', '1', '--quiet', root], { cwd: root });
      assert.equal(next.status, 0, next.stderr);
      assert.match(readFileSync(path.join(root, '.codex/inventory.json'), 'utf8'), /src\/a\.py/);
      assert.equal(readFileSync(path.join(root, '.codex/inventory/000001.json'), 'utf8'), old, 'the former one, once');
      const left = readdirSync(path.join(root, '.codex')).filter(
        (name) => !['.gitignore', 'runs', 'inventory', 'inventory.json'].includes(name),
      );
      assert.deepEqual([left, readdirSync(path.join(root, '.codex/inventory'))], [[], ['000001.json']], JSON.stringify(point));
    });
  }
  console.log(`${killed} kills: ${sides.old} left the old inventory, ${sides.new} the new one`);
  assert.ok(killed > 15 && sides.old > 8 && sides.new > 1, `${killed} ${JSON.stringify(sides)}`);
});
