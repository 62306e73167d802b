import assert from 'node:assert/strict';
import type { NodePath } from '@babel/traverse';
import { isSkip } from '../../../core/source-file.js';
import { javascriptSource } from '../../../testing/javascript-source.js';
import { suite } from '../../../testing/suite.js';
import { parseJavaScript } from '../parse.js';
import { originOf } from './origin.js';
import { programPathOf } from './program-path.js';

const test = suite('where values come from');

/** The origin of what the text hands to `look(...)`. */
function looked(text: string, path = 'a.ts'): string | null {
  const file = parseJavaScript(javascriptSource(text, path));
  assert.ok(!isSkip(file), JSON.stringify(file));
  let found: NodePath | null = null;
  programPathOf(file).traverse({
    CallExpression(call) {
      if (call.get('callee').isIdentifier({ name: 'look' })) [found = null] = call.get('arguments');
    },
  });
  assert.ok(found !== null, 'the text looks at something');
  const origin = originOf(found);
  return origin === null ? null : [origin.module, ...origin.members].join(' ');
}

const KNOWN: readonly (readonly [text: string, origin: string])[] = [
  ["import fs from 'node:fs'; look(fs.promises.readFile)", 'fs promises readFile'],
  ["import * as fs from 'fs'; look(fs['readFile'])", 'fs readFile'],
  ["import { readFile as r } from 'fs'; look(r)", 'fs readFile'],
  ["import { default as Database } from 'better-sqlite3'; look(Database)", 'better-sqlite3'],
  ["import Database = require('better-sqlite3'); look(Database)", 'better-sqlite3'],
  ["const Database = require('better-sqlite3'); look(Database)", 'better-sqlite3'],
  ['const { promises: { readFile: r } } = require(`fs`); look(r)', 'fs promises readFile'],
  ["const { open = 1 } = require('sqlite'); look(open)", 'null'],
  ["const a = require('fs'); const b = a!.promises as any; look(b.x)", 'fs promises x'],
  ["look(require('fs').readFile)", 'fs readFile'],
  ["async () => { const { open } = await import('sqlite'); look(open) }", 'sqlite open'],
  ["import { createRequire } from 'module'; const require = createRequire(import.meta.url); look(require('x'))", 'x'],
];

for (const [text, origin] of KNOWN) test(text, () => assert.equal(String(looked(text)), origin));

const UNKNOWN: readonly string[] = [
  "let fs = require('fs'); fs = mine; look(fs)",
  "import fs from 'fs'; function f(fs) { look(fs) }",
  "import fs from 'fs'; look(fs[name])",
  'function require(x) {} look(require("fs"))',
  "const promise = import('fs'); look(promise)",
  'const a = b, b = a; look(a)',
  "const { ...rest } = require('fs'); look(rest)",
  "const [first] = require('fs'); look(first)",
  'look(require(name))',
  'look(unknown)',
];

for (const text of UNKNOWN) test(`not: ${text}`, () => assert.equal(looked(text), null));

test('the names of TypeScript that Babel keeps in no scope are no error', () => {
  assert.equal(looked("enum A { x } enum A { y } namespace N {} interface N {} import f from 'fs'; look(f)"), 'fs');
});
