import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { CodemodError } from '../core/errors.js';
import { suite } from '../testing/suite.js';
import { type Baseline, type FoundSecret, parseBaseline } from './baseline.js';
import { baselineText, saysTheSame } from './baseline-text.js';
import { compareBaselines, hasDrifted } from './compare-baselines.js';
import { mergeBaselines } from './merge-baselines.js';

const test = suite('secret baselines');

type Found = Readonly<{ type: string; hashed_secret: string; is_verified: boolean; line_number: number; is_secret?: boolean }>;

/** A finding; its hash is that of `secret`. */
function found(secret: string, line: number, more: Pick<Partial<FoundSecret>, 'type' | 'is_secret' | 'is_verified'> = {}): Found {
  const hashed_secret = createHash('sha1').update(secret).digest('hex');
  return { type: 'AWS Access Key', hashed_secret, is_verified: false, line_number: line, ...more };
}

function baseline(results: Readonly<Record<string, readonly Found[]>>, more: Partial<Baseline> = {}): Baseline {
  const entries = Object.entries(results).map(([file, secrets]): [string, readonly FoundSecret[]] => [
    file,
    secrets.map(({ type, ...rest }): FoundSecret => ({ type, filename: file, ...rest })),
  ]);
  return {
    version: '1.5.0',
    plugins_used: [],
    filters_used: [],
    results: new Map(entries),
    generated_at: '2025-01-01T00:00:00Z',
    more: {},
    ...more,
  };
}

function told(before: Baseline, after: Baseline): object {
  const { added, removed, moved } = compareBaselines(before, after);
  const files = (list: readonly { readonly file: string }[]): readonly string[] => list.map(({ file }) => file);
  return { added: files(added), removed: files(removed), moved: moved.map(({ from, to }) => `${from.file} ${to.file}`) };
}

test('another line is no difference, nor an audit', () => {
  const before = baseline({ 'a.py': [found('one', 1), found('two', 2)] });
  const after = baseline({ 'a.py': [found('two', 7, { is_secret: false }), found('one', 90, { is_verified: true })] });
  assert.ok(!hasDrifted(compareBaselines(before, after)));
});

test('hash, file and type tell findings apart', () => {
  const before = baseline({ 'a.py': [found('one', 1)] });
  assert.deepEqual(told(before, baseline({ 'a.py': [found('two', 1)] })), { added: ['a.py'], removed: ['a.py'], moved: [] });
  assert.deepEqual(told(before, baseline({ 'a.py': [found('one', 1, { type: 'Secret Keyword' })] })), {
    added: ['a.py'],
    removed: ['a.py'],
    moved: [],
  });
  assert.deepEqual(told(before, baseline({ 'a.py': [found('one', 1)], 'b.py': [found('one', 1)] })), {
    added: ['b.py'],
    removed: [],
    moved: [],
  });
});

test('a finding has moved with its file where there is one of it alone', () => {
  const before = baseline({ 'a.py': [found('one', 1)], 'b.py': [found('two', 1)], 'c.py': [found('two', 1)] });
  const after = baseline({ 'd.py': [found('one', 9)], 'e.py': [found('two', 1)] });
  assert.deepEqual(told(before, after), { added: ['e.py'], removed: ['b.py', 'c.py'], moved: ['a.py d.py'] });
  assert.ok(hasDrifted(compareBaselines(before, after)));
});

