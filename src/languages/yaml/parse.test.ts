import assert from 'node:assert/strict';
import { dominantNewline, isSkip, type SourceFile } from '../../core/source-file.js';
import { suite } from '../../testing/suite.js';
import { yamlSupport } from './language.js';
import { MOST_DEPTH, MOST_UNITS } from './limits.js';
import { makeServices } from './make-services.js';
import { parseYaml } from './parse.js';
import { nodesOf } from './walk.js';
import type { YamlFile } from './yaml-file.js';

const test = suite('parsing YAML');

function source(text: string): SourceFile {
  return { path: 'a.yml', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) };
}

function parsed(text: string): YamlFile {
  const file = parseYaml(source(text));
  assert.ok(!isSkip(file), JSON.stringify(file));
  return file;
}

function skipOf(text: string): string {
  const file = parseYaml(source(text));
  return isSkip(file) ? `${file.code}: ${file.message}` : 'parsed';
}

/** Every node as its kind and text, with what stands before it. */
function outline(text: string): readonly string[] {
  const file = parsed(text);
  const nodes = file.documents.flatMap(({ contents }) => (contents === null ? [] : [...nodesOf(contents)]));
  return nodes.map((node) => {
    const properties = node.propertiesStart < node.start ? `(${text.slice(node.propertiesStart, node.start).trim()}) ` : '';
    return `${properties}${node.kind} ${text.slice(node.start, node.end)}`;
  });
}

test('nodes have the ranges of their text', () => {
  assert.deepEqual(outline('a: &x !t # c\n  b: 1 # d\n\nc: *x\n'), [
    'map a: &x !t # c\n  b: 1 # d\n\nc: *x',
    'scalar a',
    '(&x !t # c) map b: 1',
    'scalar b',
    'scalar 1',
    'scalar c',
    'alias *x',
  ]);
  assert.deepEqual(outline('- |\r\n  "😀\r\n\r\n- >+\r\n  x\r\n\r\n- ? y\r\n  : z'), [
    'sequence - |\r\n  "😀\r\n\r\n- >+\r\n  x\r\n\r\n- ? y\r\n  : z',
    'scalar |\r\n  "😀',
    'scalar >+\r\n  x\r\n\r\n',
    'map ? y\r\n  : z',
    'scalar y',
    'scalar z',
  ]);
  assert.deepEqual(outline('&k a: [b, c: d, {e, "f" : }]\n'), [
    'map &k a: [b, c: d, {e, "f" : }]',
    '(&k) scalar a',
    'sequence [b, c: d, {e, "f" : }]',
    'scalar b',
    'map c: d',
    'scalar c',
    'scalar d',
    'map {e, "f" : }',
    'scalar e',
    'scalar "f"',
  ]);
});

test('values are those of the core schema', () => {
  const file = parsed('on: yes\noff: no\nnull: ~\nn: 0o17\nm: 1_0\nd: 2020-01-01\ne:\nf: &x\ng: "1"\n<<: 1.10\n');
  const { data, scalar, root } = makeServices(file);
  assert.equal(
    JSON.stringify(data(root)),
    '{"on":"yes","off":"no","null":null,"n":15,"m":"1_0","d":"2020-01-01","e":null,"f":null,"g":"1","<<":1.1}',
  );
  assert.equal(scalar(root, 'e'), null);
  assert.equal(scalar(root, 'f'), null);
  assert.equal(scalar(root, 'not there'), undefined);
  assert.equal(scalar(root), undefined);
});

test('a file may hold several documents, or none', () => {
  assert.equal(parsed('# only\n').documents.length, 0);
  assert.equal(parsed('').documents.length, 0);
  const file = parsed('%YAML 1.2\n--- # a\na: 1\n...\n---\n- b # c\n');
  assert.deepEqual(
    file.documents.map(({ contents }) => contents?.kind),
    ['map', 'sequence'],
  );
  assert.deepEqual(
    file.comments.map(({ start, end, ownLine }) => [file.text.slice(start, end), ownLine]),
    [
      ['# a', false],
      ['# c', false],
    ],
  );
});

test('aliases are followed and not expanded', () => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [index, name] of [...'bcdefghijklmnop'].entries()) {
    lines.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghijklmnop'[index]}`).join(', ')}]`);
  }
  const services = makeServices(parsed(`${lines.join('\n')}\n`));
  assert.equal(services.scalar(services.root, 'p', 8, 3, ...Array.from({ length: 14 }, () => 0)), 'x');
  assert.equal(Object.keys(services.data(services.root) ?? {}).length, 16);
  const own = makeServices(parsed('&a [*a]\n'));
  assert.equal(own.get(own.root, 0, 0, 0), own.root);
  assert.ok(Array.isArray(own.data(own.root)));
  // An anchor that is set again counts from there on.
  const twice = makeServices(parsed('- &a 1\n- *a\n- &a 2\n- *a\n'));
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => twice.scalar(twice.root, index)),
    [1, 1, 2, 2],
  );
});

