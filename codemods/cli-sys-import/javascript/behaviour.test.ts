import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { readCases } from '../../../src/testing/fixture-case.js';
import { runOn } from '../../../src/testing/run-on.js';
import { suite } from '../../../src/testing/suite.js';
import { tempFolder, writeFiles } from '../../../src/testing/temp-folder.js';

const test = suite('cli-sys-import at work in Node');

const fixtures = fileURLToPath(new URL('../../../../fixtures', import.meta.url));
const cases = readCases(fixtures, 'cli-sys-import');

interface Scenario {
  readonly fixture: string;
  /** A module that is run beside the fixture's files, after `import { createRequire } ...`; what it logs counts. */
  readonly failing: string;
  /** The name that is bound nowhere. */
  readonly name: string;
  /** What it logs when the name is bound. */
  readonly logs: string;
  /** The same on a way that does not lead past the name; it logs the same before and after. */
  readonly good?: string;
  readonly others?: Readonly<Record<string, string>>;
}

const run = (file: string, arg: string): string =>
  `const { status, stderr } = spawnSync(process.execPath, [${JSON.stringify(file)}, ${JSON.stringify(arg)}], { encoding: 'utf8' });
  console.log(status, stderr.split('\\n').find((line) => /^\\w*Error\\b|: E[A-Z]+$/.test(line)));`;

const SCENARIOS: readonly Scenario[] = [
  {
    fixture: 'js-esm',
    name: 'path',
    failing: "const { list } = await import('./list.mjs'); console.log(list('folder').join());",
    logs: 'folder/a',
    others: { 'paint.mjs': 'export const paint = (text) => text;', 'folder/a': '' },
  },
  { fixture: 'js-no-imports', name: 'os', failing: "require('./tool.cjs').run();", logs: '*' },
  {
    fixture: 'js-no-semicolons',
    name: 'path',
    failing: "process.chdir('below'); require('./walk.js'); setTimeout(() => console.log(fs.existsSync('a')), 50);",
    logs: 'true',
    others: { 'glob.js': "module.exports = async () => ['x/a'];", 'below/b': '' },
  },
  {
    fixture: 'js-var-and-crlf',
    name: 'path',
    failing: "console.log(require('./old.js').read('text'));",
    logs: 'here',
    others: { text: 'here' },
  },
  {
    fixture: 'js-require-runs-in-order',
    name: 'path',
    failing: "console.log(require('./order.js'));",
    logs: '/ 1\n2',
    others: { 'a.js': 'module.exports = 1;', 'b.js': 'module.exports = 2;' },
  },
  {
    fixture: 'js-inner-require',
    name: 'path',
    failing: "console.log(require('./lazy.js').two('a.b'));",
    logs: '.b',
    good: "console.log(require('./lazy.js').one());",
  },
  {
    fixture: 'js-several',
    name: 'fs',
    failing: "const { info } = await import('./all.mjs'); console.log(info().length);",
    logs: '6',
    others: { a: '' },
  },
  {
    fixture: 'js-callback',
    name: 'path',
    failing: "console.log(require('./keep.js').keep(['keep.js', 'none']));",
    logs: "[ 'a/keep.js/' ]",
  },
  {
    fixture: 'js-params',
    name: 'http',
    failing: "const server = require('./serve.js').serve(); server.close(); console.log(typeof server.listen);",
    logs: 'function',
    others: { 'handler.js': 'module.exports = () => {};' },
  },
  {
    fixture: 'js-create-require',
    name: 'path',
    failing: "const { name } = await import('./made.mjs'); console.log(name);",
    logs: 'main',
    others: { 'package.json': '{ "main": "lib/main.js" }' },
  },
  {
    fixture: 'ts-esm',
    name: 'path',
    failing:
      "const { read } = await import('./main.mjs'); try { read('none'); } catch ({ name, message }) { console.log(name === 'Error' ? message.endsWith('/none') : name + ': ' + message); }",
    logs: 'true',
    good: "const { read } = await import('./main.mjs'); console.log(read('text'));",
    others: { parse: 'export const parse = (text) => text;', text: 'here' },
  },
  {
    fixture: 'ts-type-import',
    name: 'path',
    failing: "const { parsed } = await import('./main.mjs'); console.log(parsed('a/b').base);",
    logs: 'b',
    good: "const { stats } = await import('./main.mjs'); console.log(stats('.').isDirectory());",
  },
  {
    fixture: 'ts-mts',
    name: 'os',
    failing: "const { home } = await import('./main.mjs'); console.log(typeof home());",
    logs: 'string',
  },
  {
    fixture: 'ts-namespace-inside',
    name: 'os',
    failing: "const { Places } = await import('./main.mjs'); console.log(typeof Places.temporary());",
    logs: 'string',
  },
];

for (const scenario of SCENARIOS) {
  const { fixture, failing, name, logs, good } = scenario;
  test(`${fixture}: the ReferenceError is there before, and gone after`, async () => {
    const [before, after] = await folders(scenario);
    assert.match(outcome(before, failing), new RegExp(`ReferenceError: ${name} is not defined`), 'before');
    const result = outcome(after, failing);
    if (logs === '*') assert.doesNotMatch(result, /Error/);
    else assert.equal(result, logs, 'after');
    if (good === undefined) return;
    assert.equal(outcome(after, good), outcome(before, good), 'the good way is as it was');
    assert.doesNotMatch(outcome(before, good), /Error/);
  });
}

test('the error branch of a program tells its own error', async () => {
  const scenario: Scenario = { fixture: 'js-error-branch', name: 'path', failing: '', logs: '' };
  const [before, after] = await folders(scenario);
  assert.equal(outcome(before, run('size.js', '/no/such/file')), '1 ReferenceError: path is not defined');
  assert.equal(outcome(after, run('size.js', '/no/such/file')), '2 /no/such/file: ENOENT');
  for (const folder of [before, after]) assert.equal(outcome(folder, run('size.js', '/dev/null')), '0 undefined');
});

/** A folder with the files of a fixture as they are, and one as the codemod leaves them. */
async function folders({ fixture, others = {} }: Scenario): Promise<readonly [string, string]> {
  const found = cases.find(({ name }) => name === fixture);
  assert.ok(found !== undefined, `there is a fixture ${fixture}`);
  const { files, changed } = await runOn('cli-sys-import', found.input, { params: found.description.params });
  assert.notEqual(changed.length, 0, 'the codemod changes something');
  return [folderOf({ ...found.input, ...others }), folderOf({ ...Object.fromEntries(files), ...others })];
}

/** TypeScript is compiled, one file at a time, without a look at what it imports. */
function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = tempFolder();
  for (const [name, content] of Object.entries(files)) {
    const isTypeScript = /\.m?ts$/.test(name);
    const compiled = isTypeScript ? transformSync(content.toString(), { loader: 'ts', format: 'esm' }).code : content;
    writeFiles(folder, { [isTypeScript ? name.replace(/\.m?ts$/, '.mjs') : name]: compiled });
  }
  return folder;
}

/** What a module logs, or the error that ends it. It is a file: `node --eval` gives its code the built-in modules as globals. */
function outcome(folder: string, code: string): string {
  const head = `import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
const require = createRequire(import.meta.url);
`;
  writeFiles(folder, { 'driver.mjs': head + code });
  const { stdout, stderr, status } = spawnSync(process.execPath, ['driver.mjs'], { cwd: folder, encoding: 'utf8' });
  const error = stderr.split('\n').find((line) => /^\w*Error\b/.test(line)) ?? stderr;
  return status === 0 ? stdout.trim() : error;
}
