import assert from 'node:assert/strict';
import { javascriptModule } from '../../../testing/place-javascript.js';
import { suite } from '../../../testing/suite.js';
import { makeImports } from './make-imports.js';

const test = suite('imports of JavaScript');

/** Text, module, name, and the expression for it. */
const LOCAL: readonly (readonly [text: string, module: string, name: string | undefined, local: string | null])[] = [
  ["import fs from 'node:fs'", 'fs', undefined, 'fs'],
  ["import fs from 'fs'", 'node:fs', 'readFile', 'fs.readFile'],
  ["import fs, { readFile as read } from 'fs'", 'fs', 'readFile', 'read'],
  ["import * as m from 'm'", 'm', undefined, 'm'],
  ["import * as m from 'm'", 'm', 'default', 'm.default'],
  ["import m from 'm'", 'm', undefined, null],
  ["import m from 'm'", 'm', 'default', 'm'],
  ["import m from 'm'", 'm', 'x', null],
  ["const m = require('m')", 'm', 'x', 'm.x'],
  ["const m = require('m')", 'm', 'default', null],
  ["const { x: y } = require('m')", 'm', 'x', 'y'],
  ["const x = require('m').x", 'm', 'x', 'x'],
  ["import m = require('m')", 'm', undefined, 'm'],
  ["import type { x } from 'm'", 'm', 'x', null],
  ["let m = require('m'); m = 1", 'm', undefined, null],
  ["function f() { const m = require('m') }", 'm', undefined, null],
  ["const { x = 1 } = require('m')", 'm', 'x', null],
  ["const require = f; const m = require('m')", 'm', undefined, null],
];

for (const [text, module, name, local] of LOCAL) {
  test(`${module} ${name ?? ''} of ${text}`, () =>
    assert.equal(makeImports(javascriptModule(text, 'a.ts')).localName(module, name), local));
}

test('all imports are told, in the order of the text', () => {
  const text =
    "import 'a'; import b, { c as d } from 'b'; require('e'); { const { f } = require('g'); } import type * as h from 'h'; import i = require('i');";
  const { all } = makeImports(javascriptModule(text, 'a.ts'));
  assert.deepEqual(
    all.map(({ local, module, name, form, typeOnly, topLevel }) => [local, module, name, form, typeOnly, topLevel]),
    [
      [null, 'a', null, 'import', false, true],
      ['b', 'b', 'default', 'import', false, true],
      ['d', 'b', 'c', 'import', false, true],
      [null, 'e', null, 'require', false, true],
      ['f', 'g', 'f', 'require', false, false],
      ['h', 'h', null, 'import', true, true],
      ['i', 'i', null, 'import-equals', false, true],
    ],
  );
});
