import assert from 'node:assert/strict';
import { applyEdits, type Edit } from '../../../core/edit.js';
import { dominantNewline, isSkip } from '../../../core/source-file.js';
import { suite } from '../../../testing/suite.js';
import { makeServices } from '../make-services.js';
import { parseYaml } from '../parse.js';
import type { YamlServices } from '../services.js';
import type { YamlMap, YamlNode, YamlPair, YamlSequence } from '../yaml-file.js';

const test = suite('edits of YAML');

type Operation = (yaml: YamlServices) => readonly Edit[] | null;

/** The text after an operation, or the reason why there is none. */
function after(text: string, operation: Operation): string {
  const file = parseYaml({ path: 'a.yml', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  assert.ok(!isSkip(file), JSON.stringify(file));
  let why = '';
  const edits = operation(
    makeServices(file, (reason) => {
      why = reason;
    }),
  );
  return edits === null ? `refused: ${why}` : applyEdits(text, edits);
}

function check(cases: readonly (readonly [string, string])[], operation: Operation): void {
  for (const [before, wanted] of cases) assert.equal(after(before, operation), wanted, JSON.stringify(before));
}

function node(found: YamlNode | null): YamlNode {
  assert.ok(found !== null);
  return found;
}

function pair(yaml: YamlServices, key: string): YamlPair {
  const found = yaml.pair(yaml.root, key);
  assert.ok(found !== null);
  return found;
}

function map(found: YamlNode | null): YamlMap {
  assert.ok(found?.kind === 'map');
  return found;
}

function sequence(found: YamlNode | null): YamlSequence {
  assert.ok(found?.kind === 'sequence');
  return found;
}

const HOOK =
  '# why\nrepo: https://x\nrev: "1.0"\nhooks:\n  - id: y # z\n    args: [-l]\n    # more\n    name: |\n      a\n\n        b';

test('an item comes out in the steps, dashes, quotes and blank lines of the file', () => {
  check(
    [
      [
        "repos:\n-   repo: a\n    hooks:\n    -   id: 'x'\n",
        "repos:\n-   repo: a\n    hooks:\n    -   id: 'x'\n# why\n-   repo: https://x\n    rev: '1.0'\n    hooks:\n    -   id: y # z\n        args: [-l]\n        # more\n        name: |\n          a\n\n            b\n",
      ],
      [
        'repos:\n  - repo: a\n\n  - repo: b\n\nci: {}\n',
        'repos:\n  - repo: a\n\n  - repo: b\n\n  # why\n  - repo: https://x\n    rev: "1.0"\n    hooks:\n      - id: y # z\n        args: [-l]\n        # more\n        name: |\n          a\n\n            b\n\nci: {}\n',
      ],
      [
        'a:\n    b: 1\nrepos:\r\n- a',
        'a:\n    b: 1\nrepos:\r\n- a\r\n# why\r\n- repo: https://x\r\n  rev: "1.0"\r\n  hooks:\r\n  - id: y # z\r\n    args: [-l]\r\n    # more\r\n    name: |\r\n        a\r\n\r\n          b',
      ],
    ],
    (yaml) => yaml.addItem(node(yaml.at('repos')), HOOK),
  );
});

test('a dash and a quote that both change are one edit', () => {
  check([["-   'a'", "-   'a'\n-   'n'"]], (yaml) => yaml.addItem(node(yaml.root), '"n"'));
});

test('comments stay with what they belong to', () => {
  check(
    [
      ['s:\n  - a\n    # of a\n  # last\n\n# next\nb: 1\n', 's:\n  - a\n    # of a\n  # last\n  - n\n\n# next\nb: 1\n'],
      ['s:\n- a\n# - off\n\n# foot\n', 's:\n- a\n# - off\n- n\n\n# foot\n'],
      ['s:\n- a\n\n# foot\n', 's:\n- a\n- n\n\n# foot\n'],
      ['s:\n- a\n# next\nb: 1\n', 's:\n- a\n- n\n# next\nb: 1\n'],
      ['s:\n    - a\n  # between\nb: 1\n', 's:\n    - a\n    - n\n  # between\nb: 1\n'],
      ['s:\n  - a # c', 's:\n  - a # c\n  - n'],
      ['s:\n  - a\n...\n---\n# b\nc: 1\n', 's:\n  - a\n  - n\n...\n---\n# b\nc: 1\n'],
      ['s: &x # c\n  - a\nb: *x\n', 's: &x # c\n  - a\n  - n\nb: *x\n'],
      ['s:\n  - |\n    # text\n\n# c\nb: 1\n', 's:\n  - |\n    # text\n  - n\n\n# c\nb: 1\n'],
      ['s:\n  - |+\n    text\n\n# c\nb: 1\n', 's:\n  - |+\n    text\n\n  - n\n# c\nb: 1\n'],
    ],
    (yaml) => yaml.addItem(node(yaml.at('s')), 'n'),
  );
});

test('what has no value gets one', () => {
  check(
    [
      ['s:\n', 's:\n  - n\n  - m: 1\n'],
      ['s:', 's:\n  - n\n  - m: 1'],
      ['s: # c\n  # d\n\nb: 1\n', 's: # c\n  # d\n  - n\n  - m: 1\n\nb: 1\n'],
      ['s: [] # c\nb:\n- 1\n', 's: # c\n- n\n- m: 1\nb:\n- 1\n'],
      ['s: ~\r\n', 's:\r\n  - n\r\n  - m: 1\r\n'],
      ['s: &x\nb: *x\n', 's: &x\n  - n\n  - m: 1\nb: *x\n'],
      ['{s: , b: 1}\n', 'refused: the value cannot be written in flow style'],
    ].map(([before = '', wanted = '']) => [before, wanted.startsWith('refused') ? '{s: [n, {m: 1}] , b: 1}\n' : wanted] as const),
    (yaml) => yaml.addItems(pair(yaml, 's'), ['n', 'm: 1']),
  );
  check(
    [
      ['jobs:\n', 'jobs:\n  # the only one\n  verify:\n    runs-on: any\n'],
      ['on:\n    push:\njobs: {}\n', 'on:\n    push:\njobs:\n    # the only one\n    verify:\n        runs-on: any\n'],
      ['jobs:\n  a: 1', 'jobs:\n  a: 1\n  # the only one\n  verify:\n    runs-on: any'],
      ['jobs: x\n', 'refused: it is no map'],
      ['jobs:\n  verify: 1\n', 'refused: the key is there already'],
    ],
    (yaml) => yaml.addPair(pair(yaml, 'jobs'), 'verify', '# the only one\nruns-on: any'),
  );
});

test('an entry goes beside another, above its comments', () => {
  check(
    [
      ['# head\na: 1\n# of b\nb: 2\n', '# head\na: 1\nn: x\n# of b\nb: 2\n'],
      ['a: 1\n\n# of b\nb: 2\n\nc: 3\n', 'a: 1\n\nn: x\n\n# of b\nb: 2\n\nc: 3\n'],
      ['# head\nb: 2\n', '# head\nn: x\nb: 2\n'],
      ['{a: 1, b: 2}\n', '{a: 1, n: x, b: 2}\n'],
      ['{"a": 1, "b": 2}\n', '{"a": 1, "n": x, "b": 2}\n'],
      ['a: 1\n', 'refused: there is no such key to stand beside'],
    ],
    (yaml) => yaml.addPair(node(yaml.root), 'n', 'x', { before: 'b' }),
  );
  check(
    [
      ['- a: 1\n  # c\n  b: 2\n', '- n:\n    - x\n  a: 1\n  # c\n  b: 2\n'],
      ['-   a: 1 # c\n', '-   n:\n      -   x\n    a: 1 # c\n'],
    ],
    (yaml) => yaml.addPair(node(yaml.at(0)), 'n', '- x', { before: 'a' }),
  );
  check([['- a\n# of b\n- b\n', '- a\n- n\n# of b\n- b\n']], (yaml) => yaml.addItem(node(yaml.root), 'n', { after: 0 }));
});

test('flow collections stay so', () => {
  check(
    [
      ['a: [x, y]\n', 'a: [x, y, { k: v }]\n'],
      ['a: [ x, y, ] # c\n', 'a: [ x, y, { k: v }, ] # c\n'],
      ['a: [\n  x,\n  y # c\n]\n', 'a: [\n  x,\n  y, # c\n  { k: v }\n]\n'],
      ['a: [\n  x,\n  y, # c\n]\n', 'a: [\n  x,\n  y, # c\n  { k: v },\n]\n'],
      ['a: [[]]\n', 'a: [[], { k: v }]\n'],
    ],
    (yaml) => yaml.addItem(node(yaml.at('a')), 'k: v'),
  );
  check([['a: [x]\n', 'refused: the value cannot be written in flow style']], (yaml) =>
    yaml.addItem(node(yaml.at('a')), '# c\nk: v'),
  );
  check([['a: [x]\n', 'a: [x, "l\\nm\\n"]\n']], (yaml) => yaml.addItem(node(yaml.at('a')), '|\n  l\n  m'));
});

test('a value is replaced where it stands', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a: 1 # c\n', '2', 'a: 2 # c\n'],
    ['a: &x 1\nb: *x\n', '2', 'a: &x 2\nb: *x\n'],
    ['a: [push] # c\nb: 1\n', 'push:\ndispatch:', 'a: # c\n  push:\n  dispatch:\nb: 1\n'],
    ['a:\n  - x\n  # gone\n  - y\n# c\nb: 1\n', 'z', 'a: z\n# c\nb: 1\n'],
    ['a: | # c\n  x\n  y\n\nb: 1\n', '>-\n    z', 'a: >- # c\n  z\n\nb: 1\n'],
    ['a: |\n  x', '- y', 'a:\n  - y'],
    ['a: "x\n  y" # c\n', 'z', 'a: z # c\n'],
    ["a: 'x'\nb: 'y'\n", '"z"', "a: 'z'\nb: 'y'\n"],
    ["a: 'x'\nb: 'y'\n", '"it\'s"', "a: \"it's\"\nb: 'y'\n"],
    ['a:\n', '1', 'a: 1\n'],
    ['a:\n  - b: |+\n      x\n\n  # c\n', 'y', 'a: y\n  # c\n'],
    ['a: &x\n  k: &y 1\nb: *y\n', '2', 'refused: the alias *y refers to it'],
    ['a: 1\nb: &y 1\n', '&y 2', 'refused: the file has an anchor &y already'],
    ['a: 1\n', '1', 'refused: the edit would change nothing'],
    ['a: !!str 5\n', '6', 'refused: the data of the result would not be as meant'],
  ];
  for (const [before, value, wanted] of cases) {
    assert.equal(
      after(before, (yaml) => yaml.replaceValue(pair(yaml, 'a'), value)),
      wanted,
      before,
    );
  }
});

