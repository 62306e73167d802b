import assert from 'node:assert/strict';
import { applyEdits } from '../../../core/edit.js';
import { isSkip, type SourceFile } from '../../../core/source-file.js';
import { javascriptSource } from '../../../testing/javascript-source.js';
import { type Choose, chooserFrom } from '../../../testing/random.js';
import { suite } from '../../../testing/suite.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { nameEdits } from '../minimal-edits/name-edits.js';
import { parseJavaScript } from '../parse.js';
import { RenamedFile } from '../renamed-file.js';
import { foresee } from './foresee.js';

const test = suite('files that are known by what is to come of them');

const source = (text: string, path = 'a.jsx'): SourceFile => javascriptSource(text, path);

function parsed(text: string, path?: string): JavaScriptFile {
  const file = parseJavaScript(source(text, path));
  assert.ok(!isSkip(file));
  return file;
}

/** The new texts of the edits from one text to the other; null where more than names differ. */
function names(before: string, after: string, path?: string): readonly string[] | null {
  const edits = nameEdits(source(before, path), parsed(after, path));
  if (edits !== null) assert.equal(applyEdits(before, edits), after);
  return edits?.map(({ oldText, newText }) => `${oldText}>${newText}`) ?? null;
}

test('names in the place of names: shorter, longer, next to each other, at both ends', () => {
  assert.deepEqual(names('a.b(c, ab)\nabc', 'x.yy(c, a)\nz'), ['a>x', 'b>yy', 'ab>a', 'abc>z']);
  assert.deepEqual(names('foo.foo(foo)', 'fo.fooo(foo)'), ['foo>fo', 'foo>fooo']);
  assert.deepEqual(names('<Old.Part a={b}>c</Old.Part>', '<New.Part a={d}>c</New.Part>'), ['Old>New', 'b>d', 'Old>New']);
  assert.deepEqual(names('𝒳 + é', '𝒴 + éé'), ['𝒳>𝒴', 'é>éé']);
  assert.deepEqual(names('class A { #a = 1 }', 'class A { #bc = 1 }'), ['a>bc']);
  assert.deepEqual(names('same', 'same'), []);
});

test('nothing else', () => {
  for (const [before, after] of [
    ["a('x')", "a('y')"],
    ['a // x', 'a // y'],
    ['a;', 'b'],
    ['a\n', 'b'],
    ['a', 'b\n'],
    ['`a`', '`b`'],
    ['a + 1', 'b + 2'],
    ['<p>a</p>', '<p>b</p>'],
    ['a.b', 'a.c.b'],
    ['a = /b/', 'a = /c/'],
    ['\\u0061 = 1', 'b = 1'],
    ['a\\u0061 = 1', 'ab = 1'],
    ['b = 1', '\\u0061 = 1'],
  ] as const) {
    assert.equal(names(before, after), null, `${before} to ${after}`);
  }
});

test('not where a word may mean how the text goes on', () => {
  // `/re/` is a regular expression behind a keyword, and two divisions behind a name.
  for (const [before, after] of [
    ['function* f() { yield /x/g }', 'function* f() { other /x/g }'],
    ['let\na', 'b\na'],
    ['async (a)', 'other (a)'],
    ['typeof /x/g', 'other /x/g'],
  ] as const) {
    assert.equal(names(before, after), null, before);
  }
  assert.deepEqual(names('plain /x/g', 'other /x/g'), ['plain>other'], 'the control');
});

test('the file is asked for as any other: its tokens at once, its tree when they ask for that', () => {
  const [before, after] = ['const first = one; // kept\nfirst(two);\n', 'const renamed = one; // kept\nrenamed(three);\n'];
  const file = source(before, 'foreseen.js');
  foresee(file, after);
  const known = parseJavaScript(file);
  assert.ok(known instanceof RenamedFile);
  const fresh = parsed(before, 'other.js');
  assert.deepEqual(known.tokens, fresh.tokens);
  assert.deepEqual(JSON.parse(JSON.stringify(known.ast.program)), JSON.parse(JSON.stringify(fresh.ast.program)));
  foresee(source(before, 'more.js'), after.replace('kept', 'lost'));
  assert.ok(!(parseJavaScript(source(before, 'more.js')) instanceof RenamedFile), 'the control: a comment differs, too');
});

test('names that are in each other’s way are told when the tree is asked for', () => {
  const file = source('let twice; let twice;', 'twice.js');
  foresee(file, 'let twice; let once;');
  const known = parseJavaScript(file);
  assert.ok(!isSkip(known));
  assert.deepEqual(
    known.tokens.map(({ value }) => value),
    ['let', 'twice', null, 'let', 'twice', null],
  );
  assert.throws(() => known.ast, /twice/);
});

const TEXTS = [
  "import a, { b as c } from 'm';\nexport const d = (e) => a[c]?.(`${e} ${`in ${d}`}`, /[/]x/u) / e;\n",
  'class A extends B { #p = 1; static { this.q = A; } get r() { return this.#p ?? B.r; } }\nlabel: for (const k in A) continue label;\n',
  'const view = (p) => (\n  <Box {...p} on-press={() => p.go("x")}>\n    {/* why */}\n    text &amp; {p.name}<Item.Sub />\n  </Box>\n);\n',
  '#!/usr/bin/env node\nvar x = 1 /* a */ , y = x // b\n<!-- c\nx = y\n--> d\n',
];

/** The text with some of its names, each wherever it stands, changed. */
function renamed(text: string, choose: Choose): string {
  const mapped = new Map<string, string>();
  return parsed(text).tokens.reduceRight((now, { kind, value, start, end }) => {
    if ((kind !== 'name' && kind !== 'jsxName') || value === null || !/^[A-Za-z]$|^[A-Z]\w+$/.test(value)) return now;
    if (!mapped.has(value)) mapped.set(value, choose(2) === 0 ? value : `${value}${'_x'.repeat(choose(3))}`);
    return now.slice(0, start) + mapped.get(value) + now.slice(end);
  }, text);
}

test('500 files: the tokens by what is to come are those of a parser', () => {
  const choose = chooserFrom(7);
  let changed = 0;
  for (let round = 0; round < 500; round++) {
    const text = TEXTS[choose(TEXTS.length)] ?? '';
    const [before, after] = [renamed(text, choose), renamed(text, choose)];
    const edits = nameEdits(source(before), parsed(after));
    assert.ok(edits !== null, `${before}\n${after}`);
    assert.equal(applyEdits(before, edits), after);
    assert.deepEqual(new RenamedFile(source(before), edits, parsed(after)).tokens, parsed(before).tokens);
    changed += Number(before !== after);
  }
  assert.ok(changed > 300, `${changed} of them differ`);
});
