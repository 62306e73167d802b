import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MEANINGS } from '../bulk/git/fault.js';
import { loadAllBuiltIn } from '../pipeline/load-codemod.js';
import { suite } from '../testing/suite.js';
import type { CodeDoc } from './code-doc.js';
import { CODES_BY_SUBJECT, TOOL_CODES } from './codes.js';
import { WITHHELD_BECAUSE } from './outcome.js';

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));
const CODE =
  /(?:CodemodError\(\s*|\bcode: |\bcode = .*[?:] |\b(?:skip|fail)\((?:run, )?\s*|\binvalid\(|\bfailure\(|\b\d{3}: )'([a-z]+(?:-[a-z0-9]+)*)'/g;

function codesIn(text: string): readonly string[] {
  return [...text.matchAll(CODE)].map(([, code = '']) => code);
}

function usedCodes(): ReadonlyMap<string, string> {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' });
  const sources = files.filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith(path.join('testing', 'forge')),
  );
  return new Map(sources.flatMap((file) => codesIn(readFileSync(path.join(SRC, file), 'utf8')).map((code) => [code, file])));
}

type Codes = Readonly<Record<string, CodeDoc>>;

function withoutExample(codes: Codes): readonly string[] {
  return Object.entries(codes).flatMap(([code, { example = '' }]) => (example.trim() === '' ? [code] : []));
}

const test = suite('codes');

test('every code that the toolkit reports is documented', () => {
  const missing = [...usedCodes()].filter(([code]) => TOOL_CODES[code] === undefined);
  assert.deepEqual(missing, []);
  for (const code of Object.keys(MEANINGS)) assert.ok(TOOL_CODES[code] !== undefined, code);
  for (const because of WITHHELD_BECAUSE) assert.ok(TOOL_CODES[`withheld-${because}`] !== undefined, because);
});

test('no documented code is one that nobody reports', () => {
  const used = new Set([...usedCodes().keys(), ...Object.keys(MEANINGS)]);
  const stale = Object.keys(TOOL_CODES).filter((code) => !used.has(code) && !code.startsWith('withheld-'));
  assert.deepEqual(stale, []);
});

test('no code is documented twice', () => {
  const all = CODES_BY_SUBJECT.flatMap((codes) => Object.keys(codes));
  const twice = all.filter((code, index) => all.indexOf(code) !== index);
  assert.deepEqual(twice, []);
});

test('the search finds codes', () => {
  assert.deepEqual(codesIn(`throw new CodemodError('not-there', x); return { code: 'also-not' }`), ['not-there', 'also-not']);
});

test('every code of a built-in codemod has an example', async () => {
  const codemods = await loadAllBuiltIn();
  assert.ok(codemods.length > 0);
  const missing = codemods.flatMap(({ codemod }) => withoutExample(codemod.codes));
  assert.deepEqual(missing, []);
});

test('a code without an example is found', () => {
  const doc = { title: 'a', cause: 'b', remedy: 'c' };
  assert.deepEqual(withoutExample({ A001: doc, A002: { ...doc, example: ' \n' }, A003: { ...doc, example: 'd' } }), [
    'A001',
    'A002',
  ]);
});
