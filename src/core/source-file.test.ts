import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from '../testing/suite.js';
import { codecFor } from './encoding.js';
import { decodeSource, dominantNewline, encodeSource, isSkip, newlineNear } from './source-file.js';

const test = suite('source-file');

function decode(bytes: Uint8Array, declared: string | null = null): string {
  const source = decodeSource('a.py', bytes, declared);
  return isSkip(source) ? source.code : source.text;
}

test('UTF-8 is decoded strictly, and a byte order mark is a fact, not text', () => {
  assert.equal(decode(Buffer.from('x = "é😀"\n')), 'x = "é😀"\n');
  const withBom = decodeSource('a.py', Buffer.from('\ufeffx\n'), null);
  assert.ok(!isSkip(withBom) && withBom.hasBom && withBom.text === 'x\n');
  assert.equal(decode(Buffer.from([0x78, 0xe9, 0x0a])), 'encoding-invalid');
  assert.equal(decode(Buffer.from([0xed, 0xa0, 0x80])), 'encoding-invalid', 'a lone surrogate');
  assert.equal(decode(Buffer.from([0xc0, 0xaf])), 'encoding-invalid', 'an overlong form');
});

test('declared encodings are honoured by their Python names', () => {
  const bytes = Buffer.from([0x78, 0xe9, 0x85, 0x0a]);
  assert.equal(decode(bytes, 'latin-1'), 'xé\u0085\n');
  assert.equal(decode(bytes, 'ISO-8859-1'), 'xé\u0085\n');
  assert.equal(decode(bytes, 'cp1252'), 'xé…\n');
  assert.equal(decode(bytes, 'koi8-r'), 'xИ┘\n');
  assert.equal(decode(bytes, 'ascii'), 'encoding-invalid');
  assert.equal(decode(Buffer.from([0x81]), 'windows-1252'), 'encoding-invalid', 'a byte that the code page leaves undefined');
  assert.equal(decode(bytes, 'utf-16'), 'encoding-unknown');
  assert.equal(decode(Buffer.from('\ufeffx'), 'latin-1'), 'encoding-conflict');
});

test('what is decoded comes back as the same bytes, in every encoding', () => {
  const names = ['utf-8', 'latin-1', 'ascii', 'cp1252', 'koi8-r', 'iso8859-15', 'cp1251', 'gbk', 'shift_jis', 'euc-jp', 'big5'];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.uint8Array({ maxLength: 40 }), (name, bytes) => {
      const source = decodeSource('a.py', bytes, name);
      if (!isSkip(source)) assert.deepEqual(encodeSource(source, source.text), Buffer.from(bytes));
    }),
    { numRuns: 5_000, seed: 2 },
  );
});

test('a character that the encoding lacks cannot be written', () => {
  assert.equal(codecFor('latin-1')?.encode('€'), null);
  assert.equal(codecFor('cp1252')?.encode('Ж'), null);
  assert.equal(codecFor('utf-8')?.encode('\ud800'), null);
  assert.deepEqual(codecFor('cp1252')?.encode('€'), Buffer.from([0x80]));
});

test('the line ending of most lines, and the nearest one', () => {
  assert.equal(dominantNewline('a\r\nb\r\nc\n'), '\r\n');
  assert.equal(dominantNewline('a\rb\r'), '\r');
  assert.equal(dominantNewline('a'), '\n');
  const mixed = { text: 'a\r\nb\nc', newline: '\n' as const };
  assert.equal(newlineNear(mixed, 0), '\r\n');
  assert.equal(newlineNear(mixed, 3), '\n');
  assert.equal(newlineNear(mixed, 5), '\n');
  assert.equal(newlineNear(mixed, 2), '\r\n', 'between the two of one');
});
