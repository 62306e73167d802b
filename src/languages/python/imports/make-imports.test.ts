import assert from 'node:assert/strict';
import { pythonFile } from '../../../testing/place-in.js';
import { suite } from '../../../testing/suite.js';
import { makeScopes } from '../scope/make-scopes.js';
import type { Imports } from '../services.js';
import { makeImports } from './make-imports.js';

const test = suite('makeImports');

function importsOf(text: string): Imports {
  const file = pythonFile(text);
  return makeImports(file, makeScopes(file));
}

/** The qualified name of the expression on the text's last line. */
function qualified(text: string): string | null {
  const file = pythonFile(text);
  const expression = file.root.namedChildren.at(-1)?.namedChildren[0];
  if (expression === undefined) throw new Error('no expression');
  return makeImports(file, makeScopes(file)).qualifiedName(expression);
}

test('all lists every name, wherever it is imported', () => {
  const { all } = importsOf('import os, a.b\nfrom . import c as d\nfrom m import *\ndef f():\n    from ..k import (e)\n');
  const rows = all.map(({ local, module, name, topLevel }) => [local, module, name, topLevel]);
  assert.deepEqual(rows, [
    ['os', 'os', null, true],
    ['a', 'a.b', null, true],
    ['d', '.', 'c', true],
    ['*', 'm', '*', true],
    ['e', '..k', 'e', false],
  ]);
});

test('qualifiedName follows imports', () => {
  assert.equal(qualified('import sqlite3 as sq\nsq.connect\n'), 'sqlite3.connect');
  assert.equal(qualified('import a.b\na.b.c\n'), 'a.b.c');
  assert.equal(qualified('import os\nimport os.path\nos.path.join\n'), 'os.path.join');
  assert.equal(qualified('from a import b as c\nc.d\n'), 'a.b.d');
  assert.equal(qualified('from . import b\nb.d\n'), '.b.d');
  assert.equal(qualified('try:\n    import os\nexcept ImportError:\n    import os\nos.name\n'), 'os.name');
  assert.equal(qualified('open\n'), 'builtins.open');
});

test('qualifiedName is null where the name may be something else', () => {
  assert.equal(qualified('import os\nos = 1\nos.name\n'), null);
  assert.equal(qualified('try:\n    import a as b\nexcept ImportError:\n    import c as b\nb.x\n'), null);
  assert.equal(qualified('x = 1\nx.name\n'), null);
  assert.equal(qualified('import os\nos().name\n'), null);
  assert.equal(qualified('unknown.name\n'), null);
});

test('localName finds the way to a module or its name', () => {
  assert.equal(importsOf('import sqlite3 as sq\n').localName('sqlite3'), 'sq');
  assert.equal(importsOf('import sqlite3 as sq\n').localName('sqlite3', 'connect'), 'sq.connect');
  assert.equal(importsOf('from sqlite3 import connect as c\n').localName('sqlite3', 'connect'), 'c');
  assert.equal(importsOf('from os import path\n').localName('os.path'), 'path');
  assert.equal(importsOf('import a.b\n').localName('a.b'), 'a.b');
  assert.equal(importsOf('import a.b\n').localName('a'), 'a');
  assert.equal(importsOf('import a\n').localName('a.b'), null);
  assert.equal(importsOf('def f():\n    import os\n').localName('os'), null);
  assert.equal(importsOf('import os\nos = 1\n').localName('os'), null);
});

test('requests carry what they ask for', () => {
  const imports = importsOf('');
  assert.deepEqual(imports.need('sys'), { action: 'need', module: 'sys' });
  assert.deepEqual(imports.remove('a', 'b'), { action: 'remove', module: 'a', name: 'b' });
  const to = { module: 'c' };
  assert.deepEqual(imports.rename({ module: 'a' }, to), { action: 'rename', module: 'a', to });
});
