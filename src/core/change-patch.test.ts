import assert from 'node:assert/strict';
import { checkPatches } from '../testing/properties/apply-patches.js';
import { encodedPairs } from '../testing/properties/encoded-pairs.js';
import { suite } from '../testing/suite.js';
import { applySteps, type Change, type ModifyChange } from './change.js';
import { changeDiff } from './change-diff.js';
import { changePatch } from './change-patch.js';
import { insertAt } from './edit.js';
import { decodeSource, encodeSource, isSkip } from './source-file.js';

const test = suite('change patch');
const made = { codemod: 'x', version: '1.0.0', reason: 'y' };
const id = { sha256: '', size: 0, mode: 0o644 };

function modify(bytes: Uint8Array, encoding: string, inserted: string): { change: ModifyChange; after: Buffer } {
  const source = decodeSource('a.py', bytes, encoding);
  if (isSkip(source)) throw new Error(source.message);
  const { hasBom, newline } = source;
  const steps = [{ codemod: 'x', version: '1.0.0', edits: [insertAt(0, inserted)], importEdits: [], fixes: [] }];
  const after = encodeSource(source, applySteps(source.text, steps));
  if (after === null) throw new Error('not encodable');
  return {
    change: { kind: 'modify', path: 'a.py', encoding: source.encoding, hasBom, newline, before: id, after: id, steps },
    after,
  };
}

test('every line of the patch has the bytes of its file', () => {
  const cases: readonly [string, Buffer][] = [
    ['latin-1', Buffer.from('# caf\u00e9\nx = 1\n', 'latin1')],
    // The same bytes are good UTF-8 for another text.
    ['latin-1', Buffer.from('# caf\u00e9\nx = 1\n', 'utf8')],
    ['shift_jis', Buffer.from([0x23, 0x20, 0x95, 0x5c, 0x0a, 0x78, 0x0a])],
    ['cp1251', Buffer.from([0x23, 0xcf, 0xf0, 0x0d, 0x0a])],
  ];
  for (const [encoding, before] of cases) {
    const { change } = modify(before, encoding, 'import x\n');
    const patch = changePatch(change, before);
    const context = before
      .toString('latin1')
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => ` ${line}\n`);
    assert.ok(patch?.toString('latin1').endsWith(`+import x\n${context.join('')}`), `${encoding}: ${patch?.toString('latin1')}`);
    assert.notDeepEqual(patch, Buffer.from(changeDiff(change, before)), 'the text to be read is another one');
  }
});

test('new text is written in the encoding of the file', () => {
  const before = Buffer.from('x = "\u00e9"\n', 'latin1');
  const { change } = modify(before, 'latin-1', '# \u00fc\n');
  assert.match(changePatch(change, before)?.toString('latin1') ?? '', /\n\+# \u00fc\n x = "\u00e9"\n$/);
});

test('where the diff in UTF-8 is the patch there is no other', () => {
  const before = Buffer.from('\ufeff# caf\u00e9\n');
  const content = (bytes: Buffer) =>
    ({ kind: 'create', path: 'a', after: id, content: bytes.toString('base64'), steps: [], ...made }) as const;
  const cases: readonly [Change, Buffer | null][] = [
    [modify(before, 'utf-8', 'import x\n').change, before],
    [content(Buffer.from('\u00e9\n')), null],
    [{ kind: 'delete', path: 'a', before: id, ...made }, Buffer.from('\u00e9\n')],
    [{ kind: 'rename', path: 'a', to: 'b', before: id, ...made }, Buffer.from([0xe9])],
  ];
  for (const [change, bytes] of cases) assert.equal(changePatch(change, bytes), null, change.kind);
  const odd = Buffer.from([0xe9, 0x0a]);
  assert.match(changePatch(content(odd), null)?.toString('latin1') ?? '', /\n\+\u00e9\n$/);
  assert.match(changePatch({ kind: 'delete', path: 'a', before: id, ...made }, odd)?.toString('latin1') ?? '', /\n-\u00e9\n$/);
});

test('git apply makes the planned bytes of 1,000 generated files in eight encodings', () => {
  checkPatches(encodedPairs, { runs: 1000, seed: Date.now(), program: 'git', args: ['apply', '--whitespace=nowarn', '-'] });
});
