import assert from 'node:assert/strict';
import { runOn } from '../../../src/testing/run-on.js';
import { suite } from '../../../src/testing/suite.js';

const test = suite('what viewer-table-validation decides in JavaScript');

/** `safe`, `unsafe`, the codes of findings, or nothing. */
async function decision(text: string, path: string): Promise<string> {
  const run = await runOn('viewer-table-validation', { [path]: text });
  const failures = run.outcomes.flatMap(({ failure, skip }) => failure?.code ?? skip?.code ?? []);
  const fixes = [...(run.changed.length > 0 ? ['safe'] : []), ...run.withheld.map(({ because }) => because)];
  const forced = await runOn('viewer-table-validation', { [path]: text }, { unsafe: true });
  const troubles = forced.outcomes.flatMap(({ failure }) => failure?.code ?? []);
  return [...failures, ...fixes, ...new Set(run.findings.map(({ code }) => code)), ...troubles].join(' ');
}

function decides(name: string, wanted: string, ...texts: readonly string[]): void {
  for (const [index, text] of texts.entries()) {
    test(`${name}${texts.length > 1 ? ` (${index + 1})` : ''}: ${wanted === '' ? 'nothing' : wanted}`, async () => {
      assert.equal(await decision(text, 'a.ts'), wanted, text);
    });
  }
}

const HEAD = "import Database from 'better-sqlite3';\n";
const ARGS = `${HEAD}import { parseArgs } from 'node:util';
const db = new Database('x.db');
const { values, positionals } = parseArgs({ options: { table: { type: 'string', default: 'logs' } }, allowPositionals: true });
`;

/** What stands between parsing and the SQL text. */
function after(name: string, wanted: string, ...lines: readonly string[]): void {
  decides(name, wanted, ...lines.map((line) => `${ARGS}${line}\n`));
}

after(
  'ways into SQL',
  'safe',
  'db.exec(`DROP TABLE ${values.table}`);',
  "db.exec('DROP TABLE ' + values.table);",
  "db.exec('DROP TABLE '.concat(values.table));",
  "db.exec(['DROP', 'TABLE', values.table].join(' '));",
  "db.exec('DROP TABLE NAME'.replace('NAME', values.table));",
  'db.exec(String.raw`DROP TABLE ${values.table}`);',
  'db?.exec(`DROP TABLE ${values.table!}`);',
  'db.exec(`DROP TABLE ${values.table as string}`);',
  "db.exec(`DROP TABLE ${values['table']}`);",
  'const sql = `DROP TABLE ${values.table}` as const; db.exec(sql);',
  "let sql = 'SELECT * FROM '; sql += values.table; db.prepare(sql).all();",
  "let sql = `SELECT * FROM ${values.table}`; if (positionals.length) sql += ' LIMIT 1'; db.prepare(sql).all();",
  'db.pragma(`table_info(${values.table})`);',
  'db.prepare(`PRAGMA table_info(${values.table})`).all();',
  'function drop(name: string) { db.exec(`DROP TABLE ${name}`); }\ndrop(values.table!);',
  'const drop = (name: string) => db.exec(`DROP TABLE ${name}`);\ndrop(values.table!);',
  'const drop = ({ name }: { name: string }) => db.exec(`DROP TABLE ${name}`);\ndrop({ name: values.table! });',
  "function sqlOf(name = 'logs') { return `DROP TABLE ${name}`; }\ndb.exec(sqlOf(values.table));",
  'const config = { table: values.table };\ndb.exec(`DROP TABLE ${config.table}`);',
  'const { table } = values;\ndb.exec(`DROP TABLE ${table}`);',
  'const { table: t = "logs" } = values;\ndb.exec(`DROP TABLE ${t}`);',
  'for (const t of positionals) db.exec(`DROP TABLE ${t}`);',
  'positionals.forEach((t) => db.exec(`DROP TABLE ${t}`));',
  'db.exec(`DROP TABLE ${positionals.join(", ")}`);',
  'const [t] = positionals;\ndb.exec(`DROP TABLE ${t}`);',
  'const [, ...rest] = positionals;\nfor (const t of rest) db.exec(`DROP TABLE ${t}`);',
  'db.exec(`DROP TABLE ${positionals[0]}`);',
  'db.exec(`DROP TABLE ${positionals.at(-1)}`);',
  'db.exec(`DROP TABLE ${positionals.shift()}`);',
  'let i = 0;\ndb.exec(`DROP TABLE ${positionals[i++]}`);',
  'db.exec(`DROP TABLE ${process.argv[2]}`);',
  'const args = process.argv.slice(2);\ndb.exec(`DROP TABLE ${args[0]}`);',
  'class V { constructor(private readonly t: string) {}\n  go() { db.exec(`DROP TABLE ${this.t}`); } }\nnew V(values.table!).go();',
  'class V { t; constructor(t: string) { this.t = t; }\n  go() { db.exec(`DROP TABLE ${this.t}`); } }\nnew V(values.table!).go();',
  'class V { #t = values.table;\n  go() { db.exec(`DROP TABLE ${this.#t}`); } }\nnew V().go();',
  'class V { get t() { return values.table; }\n  go() { db.exec(`DROP TABLE ${this.t}`); } }\nnew V().go();',
  'class V { drop(t: string) { db.exec(`DROP TABLE ${t}`); } }\nnew V().drop(values.table!);',
  'class V { drop(t: string) { db.exec(`DROP TABLE ${t}`); } }\nconst v = new V();\nv.drop(values.table!);',
  'const t = positionals[0] ?? "logs";\ndb.exec(`DROP TABLE ${t}`);',
  'const t = positionals.length > 0 ? positionals[0] : "logs";\ndb.exec(`DROP TABLE ${t}`);',
  'let t = "notes";\nif (values.table) t = values.table;\ndb.exec(`DROP TABLE ${t}`);',
  'let t;\ntry { t = values.table; } catch { throw new Error("x"); }\ndb.exec(`DROP TABLE ${t}`);',
  'async function go() { await Promise.all([1].map(async () => db.exec(`DROP TABLE ${values.table}`))); }\ngo();',
  'db.transaction(() => { db.exec(`DROP TABLE ${values.table}`); })();',
);

