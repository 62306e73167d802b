import assert from 'node:assert/strict';
import { isSkip } from '../../core/source-file.js';
import { javascriptSource } from '../../testing/javascript-source.js';
import { suite } from '../../testing/suite.js';
import type { JavaScriptFile } from './javascript-file.js';
import { javascriptSupport } from './language.js';
import { parseJavaScript } from './parse.js';

const test = suite('parsing JavaScript');

function parsed(path: string, text: string): JavaScriptFile {
  const file = parseJavaScript(javascriptSource(text, path));
  assert.ok(!isSkip(file), `${path}: ${JSON.stringify(file)}`);
  return file;
}

function skipOf(path: string, text: string): string {
  const file = parseJavaScript(javascriptSource(text, path));
  assert.ok(isSkip(file), `${path} was parsed`);
  return `${file.code}: ${file.message}`;
}

test('each ending has its own grammar', () => {
  for (const path of ['a.js', 'a.jsx', 'a.mjs', 'a.cjs', 'a.tsx']) parsed(path, 'const a = <b c="d">e</b>;');
  for (const path of ['a.ts', 'a.mts', 'a.cts', 'a.tsx']) parsed(path, 'export const a: number = b satisfies C;');
  for (const path of ['a.ts']) parsed(path, 'const a = <B>c;');
  for (const path of ['a.js', 'a.mjs', 'a.cjs']) assert.match(skipOf(path, 'const a: number = 1;'), /^syntax-error: line 1 /);
  assert.match(skipOf('a.mjs', 'with (a) b;'), /^syntax-error/);
  parsed('a.js', 'with (a) b;');
  parsed('a.js', 'return 1;');
  parsed('a.cjs', 'if (new.target) return;');
  parsed('a.mjs', 'await b;\nusing c = d();');
  assert.match(skipOf('a.cjs', "import a from 'a';"), /^syntax-error/);
  parsed('a.d.ts', 'export function a(): void;\ndeclare global { var b: string }');
  parsed('a.ts', '@a class B { @c() d; constructor(@e() f: G) {} accessor h = 1 }');
  parsed('a.js', '// @flow\nconst a: ?number = 1;');
});

test('nothing is recovered from, and the line is told as editors count it', () => {
  assert.match(skipOf('a.js', 'a;\r\nb\u2028;\r\nlet c = ;\r\n'), /^syntax-error: line 3 is not valid: /);
  assert.match(skipOf('a.ts', 'let a;\nlet a;\n'), /line 2 is not valid: Identifier 'a' has already been declared$/);
  assert.match(skipOf('a.js', '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n'), /^syntax-error: line 1/);
  assert.match(skipOf('a.js', 'a = `b'), /^syntax-error/);
});

test('depth ends in a skip', () => {
  for (const depth of [1_500, 20_000]) {
    assert.match(skipOf('a.js', `a = ${'['.repeat(depth)}${']'.repeat(depth)};`), /^too-deep/);
    assert.match(skipOf('a.ts', `a = ${'('.repeat(depth)}b${')'.repeat(depth)};`), /^too-deep/);
    assert.match(skipOf('a.js', `a = b${' + b'.repeat(depth)};`), /^too-deep/);
    assert.match(skipOf('a.js', '['.repeat(depth)), /^too-deep/);
  }
  parsed('a.js', `a = b${' + b'.repeat(900)};`);
  // Many are not deep.
  parsed('a.js', `a = [${'1,'.repeat(300_000)}];`);
});

test('positions are those of the text', () => {
  const text = '#!/usr/bin/env node\r\n"use strict";\r\n\t/* 🐍 */ a(`x\u2028${b}`) // c\r\nthis.#d\n';
  const file = parsed('a.js', text.replace('this.#d', 'd'));
  assert.deepEqual(
    file.tokens.map(({ start, end }) => file.text.slice(start, end)),
    ['#!/usr/bin/env node', '"use strict"', ';', '/* 🐍 */', 'a', '(', '`', 'x\u2028', '${', 'b', '}', '`', ')', '// c', 'd'],
  );
});

function censusOf(text: string, part = text, only?: 'comments'): readonly string[] {
  const result = javascriptSupport.parse(javascriptSource(text, 'a.jsx'));
  assert.ok(!isSkip(result));
  const start = text.indexOf(part);
  return result.census({ start, end: start + part.length }, only);
}

test('the census counts comments, strings and whole templates', () => {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is the text of a file
  const text = "a('b', `c${ { d: 'e' }[`f`] /* g */ }`); // h\n<i j='k'>l</i>";
  assert.deepEqual(censusOf(text), ["'b'", "`c${ { d: 'e' }[`f`] /* g */ }`", '// h', "'k'"]);
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is the text of a file
  assert.deepEqual(censusOf(text, "{ d: 'e' }[`f`] /* g */"), ["'e'", '`f`', '/* g */']);
  assert.deepEqual(censusOf(text, text, 'comments'), ['/* g */', '// h']);
  assert.deepEqual(censusOf(text, "'b', `c"), ["'b'"]);
});

test('an import that has no place is refused with a sentence', () => {
  const result = javascriptSupport.parse(javascriptSource('a', 'a.js'));
  assert.ok(!isSkip(result));
  const placed = result.placeImports([{ action: 'need', module: 'fs' }], []);
  assert.match('refused' in placed ? placed.refused : '', /^what kind of module the file is cannot be told/);
});