test('a file of any name is counted', () => {
  const text = `{"version":"1.5.0","plugins_used":[],"filters_used":[],"results":{"__proto__":[${JSON.stringify({ ...found('one', 1), filename: 'x' })}],"constructor":[]}}`;
  const odd = parseBaseline(Buffer.from(text), 'odd');
  assert.deepEqual(told(baseline({}), odd), { added: ['__proto__'], removed: [], moved: [] });
  assert.match(baselineText(odd), /"__proto__": \[/);
});

test('a fresh scan keeps what a person said, also of what has moved', () => {
  const standing = baseline(
    {
      'a.py': [found('one', 1, { is_secret: false }), found('two', 2, { is_verified: true, is_secret: true })],
      'b.py': [found('three', 1, { is_secret: true })],
    },
    { filters_used: [{ path: 'detect_secrets.filters.common.x' }], more: { note: 'mine' } },
  );
  const fresh = baseline(
    { 'a.py': [found('one', 11), found('two', 12), found('new', 13)], 'c.py': [found('three', 1)] },
    { generated_at: '2026' },
  );
  const merged = mergeBaselines(standing, fresh);
  const said = [...merged.results].flatMap(([file, secrets]) =>
    secrets.map((secret) => [file, secret.line_number, secret.is_verified, secret.is_secret]),
  );
  assert.deepEqual(said, [
    ['a.py', 11, false, false],
    ['a.py', 12, true, true],
    ['a.py', 13, false, undefined],
    ['c.py', 1, false, true],
  ]);
  assert.deepEqual([merged.filters_used, merged.more, merged.generated_at], [standing.filters_used, { note: 'mine' }, '2026']);
  assert.ok(saysTheSame(mergeBaselines(merged, fresh), merged), 'once more changes nothing');
});

test('only the time may differ between two that say the same', () => {
  const one = baseline({ 'a.py': [found('one', 1)] });
  assert.ok(saysTheSame(one, { ...one, generated_at: 'later' }));
  assert.ok(!saysTheSame(one, baseline({ 'a.py': [found('one', 2)] })));
  assert.ok(!saysTheSame(one, { ...one, version: '1.6.0' }));
});

test('is written as Python writes it, and comes back', () => {
  const one = baseline(
    { 'z.py': [found('b', 2), found('a', 1)], 'é\u007f.py': [found('c', 1)], 'empty.py': [] },
    {
      plugins_used: [
        { name: 'HexHighEntropyString', limit: 3 },
        { name: 'Base64HighEntropyString', limit: 4.5 },
      ],
      filters_used: [{ path: 'p', pattern: [] }],
    },
  );
  const text = baselineText(one);
  assert.match(
    text,
    /^\{\n {2}"version": "1\.5\.0",\n {2}"plugins_used": \[\n {4}\{\n {6}"name": "HexHighEntropyString",\n {6}"limit": 3\.0\n {4}\},/,
  );
  assert.match(text, /"limit": 4\.5\n/);
  assert.match(text, /"pattern": \[\]\n/);
  assert.match(text, /"\\u00e9\\u007f\.py": \[\n/);
  assert.ok(text.indexOf('z.py') < text.indexOf('u00e9') && !text.includes('empty.py'));
  assert.equal(baselineText(parseBaseline(Buffer.from(text), 'x')), text);
});

test('what is no baseline is refused, and its content is not shown', () => {
  const valid = JSON.parse(baselineText(baseline({ 'a.py': [found('one', 1)] })));
  const [secret] = valid.results['a.py'];
  const cases: readonly (readonly [unknown, RegExp])[] = [
    ['AKIAIOSFODNN7EXAMPLE', /it is not JSON/],
    [{}, /version: /],
    [[], /version/],
    ['null', /the whole of it/],
    [{ ...valid, version: '0.14' }, /version: it must be a version/],
    [{ ...valid, plugins_used: {} }, /plugins_used: Array is expected/],
    [{ ...valid, results: [] }, /results: it must be an object/],
    [{ ...valid, results: { 'a.py': {} } }, /results of "a\.py", the whole of it: Array is expected/],
    [
      { ...valid, results: { 'a.py': [{ ...secret, hashed_secret: 'AKIAIOSFODNN7EXAMPLE' }] } },
      /0\.hashed_secret: it must be a SHA-1 hash/,
    ],
    [
      { ...valid, results: { 'a.py': [{ ...secret, is_verified: 'AKIAIOSFODNN7EXAMPLE' }] } },
      /0\.is_verified: boolean is expected/,
    ],
    [{ ...valid, results: { 'a.py': [{ ...secret, line_number: 0 }] } }, /0\.line_number/],
  ];
  for (const [content, why] of cases) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    assert.throws(
      () => parseBaseline(Buffer.from(text), 'b'),
      (thrown: unknown) => {
        assert.ok(thrown instanceof CodemodError && thrown.code === 'secrets-baseline-invalid');
        assert.match(thrown.message, why);
        assert.doesNotMatch(thrown.message, /AKIA/);
        return true;
      },
    );
  }
  assert.throws(() => parseBaseline(Buffer.from([0xff]), 'b'), /is not a baseline/);
  assert.doesNotThrow(() => parseBaseline(Buffer.from(JSON.stringify(valid)), 'b'), 'the control');
});
