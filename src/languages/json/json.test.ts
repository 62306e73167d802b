import assert from 'node:assert/strict';
import { applyEdits, type Edit } from '../../core/edit.js';
import { dominantNewline, isSkip } from '../../core/source-file.js';
import { suite } from '../../testing/suite.js';
import { jsonSupport } from './language.js';
import { makeServices } from './make-services.js';
import { MOST_DEPTH, MOST_UNITS, parseJson } from './parse.js';
import type { JsonServices } from './services.js';

const test = suite('JSON');

function parse(text: string, path = 'tsconfig.json'): ReturnType<typeof parseJson> {
  return parseJson({ path, text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
}

function after(text: string, operation: (json: JsonServices) => readonly Edit[] | null): string {
  const file = parse(text);
  assert.ok(!isSkip(file), JSON.stringify(file));
  const edits = operation(makeServices(file));
  return edits === null ? 'refused' : applyEdits(text, edits);
}

function check(cases: readonly (readonly [string, string])[], operation: (json: JsonServices) => readonly Edit[] | null): void {
  for (const [before, wanted] of cases) assert.equal(after(before, operation), wanted, JSON.stringify(before));
}

function skipOf(text: string, path: string): string {
  const file = parse(text, path);
  return isSkip(file) ? `${file.code}: ${file.message}` : 'parsed';
}

test('a property is set, or added in the indentation and newlines of the file', () => {
  check(
    [
      ['{\n  "a": 1\n}\n', '{\n  "a": 1,\n  "b": {\n    "c": [\n      1\n    ]\n  }\n}\n'],
      ['{\r\n\t"a": 1, // c\r\n}', '{\r\n\t"a": 1, // c\r\n\t"b": {\r\n\t\t"c": [\r\n\t\t\t1\r\n\t\t]\r\n\t},\r\n}'],
      [
        '{\n    "a": 1 // c\n    // d\n}\n',
        '{\n    "a": 1, // c\n    "b": {\n        "c": [\n            1\n        ]\n    }\n    // d\n}\n',
      ],
      ['{"a": 1}', '{"a": 1, "b": { "c": [1] }}'],
      ['{ "a": 1, "b": [ 2 ], "d": 3 }', '{ "a": 1, "b": { "c": [1] }, "d": 3 }'],
      ['{\n "b": false // c\n}', '{\n "b": {\n  "c": [\n   1\n  ]\n } // c\n}'],
      ['{}\n', '{\n  "b": {\n    "c": [\n      1\n    ]\n  }\n}\n'],
      ['{\n  "b": [ /* c */ ]\n}', 'refused'],
      ['[1]', 'refused'],
    ],
    (json) => json.set(['b'], { c: [1] }),
  );
  check([['{\n  "a": {},\n  "b": 1\n}', '{\n  "a": {\n    "x": "y"\n  },\n  "b": 1\n}']], (json) => json.set(['a', 'x'], 'y'));
  check([['{"a": 1}', 'refused']], (json) => json.set(['x', 'y'], 1));
  check([['{"a": 1}', 'refused']], (json) => json.addProperty([], 'a', 2));
  check([['{\n  "a": 1,\n  "c": 2\n}', '{\n  "a": 1,\n  "b": 0,\n  "c": 2\n}']], (json) =>
    json.addProperty([], 'b', 0, { after: 'a' }),
  );
  check([['{\n  "a": 1\n}', '{\n  "__proto__": null,\n  "a": 1\n}']], (json) =>
    json.addProperty([], '__proto__', null, { before: 'a' }),
  );
});

test('an item is added where it is wanted', () => {
  check(
    [
      ['{"a": [1, 2]}', '{"a": [1, 2, "n"]}'],
      ['{"a": []}', '{"a": ["n"]}'],
      ['{\n  "a": [\n    1,\n    2,\n  ]\n}', '{\n  "a": [\n    1,\n    2,\n    "n",\n  ]\n}'],
      ['{"a": {}}', 'refused'],
    ],
    (json) => json.addItem(['a'], 'n'),
  );
  check(
    [
      ['[1, 2]', '[1, "n", 2]'],
      ['[\n  1,\n  // of 2\n  2\n]', '[\n  1,\n  // of 2\n  "n",\n  2\n]'],
      ['[1]', 'refused'],
    ],
    (json) => json.addItem([], 'n', { before: 1 }),
  );
});

test('an entry goes with its comma, and not with what may be another one’s comment', () => {
  check(
    [
      ['{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', '{\n  "a": 1,\n  "c": 3\n}'],
      ['{\n  "a": 1,\n  "b": 2\n}', '{\n  "a": 1\n}'],
      ['{\n  "a": 1,\n  "b": 2,\n}', '{\n  "a": 1,\n}'],
      ['{ "b": 2, "a": 1 }', '{ "a": 1 }'],
      ['{ "b": 2 }', '{}'],
      ['{\n  // of b\n  "b": 2,\n  "a": 1\n}', 'refused'],
      ['{ "a": 1 }', 'refused'],
    ],
    (json) => json.remove(['b']),
  );
  check([['[1, [2, 3]]', '[1, [2]]']], (json) => json.remove([1, 1]));
});

test('only files that may have comments may have them', () => {
  const text = '{\n  // c\n  "a": 1,\n}\n';
  for (const path of ['a.jsonc', 'tsconfig.json', 'x/tsconfig.build.json', '.vscode/settings.json'])
    assert.equal(skipOf(text, path), 'parsed');
  for (const path of ['package.json', 'config.json'])
    assert.match(skipOf(text, path), /^syntax-error: line 2 is not valid JSON: InvalidCommentToken$/);
  assert.match(skipOf('{"a": 1,}', 'a.json'), /^syntax-error/);
  assert.match(skipOf('', 'a.json'), /^syntax-error/);
  assert.match(skipOf('{"a": 1} x', 'a.json'), /^syntax-error/);
  assert.match(skipOf('{\n"a": 1,\n"a": 2}', 'a.jsonc'), /^syntax-error: line 3 is not valid JSON: the key "a" stands twice$/);
});

test('what is deep or large is a skip', () => {
  for (const depth of [501, 5_000, 100_000]) assert.match(skipOf('[{"a":'.repeat(depth), 'a.json'), /^too-deep/);
  assert.equal(skipOf('['.repeat(MOST_DEPTH) + ']'.repeat(MOST_DEPTH), 'a.json'), 'parsed');
  assert.match(skipOf(`"${'x'.repeat(MOST_UNITS)}"`, 'a.json'), /^too-large/);
});

test('the census counts comments', () => {
  const text = '{ "a": "b" /* c */ } // d';
  const result = jsonSupport.parse({ path: 'a.jsonc', text, encoding: 'utf-8', hasBom: false, newline: '\n' });
  assert.ok(!isSkip(result));
  assert.deepEqual(result.census({ start: 0, end: text.length }), ['/* c */', '// d']);
  assert.ok('refused' in result.placeImports([], []));
});

test('data is plain', () => {
  const file = parse('{"a": [1, {"__proto__": null}], "b": "\\u00e9"}', 'a.json');
  assert.ok(!isSkip(file));
  const json = makeServices(file);
  assert.equal(JSON.stringify(json.get()), '{"a":[1,{"__proto__":null}],"b":"é"}');
  assert.equal(json.get('a', 0), 1);
  assert.equal(json.get('c', 0), undefined);
  assert.equal(json.property(json.root, 'b')?.keyRange.start, 32);
});
