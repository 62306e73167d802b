import assert from 'node:assert/strict';
import { suite } from '../../src/testing/suite.js';
import { mayPool } from './sieve.js';

const test = suite('sqlite-pool sieve');
const POOL = '\npool.append(x.connect())\n';

test('lets every way to import a driver through', () => {
  const imports = [
    'import sqlite3',
    'import os, sqlite3 as s',
    'from sqlite3 import connect',
    'from sqlite3.dbapi2 import connect',
    'from pysqlite3 import dbapi2 as sqlite3',
    'import os, \\\n  sqlite3',
    'import os, \\\r\n  sqlite3',
    'x = 1; import aiosqlite',
    'try: import apsw\nexcept ImportError: pass',
    'from contextlib import closing\rimport sqlite3',
    `import ${'a, '.repeat(1000)}sqlite3`,
  ];
  for (const text of imports) assert.ok(mayPool(text + POOL), text.slice(0, 60));
});

test('holds a file back that only speaks of a driver', () => {
  const mentions = ['# about sqlite3', 'DIALECT = "sqlite3"', 'import os\nsqlite3.x', 'imports = sqlite3'];
  for (const text of mentions) assert.ok(!mayPool(text + POOL), text);
  assert.ok(!mayPool('import sqlite3\nconn = None\n'));
});

test('takes no longer for a hostile line', () => {
  const started = Date.now();
  for (const word of ['import ', 'sqlite3 ', 'from sqlite3x ']) mayPool(`connect${word.repeat((1 << 20) / word.length)}`);
  assert.ok(Date.now() - started < 5000);
});