test('keys named like those of every object are only keys', () => {
  const { data, root, at } = makeServices(parsed('__proto__: {x: 1}\nconstructor: 2\n'));
  assert.equal(Reflect.get(Object(data(root)), 'x'), undefined);
  assert.equal(at('__proto__', 'x')?.kind, 'scalar');
  assert.equal(at('toString'), null);
});

test('what is no YAML is a skip that names the line', () => {
  for (const [text, skip] of [
    ['a: 1\nb: [\n', /^syntax-error: line \d is not valid YAML: Flow sequence/],
    ['a: 1\n\tb: 2\n', /^syntax-error: line 2 /],
    ['a: 1\r\nb: 2\r\na: 3\r\n', /^syntax-error: line 3 is not valid YAML: the key a stands twice in one map$/],
    ['a: {"b": 1, b: 2}\n', /^syntax-error: line 1 .* the key b stands twice/],
    ['a: *b\n', /^syntax-error: line 1 .*nothing before it has the anchor of \*b/],
    ['<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n', /^syntax-error: line \d /],
    ['{% if a %}\nb: 1\n', /^syntax-error/],
    ['a: 1\rb: 2\r', /^syntax-error: line 1 .*carriage return/],
    ['a: \u0002\u001f\u0018\n', /^syntax-error: line 1 .*control character/],
  ] as const) {
    assert.match(skipOf(text), skip, text);
  }
  assert.equal(skipOf('1: a\n"1": b\n'), 'parsed');
});

test('what is deep or large is a skip before the parser sees it, again and again', () => {
  const started = Date.now();
  for (const depth of [500, 2_000, 5_000, 20_000, 100_000]) {
    for (const unit of ['[', '{', '- ', '? ', '{a: ', '[a: ', 'a: ', '!a ', '&a ']) {
      const text = unit.repeat(depth).slice(0, MOST_UNITS);
      assert.match(skipOf(text), /^too-deep: /, `${depth} times ${unit}`);
    }
    assert.match(skipOf(`${'['.repeat(depth)}${']'.repeat(depth)}`.slice(0, MOST_UNITS)), /^too-deep/);
    assert.match(skipOf(`[${'a: '.repeat(depth)}]`.slice(0, MOST_UNITS)), /^too-deep/);
  }
  assert.match(skipOf(Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')), /^too-deep/);
  assert.match(skipOf(`a: ${'x'.repeat(1 << 20)}`), /^too-large: it has more than 262144 characters/);
  assert.ok(Date.now() - started < 10_000, 'it takes too long');
  assert.equal(skipOf('['.repeat(MOST_DEPTH) + ']'.repeat(MOST_DEPTH)), 'parsed');
  assert.equal(skipOf(`a: |\n${'  [[[[{{{{\n'.repeat(1_000)}`), 'parsed');
});

test('large files within the bound take seconds at most', () => {
  const count = (length: number, line: (index: number) => string): string =>
    Array.from({ length }, (_, index) => line(index)).join('\n');
  for (const text of [
    count(20_000, (index) => `key${index}: 1`),
    `{${count(15_000, (index) => `key${index}: 1,`)}}`,
    count(60_000, () => '- a'),
    `a: "${'x\\n'.repeat(80_000)}"`,
    `a: ${'x\n '.repeat(80_000)}`,
    `[${',a'.repeat(130_000)}]`,
    '}\n'.repeat(130_000),
    '---\n'.repeat(60_000),
  ]) {
    const started = Date.now();
    skipOf(text);
    assert.ok(Date.now() - started < 8_000, text.slice(0, 20));
  }
});

test('the census counts comments, and strings in quotes and blocks', () => {
  const text = 'a: "b" # c\nd: |\n  # e\nf: \'g\'\n# h\n';
  const result = yamlSupport.parse(source(text));
  assert.ok(!isSkip(result));
  const all = { start: 0, end: text.length };
  assert.deepEqual(result.census(all), ['"b"', '# c', '|\n  # e', "'g'", '# h']);
  assert.deepEqual(result.census(all, 'comments'), ['# c', '# h']);
  assert.deepEqual(result.census({ start: 4, end: 12 }), ['# c']);
  const placed = result.placeImports([{ action: 'need', module: 'a' }], []);
  assert.equal('refused' in placed ? placed.refused : '', 'a YAML file has no imports');
});
