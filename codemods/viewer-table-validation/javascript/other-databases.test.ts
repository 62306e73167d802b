import assert from 'node:assert/strict';
import { type NodeRun, runNode } from '../../../src/testing/node-sqlite.js';
import { runOn } from '../../../src/testing/run-on.js';
import { suite } from '../../../src/testing/suite.js';
import { tempFolder, writeFiles } from '../../../src/testing/temp-folder.js';

const NAME = 'viewer-table-validation';
const DROP = 'logs; DROP TABLE secret';

const TELL = `const tell = (given) => void process.stderr.write('SQL ' + JSON.stringify(given.text ?? given.sql ?? given) + '\\n');\n`;

/** Stand-ins for drivers, which tell the SQL text that they are given, and answer nothing: there is no server to be asked. */
const DRIVERS: Readonly<Record<string, string>> = {
  'pg/package.json': '{ "name": "pg", "main": "index.js" }',
  'pg/index.js': `${TELL}const query = async (sql) => (tell(sql), { rows: [] });
exports.Pool = class { query(sql) { return query(sql); } end() {} };
`,
  'mysql2/package.json': '{ "name": "mysql2", "exports": { "./promise": "./promise.js" } }',
  'mysql2/promise.js': `${TELL}const query = async (sql) => (tell(sql), [[], []]);
exports.createConnection = async () => ({ query, execute: query, end() {} });
`,
  'knex/package.json': '{ "name": "knex", "main": "index.js" }',
  'knex/index.js': `${TELL}module.exports = () => ({ raw: async (sql) => (tell(sql), { rows: [] }), destroy() {} });\n`,
};

/** Programs that are given the name of a table as their only argument. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'pg, a text': `import { parseArgs } from 'node:util';
import pg from 'pg';

const { positionals } = parseArgs({ allowPositionals: true });
const table = positionals[0] ?? 'logs';
const pool = new pg.Pool();
const { rows } = await pool.query(\`SELECT * FROM \${table}\`);
console.log(rows.length);
await pool.end();
`,
  'pg, a text in an object': `import { Pool } from 'pg';

const pool = new Pool();
const { rows } = await pool.query({ text: \`SELECT * FROM \${process.argv[2]} WHERE id = $1\`, values: [1] });
console.log(rows.length);
`,
  'mysql2, its promises': `import mysql from 'mysql2/promise';

const connection = await mysql.createConnection({ database: 'app' });
const [table = 'logs'] = process.argv.slice(2);
const [rows] = await connection.execute('SELECT COUNT(*) FROM ' + table);
console.log(rows.length);
await connection.end();
`,
  'mysql2, a text in an object': `import { createConnection } from 'mysql2/promise';

const connection = await createConnection({ database: 'app' });
const table = process.argv[2];
const [rows] = await connection.query({ sql: \`DELETE FROM \${table}\`, timeout: 100 });
console.log(rows.length);
`,
  'knex, raw': `import knex from 'knex';

const db = knex({ client: 'pg' });
const table = process.argv[2];
const { rows } = await db.raw(\`TRUNCATE \${table}\`);
console.log(rows.length);
await db.destroy();
`,
};

interface Told extends NodeRun {
  readonly sql: readonly string[];
}

function run(text: string, table: string): Told {
  const folder = tempFolder();
  const installed = Object.entries(DRIVERS).map(([file, code]) => [`node_modules/${file}`, code]);
  writeFiles(folder, { ...Object.fromEntries(installed), 'program.mjs': text });
  const told = runNode(folder, 'program.mjs', [table]);
  return { ...told, sql: [...told.stderr.matchAll(/^SQL (.*)$/gm)].map(([, line = '']) => String(JSON.parse(line))) };
}

const test = suite('viewer-table-validation at work with other databases in JavaScript');

for (const [title, before] of Object.entries(PROGRAMS)) {
  test(`${title}: it is not changed unasked, since other databases have names of more than one word`, async () => {
    const unasked = await runOn(NAME, { 'program.mjs': before });
    assert.deepEqual(unasked.changed, []);
    assert.deepEqual(
      unasked.withheld.map(({ because }) => because),
      ['unsafe'],
    );
  });

  test(`${title}: a name is checked before it is SQL`, async () => {
    const after = (await runOn(NAME, { 'program.mjs': before }, { unsafe: true })).text('program.mjs');
    const plain = run(before, 'logs');
    assert.equal(plain.status, 0, plain.stderr);
    assert.equal(plain.sql.length, 1);
    assert.deepEqual(run(after, 'logs'), plain, 'a plain name works as before');
    assert.match(run(before, DROP).sql.join('\n'), /DROP TABLE secret/, 'without the check it comes through');
    for (const name of [DROP, 'logs\n', 'public.logs']) {
      const { status, stderr, sql } = run(after, name);
      assert.deepEqual([status, sql], [1, []], name);
      assert.match(stderr, /invalid table name/, name);
    }
    assert.match(run(before, 'public.logs').sql.join('\n'), /public\.logs/, 'what would be lost: that is why it is not safe');
  });
}
