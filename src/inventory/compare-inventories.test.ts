import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { suite } from '../testing/suite.js';
import { compareInventories, isEmptyDiff } from './compare-inventories.js';
import { comparePaths, type InventoryEntry } from './entry.js';
import { inventoryBytes, inventoryText } from './format.js';
import { parseInventory } from './parse-inventory.js';

const test = suite('compare inventories');

function file(path: string, content: string, more: Partial<InventoryEntry> = {}): InventoryEntry {
  return {
    path,
    kind: 'file',
    size: content.length,
    mode: '100644',
    role: 'code',
    language: null,
    sha256: sha256(content),
    ...more,
  };
}

test('added, removed, changed and moved', () => {
  const before = [file('a', '1'), file('b', '2'), file('c', '3'), file('d', '4'), file('e', '5')];
  const after = [file('a', '1'), file('b', '2x'), file('c', '3', { mode: '100755' }), file('new', '6'), file('x/e', '5')];
  assert.deepEqual(compareInventories(before, after), {
    added: [{ path: 'new' }],
    removed: [{ path: 'd' }],
    changed: [
      { path: 'b', fields: ['content'] },
      { path: 'c', fields: ['mode'] },
    ],
    moved: [{ from: 'e', to: 'x/e' }],
  });
  assert.ok(isEmptyDiff(compareInventories(before, before)));
});

test('of several equal files each is moved once, those of the same name first', () => {
  const before = [file('a/one', '1'), file('a/three', '1'), file('a/two', '1')];
  const after = [file('b/two', '1'), file('c/one', '1')];
  assert.deepEqual(compareInventories(before, after), {
    added: [],
    removed: [{ path: 'a/three' }],
    changed: [],
    moved: [
      { from: 'a/one', to: 'c/one' },
      { from: 'a/two', to: 'b/two' },
    ],
  });
  const other = compareInventories([file('p', '1'), file('q', '1')], [file('r', '1'), file('s', '1'), file('t', '1')]);
  assert.deepEqual(other.moved, [
    { from: 'p', to: 'r' },
    { from: 'q', to: 's' },
  ]);
  assert.deepEqual(other.added, [{ path: 't' }]);
});

test('an empty file is not moved, and a copy is an addition', () => {
  assert.deepEqual(compareInventories([file('a', '')], [file('b', '')]).moved, []);
  const copied = compareInventories([file('a', '1')], [file('a', '1'), file('b', '1')]);
  assert.deepEqual([copied.added, copied.moved], [[{ path: 'b' }], []]);
});

test('a link that points elsewhere and a file that became a link are changes', () => {
  const link = (target: string): InventoryEntry => ({
    ...file('a', ''),
    kind: 'symlink',
    mode: '120000',
    sha256: null,
    role: null,
    target,
  });
  assert.deepEqual(compareInventories([link('x')], [link('y')]).changed, [{ path: 'a', fields: ['target'] }]);
  assert.deepEqual(compareInventories([file('a', '1')], [link('y')]).changed[0]?.fields, [
    'kind',
    'content',
    'mode',
    'target',
    'role',
  ]);
});

test('any two inventories: every path is told once, and the counts add up', () => {
  const inventory = fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c/a', 'c/b', 'd', 'é', 'z'), fc.constantFrom('', '1', '2')), {
      selector: ([path]) => path,
    })
    .map((list) => list.map(([path, content]) => file(path, content)).sort(comparePaths));
  fc.assert(
    fc.property(inventory, inventory, (before, after) => {
      const { added, removed, moved, changed } = compareInventories(before, after);
      const paths = [...added, ...removed, ...changed]
        .map(({ path }) => path)
        .concat(moved.flatMap(({ from, to }) => [from, to]));
      assert.equal(new Set(paths).size, paths.length);
      assert.equal(before.length - removed.length + added.length, after.length);
      assert.equal(isEmptyDiff({ added, removed, moved, changed }), JSON.stringify(before) === JSON.stringify(after));
    }),
  );
});

async function bytesOf(entries: readonly InventoryEntry[], compress: boolean): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of inventoryBytes(entries, compress)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('an inventory comes back as it was, plain and as gzip, hostile names included', async () => {
  const many = Array.from({ length: 2000 }, (_, n) => file(`dir/file-${n}`, String(n)));
  const odd = ['a\nb', 'bidi\u202e', 'esc\u001b[31m', '"q"', '\u2028', '\u007f', '\u{e0041}', '__proto__'].map((path) =>
    file(path, path),
  );
  for (const entries of [[], [file('a', '1')], many, odd]) {
    for (const compress of [false, true]) {
      const bytes = await bytesOf(entries, compress);
      assert.deepEqual(parseInventory(bytes, 'x'), entries);
      assert.ok(bytes.equals(await bytesOf(entries, compress)), 'the same bytes again');
      if (compress) assert.deepEqual([...bytes.subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255], 'no time and no system');
    }
    const text = [...inventoryText(entries)].join('');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f\u2028\u202e]/);
    assert.equal(text.split('\n').length, entries.length === 0 ? 5 : entries.length + 6, 'one line an entry');
  }
});

test('what is no inventory is refused with its reason', () => {
  const refuse = (content: string | Buffer, why: RegExp): void => {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
    assert.throws(
      () => parseInventory(bytes, 'old.json'),
      (thrown: unknown) => {
        assert.ok(thrown instanceof CodemodError && thrown.code === 'inventory-invalid');
        assert.match(thrown.message, why);
        return true;
      },
    );
  };
  refuse('', /old\.json is not an inventory/);
  refuse('{}', /codemodInventory/);
  refuse('{"codemodInventory":2,"entries":[]}', /codemodInventory/);
  refuse('{"codemodInventory":1,"entries":[{"path":1}]}', /entries\.0/);
  refuse(`{"codemodInventory":1,"entries":[${JSON.stringify(file('a', '1', { sha256: 'no' }))}]}`, /entries\.0\.sha256/);
  refuse(gzipSync('{}').subarray(0, 12), /unexpected end of file/);
  refuse('['.repeat(200_000), /JSON/);
});

test('a small file that unpacks to more than any inventory is refused', () => {
  const zeros = gzipSync(Buffer.alloc(1 << 20));
  const bomb = Buffer.concat(Array.from({ length: 600 }, () => zeros));
  assert.ok(bomb.length < 1 << 20);
  assert.throws(() => parseInventory(bomb, 'bomb.gz'), /is not an inventory \(Cannot create a Buffer larger/);
});
