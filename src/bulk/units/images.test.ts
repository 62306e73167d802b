import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { type Image, type Images, readImages, serializeImages } from './images.js';

const test = suite('images of files');

const IMAGES: Images = new Map<string, Image>([
  ['b.py', { bytes: Buffer.from([0, 255, 10, 13]), mode: 0o755 }],
  ['__proto__', { bytes: Buffer.from('caf\u00e9'), mode: 0o644 }],
  ['a\n\u202e.py', { bytes: Buffer.alloc(0), mode: 0o644 }],
]);

test('come back the same, in whatever order they were put', () => {
  const bytes = serializeImages(IMAGES);
  const back = readImages('x', bytes);
  assert.deepEqual(new Map([...back].sort()), new Map([...IMAGES].sort()));
  assert.deepEqual(serializeImages(new Map([...IMAGES].reverse())), bytes);
});

test('what is damaged is refused', () => {
  const text = serializeImages(IMAGES).toString();
  const damaged = [
    text.slice(0, -5),
    text.replace('"codemodImages":1', '"codemodImages":2'),
    text.replace('b.py', '.git/config'),
    text.replace('b.py', '__proto__'),
    text.replace('493', '511'),
    text.replace('AP8KDQ==', 'AP8KDQ'),
    text.replace('AP8KDQ==', '!AP8KDQ='),
    'null',
  ];
  for (const one of damaged) {
    assert.notEqual(one, text);
    assert.throws(() => readImages('images', Buffer.from(one)), { code: 'plan-invalid' }, one);
  }
});