test('what follows a block scalar that keeps its newlines stays on its line', () => {
  check([['- |+\n  x\n\n # c\n', '[]\n\n # c\n']], (yaml) => yaml.removeItem(sequence(yaml.root), 0));
});

test('an entry goes with its lines and its own comments', () => {
  const items: readonly (readonly [string, number, string])[] = [
    ['s:\n  - a\n\n  # of b\n  - b # c\n    # deeper\n\n  - c\n', 1, 's:\n  - a\n\n  - c\n'],
    ['s:\n  - a\n\n  - b', 1, 's:\n  - a'],
    ['s:\n  - a\n\n  - b\n', 0, 's:\n  - b\n'],
    ['s:\n  - a\nb: 1\n', 0, 's: []\nb: 1\n'],
    ['s: [a, b, c]\n', 1, 's: [a, c]\n'],
    ['s: [a, b, c]\n', 2, 's: [a, b]\n'],
    ['s: [\n  a, # c\n  b,\n]\n', 1, 's: [\n  a,\n]\n'],
    ['s:\n  - &x a\n  - *x\n', 0, 'refused: the alias *x refers to it'],
    ['s:\n  - a\n', 1, 'refused: there is no such entry'],
  ];
  for (const [before, index, wanted] of items) {
    assert.equal(
      after(before, (yaml) => yaml.removeItem(sequence(yaml.at('s')), index)),
      wanted,
      before,
    );
  }
  check(
    [
      ['- a: 1\n  b: 2\n', '- b: 2\n'],
      ['- a: 1\n  # of b\n  b: 2\n', 'refused: it cannot be told apart from its neighbours'],
      ['- b: 2\n  a: |\n    x\n- c\n', '- b: 2\n- c\n'],
    ],
    (yaml) => yaml.removePair(map(yaml.at(0)), 'a'),
  );
});

