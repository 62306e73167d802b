import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCli } from '../testing/run-cli.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { holdsNetwork } from './permissions.js';

const test = suite('what transforms may do');

interface Tried {
  readonly status: number | null;
  readonly failed: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  readonly changed: readonly string[];
  readonly folder: string;
}

/** Runs a transform that does something beside changing `a.js` to a second statement; `b.js` it only changes. */
function tried(act: string, options: readonly string[] = [], file = 'transform.cjs'): Tried {
  const folder = tempFolder();
  mkdirSync(path.join(folder, 'src'));
  for (const name of ['a', 'b']) writeFileSync(path.join(folder, `src/${name}.js`), `${name};\n`);
  const isTypeScript = file.endsWith('ts');
  const types = isTypeScript ? ': { source: string; path: string }' : '';
  const transform = `async function transform(file${types}) {
    const { createRequire } = await import('node:module');
    const require = createRequire(${JSON.stringify(path.join(folder, 'x.js'))});
    if (file.path === 'src/a.js') { ${act} }
    return file.source + 'more;\\n';
  }`;
  const text = isTypeScript ? `export default ${transform}` : `module.exports = ${transform}`;
  writeFileSync(path.join(folder, file), text);
  const { status, stdout } = runCli(['apply', `./${file}`, 'src', '--json', ...options], { cwd: folder });
  const answer: {
    outcomes: { path: string; failure: { code: string; message: string } | null }[];
    changes: { path: string }[];
  } = JSON.parse(stdout);
  const failed = answer.outcomes.flatMap(({ path: at, failure }) => (failure === null ? [] : [{ path: at, ...failure }]));
  return { status, failed, changed: answer.changes.map(({ path: at }) => at), folder };
}

const WRITES = "require('node:fs').writeFileSync('written.txt', 'x');";

const REFUSED: readonly (readonly [act: string, permission: string, message: RegExp])[] = [
  [WRITES, 'fs-write', /wants to write \S*written\.txt, .* --allow fs-write$/],
  ["require('node:child_process').execFileSync('true');", 'child-process', /wants to run a program/],
  ["new (require('node:worker_threads').Worker)('1', { eval: true });", 'worker', /wants to start a thread/],
];

for (const [act, permission, message] of REFUSED) {
  test(`${permission} is refused, told with the way to allow it, and allowed by that`, () => {
    const { status, failed, changed } = tried(act);
    assert.deepEqual([status, changed], [4, ['b.js']]);
    assert.deepEqual(
      failed.map(({ path: at, code }) => [at, code]),
      [['a.js', 'permission-refused']],
    );
    assert.match(failed[0]?.message ?? '', message);
    const allowed = tried(act, ['--allow', permission]);
    assert.deepEqual([allowed.status, allowed.changed], [0, ['a.js', 'b.js']]);
  });
}

test('a file that is written by a transform is not there, and is there where it was allowed: in the folder of the run', () => {
  assert.equal(existsSync(path.join(tried(WRITES).folder, 'written.txt')), false);
  const { folder } = tried(WRITES, ['--allow', 'fs-write']);
  assert.equal(readFileSync(path.join(folder, 'written.txt'), 'utf8'), 'x');
});

test('a transform in TypeScript is held in the same way', () => {
  const { failed, changed } = tried(WRITES, [], 'transform.ts');
  assert.deepEqual([failed.map(({ code }) => code), changed], [['permission-refused'], ['b.js']]);
});

test('a module that writes when it is loaded is refused, before any file is read', () => {
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'a.js'), 'a;\n');
  const transform = `${WRITES} module.exports = (file) => file.source + 'b;';`;
  writeFileSync(path.join(folder, 'transform.cjs'), transform);
  const refused = runCli(['apply', './transform.cjs', 'a.js'], { cwd: folder });
  assert.equal(existsSync(path.join(folder, 'written.txt')), false);
  assert.match(refused.stderr.replaceAll(/\s+/g, ' '), /cannot be loaded: the transform wants to write \S*written\.txt,/);
  assert.notEqual(refused.status, 0);
  const allowed = runCli(['apply', './transform.cjs', 'a.js', '--allow', 'fs-write'], { cwd: folder });
  assert.deepEqual([allowed.status, existsSync(path.join(folder, 'written.txt'))], [0, true], allowed.stderr);
});

test(`the network is ${holdsNetwork ? 'refused' : 'not held back by this Node'}`, () => {
  const act = `await new Promise((resolve, reject) => require('node:net').connect(1, '127.0.0.1')
    .on('error', (error) => error.code === 'ECONNREFUSED' ? resolve() : reject(error)));`;
  const { failed } = tried(act);
  assert.equal(failed.length, holdsNetwork ? 1 : 0, JSON.stringify(failed));
});
