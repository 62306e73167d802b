import assert from 'node:assert/strict';
import { suite } from '../../../src/testing/suite.js';
import { rolesOf } from './roles.js';
import { FIRST_HOLE } from './tokens.js';

const test = suite('rolesOf');

/** The roles of the `?` of an SQL text, in their order: `table`, `table "`, `table part`, `clause` ... */
function roles(sql: string): readonly string[] {
  let count = 0;
  const holed = sql.replace(/\?/g, () => String.fromCharCode(FIRST_HOLE + count++));
  const found = rolesOf(holed);
  return Array.from({ length: count }, (_, index) => {
    const role = found.get(index);
    if (role === undefined) return 'nothing';
    return [role.kind, ...(role.quote === null ? [] : [role.quote]), ...(role.part ? ['part'] : [])].join(' ');
  });
}

const CASES: readonly (readonly [sql: string, ...roles: readonly string[]])[] = [
  ['SELECT * FROM ?', 'table'],
  ['select count(*) from ? where a = ?', 'table', 'other'],
  ['  -- newest first\n SELECT * FROM\n   ?\n ORDER BY ts', 'table'],
  ['SELECT a /* ? */ FROM b', 'other'],
  ['SELECT a FROM b -- ?', 'other'],
  ['INSERT OR IGNORE INTO ? VALUES (?)', 'table', 'other'],
  ['INSERT INTO ? (?) SELECT * FROM ?', 'table', 'clause', 'table'],
  ['CREATE TEMP TABLE IF NOT EXISTS ? (a)', 'table'],
  ['DROP TABLE IF EXISTS ?; VACUUM', 'table'],
  ['DROP INDEX IF EXISTS ?', 'other'],
  ['CREATE UNIQUE INDEX i ON ? (a)', 'table'],
  ['ALTER TABLE ? RENAME TO ?', 'table', 'table'],
  ['UPDATE ? SET a = ?', 'table', 'other'],
  ['DELETE FROM ?', 'table'],
  ['SELECT * FROM a JOIN ? USING (id), ?', 'table', 'other'],
  ['SELECT * FROM a, ? b, ?', 'table', 'table'],
  ['PRAGMA table_info(?)', 'table'],
  ["SELECT name FROM pragma_table_info('?')", "table '"],
  ['SELECT * FROM main.?', 'table'],
  ['SELECT ?.a FROM ?.b', 'other', 'table part'],
  ['SELECT * FROM "?"', 'table "'],
  ['SELECT * FROM [?] WHERE `?` = 1', 'table [', 'other'],
  ['SELECT * FROM `?`.`?`', 'table ` part', 'table `'],
  ["SELECT '?' FROM a WHERE b LIKE '%?%'", "literal '", "literal ' part"],
  ['SELECT * FROM logs_?', 'table part'],
  ['SELECT * FROM ?_archive', 'table'],
  ['SELECT * FROM "?_?"', 'table "', 'table "'],
  ['SELECT ? FROM a ORDER BY ?', 'clause', 'clause'],
  ['SELECT * FROM a ?', 'clause'],
  ['SELECT * FROM ? ?', 'table', 'clause'],
  ['SELECT * FROM a WHERE ? LIMIT ?', 'clause', 'other'],
  ['SELECT EXTRACT(year FROM ?) FROM a', 'other'],
  ['SELECT trim(both from substr(a, 1)) FROM ?', 'table'],
  ['SELECT a IS DISTINCT FROM ? FROM b', 'other'],
  ["COPY ? FROM '?'", 'table', "literal '"],
  ['SELECT * FROM a FOR UPDATE ?', 'other'],
  ['INSERT INTO a VALUES (1) ON CONFLICT DO UPDATE SET ?', 'clause'],
  ['TRUNCATE ?', 'table'],
  ['copy files from ? to ?', 'other', 'other'],
  ['rows from ?', 'nothing'],
  ['? from here', 'nothing'],
  ['? FROM ?', 'other', 'table'],
];

for (const [sql, ...wanted] of CASES) {
  test(sql.trim(), () => assert.deepEqual(roles(sql), wanted));
}