test('a key is renamed in its quotes', () => {
  check(
    [
      ['old: 1 # c\n', 'new key: 1 # c\n'],
      ['"old" : 1\n', '"new key" : 1\n'],
      ["? 'old'\n: 1\n", "? 'new key'\n: 1\n"],
      ['&x old: 1\nb: *x\n', '&x new key: 1\nb: *x\n'],
      ['old: 1\nnew key: 2\n', 'refused: the new key is there'],
    ],
    (yaml) => yaml.renameKey(map(yaml.root), 'old', 'new key'),
  );
  assert.equal(
    after('a: 1\n', (yaml) => yaml.renameKey(map(yaml.root), 'a', "it's: #1")),
    "'it''s: #1': 1\n",
  );
});

test('a file without contents gets a document', () => {
  check(
    [
      ['', 'a:\n  - b # c\n'],
      ['# head\r\n', '# head\r\na:\r\n  - b # c\r\n'],
      ['# head', '# head\na:\n  - b # c'],
      ['---\n', '---\na:\n  - b # c\n'],
      ['a: 1\n', 'refused: the file has contents'],
    ],
    (yaml) => yaml.createDocument('a:\n  - b # c'),
  );
});

test('a value that is no YAML is the fault of the codemod', () => {
  for (const value of ['a: [', 'a: 1\n---\nb: 2', '# only', '*x', 'a:\n\tb: 1', 'a\r\nb']) {
    assert.throws(() => after('a: 1\n', (yaml) => yaml.replaceValue(pair(yaml, 'a'), value)), /is not YAML for a value/, value);
  }
});