after(
  'what is no table of the command line',
  '',
  'console.log(`SELECT * FROM ${values.table}`);',
  "db.prepare('SELECT * FROM logs WHERE a = ?').get(values.table);",
  "db.prepare(`SELECT * FROM logs WHERE a = '${values.table}'`).get();",
  'const name = values.table;\nlet t = name;\nt = "logs";\ndb.exec(`DROP TABLE ${t}`);',
  'function same(x: string) { return x; }\nsame(values.table!);\ndb.exec(`DROP TABLE ${same("logs")}`);',
  'function drop(t: string) { db.exec(`DROP TABLE ${t}`); }\nfunction show(t: string) { console.log(t); }\nshow(values.table!);\ndrop("logs");',
  'class A { go(t: string) { db.exec(`DROP TABLE ${t}`); } }\nclass B { go(t: string) { console.log(t); } }\nnew B().go(values.table!);\nnew A().go("logs");',
  'const MAP = { a: "logs" } as Record<string, string>;\ndb.exec(`DROP TABLE ${MAP[values.table!]}`);',
  'const row = db.prepare("SELECT t FROM map WHERE k = ?").get(values.table) as { t: string };\ndb.exec(`DROP TABLE ${row.t}`);',
  'db.exec(`DROP TABLE t${Number(values.table)}`);',
  'db.exec(`SELECT EXTRACT(year FROM ${values.table}) FROM logs`);',
  'const log = { exec(x: string) { console.log(x); } };\nlog.exec(`DROP TABLE ${values.table}`);',
  'import { exec } from "node:child_process";\nimport cp from "node:child_process";\ncp.exec(`DROP TABLE ${values.table}`);',
  '/x/.exec(`DROP TABLE ${values.table}`);',
  'declare const sql: (x: TemplateStringsArray, ...y: unknown[]) => string;\ndb.exec(sql`DROP TABLE ${values.table}`);',
  'function f(values: { table: string }) { db.exec(`DROP TABLE ${values.table}`); }\nf({ table: "logs" });',
  'function f(process: { argv: string[] }) { db.exec(`DROP TABLE ${process.argv[2]}`); }\nf({ argv: [] });',
  'db.exec(`DROP TABLE ${process.argv[1]}`);',
  'db.exec(values.table!);',
);

after(
  'checks that let names through and nothing else',
  '',
  'if (!["logs", "notes"].includes(values.table!)) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'if (!["logs", "notes"].includes(values.table!)) { console.error("no"); process.exit(1); }\ndb.exec(`DROP TABLE ${values.table}`);',
  'const KNOWN = new Set(["logs"]);\nconst t = values.table!;\nif (!KNOWN.has(t)) throw new Error("no");\ndb.exec(`DROP TABLE ${t}`);',
  'if (values.table === "logs" || values.table === "notes") db.exec(`DROP TABLE ${values.table}`);',
  'const t = ["logs"].includes(values.table!) ? values.table : "logs";\ndb.exec(`DROP TABLE ${t}`);',
  'if (!/^\\w+$/.test(values.table!)) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'const NAME = /^[a-z_]+$/i;\nif (!NAME.test(values.table!)) process.exit(2);\ndb.exec(`DROP TABLE ${values.table}`);',
  'if (/[^a-z0-9_]/i.test(values.table!)) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'if (values.table!.match(/^\\w+$/) === null) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'function isName(x: string) { return /^\\w+$/.test(x); }\nif (!isName(values.table!)) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'const isName = (x: string) => x.length < 9 && /^\\w+$/.test(x);\nconst ok = isName(values.table!);\nif (!ok) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'function ensure(x: string): void { if (!/^\\w+$/.test(x)) throw new Error("no"); }\nensure(values.table!);\ndb.exec(`DROP TABLE ${values.table}`);',
  'function ensure(x: string): string { if (!/^\\w+$/.test(x)) throw new Error("no"); return x; }\nconst t = ensure(values.table!);\ndb.exec(`DROP TABLE ${t}`);',
  'async function ensure(x: string) { if (!/^\\w+$/.test(x)) throw new Error("no"); }\nasync function main() { await ensure(values.table!); db.exec(`DROP TABLE ${values.table}`); }\nmain();',
  'const { table } = values;\nif (!/^\\w+$/.test(table!)) throw new Error("no");\nexport function go() { db.exec(`DROP TABLE ${table}`); }',
  'const row = db.prepare("SELECT 1 FROM sqlite_master WHERE type = \'table\' AND name = ?").get(values.table);\nif (row === undefined) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'const found = db.prepare("SELECT 1 FROM sqlite_master WHERE name = ?");\nif (!found.get(values.table)) process.exit(1);\ndb.exec(`DROP TABLE ${values.table}`);',
  'const tables = db.prepare("SELECT name FROM sqlite_master").all() as { name: string }[];\nif (!tables.some((t) => t.name === values.table)) process.exit(1);\ndb.exec(`DROP TABLE ${values.table}`);',
  'switch (values.table) { case "logs": db.exec(`DROP TABLE ${values.table}`); break; default: break; }',
  'switch (values.table) { case "logs": case "notes": break; default: throw new Error("no"); }\ndb.exec(`DROP TABLE ${values.table}`);',
  'const q = `"${values.table!.replaceAll(\'"\', \'""\')}"`;\ndb.exec(`DROP TABLE ${q}`);',
  'db.exec(`DROP TABLE "${values.table!.replace(/"/g, \'""\')}"`);',
  'db.exec(`DROP TABLE ${values.table!.replace(/\\W/g, "")}`);',
  'import { escapeId } from "mysql2";\ndb.exec(`DROP TABLE ${escapeId(values.table)}`);',
  'if (![...values.table!].every((c) => /\\w/.test(c))) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'import assert from "node:assert";\nassert(/^\\w+$/.test(values.table!));\ndb.exec(`DROP TABLE ${values.table}`);',
  'import assert from "node:assert/strict";\nassert.match(values.table!, /^\\w+$/);\ndb.exec(`DROP TABLE ${values.table}`);',
  'for (const t of positionals) { if (!/^\\w+$/.test(t)) throw new Error("no"); }\nfor (const t of positionals) db.exec(`DROP TABLE ${t}`);',
  'for (const t of positionals) { if (!/^\\w+$/.test(t)) continue; db.exec(`DROP TABLE ${t}`); }',
  'if (!positionals.every((t) => /^\\w+$/.test(t))) process.exit(1);\nfor (const t of positionals) db.exec(`DROP TABLE ${t}`);',
  'function fail(): never { console.error("no"); process.exit(1); }\nif (!/^\\w+$/.test(values.table!)) fail();\ndb.exec(`DROP TABLE ${values.table}`);',
  'if (!/^\\w+$/.test(values.table!)) throw new Error("no");\nmain();\nfunction main() { db.exec(`DROP TABLE ${values.table}`); }',
);

after(
  'checks that let bad names through',
  'TBL008',
  'if (!/^\\w+/.test(values.table!)) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'if (!/^\\w+$/m.test(values.table!)) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'if (values.table!.includes(";")) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'if (/;/.test(values.table!)) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
  'function validate(x: string) { return x; }\nvalidate(values.table!);\ndb.exec(`DROP TABLE ${values.table}`);',
  'function validate(x: string) {}\nvalidate(values.table!);\ndb.exec(`DROP TABLE ${values.table}`);',
);

after(
  'made of a file name',
  'TBL001',
  'import path from "node:path";\ndb.exec(`DROP TABLE ${path.basename(positionals[0]!, ".csv")}`);',
);

after(
  'names that a check would refuse',
  'TBL003',
  'const t = values.table ?? "main.logs";\ndb.exec(`DROP TABLE ${t}`);',
  'const t = values.table;\nif (t === "*") process.exit(0);\ndb.exec(`DROP TABLE ${t}`);',
  'const t = values.table;\nif (t?.includes(".")) console.log("schema");\ndb.exec(`DROP TABLE ${t}`);',
  'db.exec("CREATE TABLE größen (a)");\ndb.exec(`DROP TABLE ${values.table}`);',
  'const t = values.table!.replace("-", "_");\ndb.exec(`DROP TABLE ${t}`);',
  'const t = values.table!;\nconst MAP: Record<string, string> = { "my-logs": "x" };\nconsole.log(MAP[t]);\ndb.exec(`DROP TABLE ${t}`);',
);

after(
  'a table and a text',
  'TBL004',
  "db.exec(`DROP TABLE ${values.table}`);\ndb.exec(`DELETE FROM x WHERE a = '${values.table}'`);",
);

after(
  'clauses',
  'TBL005',
  'db.exec(`SELECT ${values.table} FROM logs`);',
  'db.exec(`SELECT * FROM logs ORDER BY ${values.table}`);',
);

decides(
  'several values that are checked at one place',
  'safe',
  `${HEAD}const db = new Database('x.db');
const sqlOf = (words: string[]) => \`DROP TABLE \${words[0]}\`;
db.exec(sqlOf(process.argv.slice(2)));
db.exec(sqlOf(process.argv.slice(3)));
`,
  `${HEAD}import { Command, Option } from 'commander';
const db = new Database('x.db');
const table = new Option('--table <name>', 'the table');
const program = new Command();
const show = program.command('show').addOption(table);
const drop = program.command('drop').addOption(table);
program.parse();
db.exec(\`SELECT * FROM \${show.opts().table}\`);
db.exec(\`DROP TABLE \${drop.opts().table}\`);
`,
  `${HEAD}import { Command } from 'commander';
const db = new Database('x.db');
const program = new Command();
program.option('--table <name>', 'the table');
const drop = program.command('drop');
program.parse();
db.exec(\`SELECT * FROM \${program.opts().table}\`);
db.exec(\`DROP TABLE \${drop.optsWithGlobals().table}\`);
`,
  `${HEAD}import yargs from 'yargs';
const db = new Database('x.db');
yargs(process.argv.slice(2))
  .option('table', { type: 'string' })
  .command('show', 'shows', (y) => y, (argv) => { db.exec(\`SELECT * FROM \${argv.table}\`); })
  .command('drop', 'drops', (y) => y, (argv) => { db.exec(\`DROP TABLE \${argv.table}\`); })
  .parse();
`,
);

const YARGS = `${HEAD}import yargs from 'yargs';
const db = new Database('x.db');
const argv = yargs(process.argv.slice(2)).option('table', { alias: 't', type: 'string' })`;

decides(
  'what the file says of one name of an option holds for the other',
  'TBL003',
  `${YARGS}.parseSync();\nif (argv.t === '*') process.exit(0);\ndb.exec(\`DROP TABLE \${argv.table}\`);\n`,
);
decides(
  'choices that are given to one name of an option',
  '',
  `${YARGS}.choices('table', ['logs', 'notes']).parseSync();\ndb.exec(\`DROP TABLE \${argv.t}\`);\n`,
);

after(
  'what cannot be checked here',
  'TBL007',
  'import { norm } from "./x.js";\ndb.exec(`DROP TABLE ${norm(values.table)}`);',
  'db.exec(`DROP TABLE ${values.table!.slice(1)}`);',
  'db.exec(`DROP TABLE log_${values.table}`);',
  'db.exec(`DROP TABLE main.${values.table!.split(".")[0]}`);',
  'import fs from "node:fs";\nconst t = values.table!;\nfs.readFileSync(t);\ndb.exec(`DROP TABLE ${t}`);',
  'let t = "logs";\ntry { t = positionals[0]!; } catch { t = "x"; }\ndb.exec(`DROP TABLE ${t}`);',
  'import { isValid } from "./x.js";\nif (!isValid(values.table)) throw new Error("no");\ndb.exec(`DROP TABLE ${values.table}`);',
);

after(
  'quotes, other databases and unknown defaults',
  'unsafe',
  'db.exec(`DROP TABLE "${values.table}"`);',
  'db.exec(`DROP TABLE [${values.table}]`);',
  'db.exec("ATTACH \'b.db\' AS b");\ndb.exec(`DROP TABLE ${values.table}`);',
  'const { table = process.env.TABLE } = values;\ndb.exec(`DROP TABLE ${table}`);',
);

decides(
  'other databases',
  'unsafe',
  "import pg from 'pg';\nconst pool = new pg.Pool();\nawait pool.query(`SELECT * FROM ${process.argv[2]}`);\nexport {};",
  "import mysql from 'mysql2/promise';\nconst c = await mysql.createConnection({});\nawait c.execute(`SELECT * FROM ${process.argv[2]}`);",
  "import knex from 'knex';\nconst k = knex({ client: 'pg' });\nawait k.raw(`SELECT * FROM ${process.argv[2]}`);",
  'export function rows(db: { query(x: string): unknown }) { return db.query(`SELECT * FROM ${process.argv[2]}`); }',
);
