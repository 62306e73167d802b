import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { suite } from '../testing/suite.js';
import { childPool } from './child-pool.js';
import { describeFile } from './describe-module.js';

const test = suite('child-pool');

/** Does to its own process what the file's first line says. */
const HOSTILE = `
import { defineCodemod } from ${JSON.stringify(pathToFileURL(fileURLToPath(new URL('../index.js', import.meta.url))).href)};
const hog = [];
export default defineCodemod({
  name: 'hostile', version: '1.0.0', summary: 'Does harm.', params: {}, codes: {},
  languages: { python: { needles: [], *transform(file, context) {
    const [, act] = /^# (\\w+)/.exec(file.text) ?? [];
    if (act === 'kill') process.kill(process.pid, 'SIGKILL');
    if (act === 'segv') process.kill(process.pid, 'SIGSEGV');
    if (act === 'abort') process.abort();
    if (act === 'exit') process.exit(0);
    if (act === 'hang') for (;;);
    if (act === 'wait') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    if (act === 'memory') for (;;) hog.push(new Array(100_000).fill(Math.random()).map(String));
    if (act === 'speak') console.log('hello from the codemod');
    if (!file.text.startsWith('# done')) yield context.fix({ reason: 'r', at: file.root, edits: [{ start: 0, end: 0, oldText: '', newText: '# done\\n' }] });
  } } },
});
`;

const folder = mkdtempSync(path.join(os.tmpdir(), 'child-pool-'));
const module = path.join(folder, 'hostile.mjs');
writeFileSync(module, HOSTILE);
test.after(() => rmSync(folder, { recursive: true, force: true }));

async function runAll(files: readonly string[], more: object = {}) {
  const lines: string[] = [];
  const pool = childPool({
    codemods: [{ url: pathToFileURL(module).href, params: {} }],
    wanted: { threshold: 'safe', rejected: new Set() },
    deadline: 3_000,
    heap: 128,
    onOutput: (line) => lines.push(line),
    ...more,
  });
  try {
    const results = await Promise.all(files.map((text, index) => pool.file([0], `f${index}.py`, Buffer.from(text))));
    return { results, lines };
  } finally {
    await pool.close();
  }
}

const ENDS = [
  ['kill', 'worker-crash'],
  ['segv', 'worker-crash'],
  ['abort', 'worker-crash'],
  ['exit', 'worker-crash'],
  ['hang', 'deadline'],
  ['wait', 'deadline'],
  ['memory', 'out-of-memory'],
] as const;

for (const [act, code] of ENDS) {
  test(`a child that ends by ${act} is the failure of its file, and no other file is lost`, async () => {
    const files = Array.from({ length: 30 }, (_, index) => (index === 11 ? `# ${act}\n` : `x = ${index}\n`));
    const { results } = await runAll(files, act === 'memory' ? { deadline: 60_000 } : {});
    const failed = results.flatMap(({ failure }, index) => (failure === null ? [] : [{ index, code: failure.code }]));
    assert.deepEqual(failed, [{ index: 11, code }]);
    assert.equal(results.filter(({ after }) => after !== null).length, 29);
  });
}

/** Throws from a timer, 300 ms after a file that says `late` was handed over. */
async function withTimers(wait: (isLate: string) => string, texts: readonly string[]) {
  const module = path.join(folder, `late-${texts.length}.cjs`);
  const leaves =
    "const isLate = file.source.includes('late'); if (isLate) setTimeout(() => { throw new Error('too late'); }, 300);";
  const waits = `return new Promise((done) => setTimeout(done, ${wait('isLate')}, file.source + 'x;'));`;
  writeFileSync(module, `module.exports = (file) => { ${leaves} ${waits} };`);
  const lines: string[] = [];
  const pool = childPool({
    codemods: [{ url: pathToFileURL(module).href, params: {} }],
    wanted: { threshold: 'safe', rejected: new Set() },
    jobs: 1,
    onOutput: (line) => lines.push(line),
  });
  const results = await Promise.all(texts.map((text, index) => pool.file([0], `f${index}.js`, Buffer.from(text))));
  await pool.close();
  return { lines, failed: results.flatMap(({ failure }, index) => (failure === null ? [] : [[index, failure.code]])) };
}

test('what a transform throws from a timer is the failure of its file, and costs no other one', async () => {
  const { failed, lines } = await withTimers(() => '800', ['a;', 'late;', 'b;', 'late;', 'c;']);
  assert.deepEqual(failed, [
    [1, 'worker-crash'],
    [3, 'worker-crash'],
  ]);
  assert.ok(lines.some((line) => line.includes('too late')));
});

test('what a transform has left running after its file ends its child, and costs no other file', async () => {
  const { failed, lines } = await withTimers((isLate) => `${isLate} ? 0 : 800`, ['a;', 'late;', 'b;', 'late;', 'c;', 'd;']);
  assert.deepEqual(failed, []);
  assert.equal(lines.filter((line) => line === 'Error: too late').length, 2, 'both children have died of it');
});

/** How often each file is tried by a transform of which `code` is the body, in one child after the other. */
async function tries(name: string, code: string, texts: readonly string[]) {
  const module = path.join(folder, `${name}.cjs`);
  writeFileSync(module, `module.exports = async (file) => { console.log(file.path); ${code} };`);
  const tried: string[] = [];
  const pool = childPool({
    codemods: [{ url: pathToFileURL(module).href, params: {} }],
    wanted: { threshold: 'safe', rejected: new Set() },
    jobs: 1,
    onOutput: (line) => tried.push(line),
  });
  const results = await Promise.all(texts.map((text, index) => pool.file([0], `f${index}.js`, Buffer.from(text))));
  await pool.close();
  return {
    tried: texts.map((_, index) => tried.filter((line) => line === `f${index}.js`).length),
    failed: results.flatMap(({ failure }, index) => (failure === null ? [] : [[index, failure.code]])),
  };
}

const PAUSE = (milliseconds: number): string => `await new Promise((done) => setTimeout(done, ${milliseconds}));`;

for (const [how, end] of [
  ['exits', 'process.exit(0);'],
  ['exits later on', `${PAUSE(20)} setTimeout(() => process.exit(0), 20); ${PAUSE(500)}`],
  ['throws from a timer', `setTimeout(() => { throw new Error('late'); }, 20); ${PAUSE(500)}`],
  ['leaves a rejection alone', `void Promise.reject(new Error('alone')); ${PAUSE(500)}`],
] as const) {
  test(`a transform that ${how} has ended its own process, and is tried once`, async () => {
    const { tried, failed } = await tries(how.replaceAll(' ', '-'), `if (file.source === 'end;') { ${end} }`, [
      'a;',
      'end;',
      'b;',
    ]);
    assert.deepEqual([tried, failed], [[1, 1, 1], [[1, 'worker-crash']]]);
  });
}

test('the control: one whose process is killed, or ended by what an earlier file has left running, is tried once more', async () => {
  const killed = await tries('kills', "if (file.source === 'end;') process.kill(process.pid, 'SIGKILL');", ['a;', 'end;', 'b;']);
  assert.deepEqual([killed.tried, killed.failed], [[1, 2, 1], [[1, 'worker-crash']]]);
  const leaves = `if (file.source === 'end;') setTimeout(() => process.exit(0), 200); else ${PAUSE(600)}`;
  const left = await tries('leaves', leaves, ['a;', 'end;', 'b;']);
  assert.deepEqual([left.tried, left.failed], [[1, 1, 2], []]);
});

test('a codemod that takes too long for file after file is given up', async () => {
  const files = Array.from({ length: 12 }, (_, index) => (index < 10 ? '# hang\n' : 'x = 1\n'));
  const { results } = await runAll(files, { deadline: 600, jobs: 1 });
  const messages = results.map(({ failure }) => failure?.message ?? '');
  assert.equal(messages.filter((message) => message.includes('was stopped')).length, 4);
  assert.equal(messages.filter((message) => message.includes('was not tried')).length, 8);
});

test('a child that has described a module runs it, with what it printed until then', async () => {
  const file = path.join(folder, 'warm.cjs');
  writeFileSync(file, "console.log('loaded by ' + process.pid); module.exports = (file) => file.source + process.pid + ';';");
  const { warm, url } = await describeFile(file, [], 'kept');
  assert.ok(warm !== undefined);
  const lines: string[] = [];
  const wanted = { threshold: 'safe', rejected: new Set<string>() } as const;
  const pool = childPool({ codemods: [{ url, params: {} }], wanted, allowed: [], warm, onOutput: (line) => lines.push(line) });
  const { after } = await pool.file([0], 'a.js', Buffer.from('a;'));
  await pool.close();
  assert.deepEqual(lines, [`loaded by ${String(after).replace('a;', '').replace(';', '')}`]);
  const ended = await describeFile(file);
  assert.equal(ended.warm, undefined);
});

test('children are replaced after the files that they may hold', async () => {
  const { results } = await runAll(
    Array.from({ length: 25 }, () => 'x = 1\n'),
    { files: 4 },
  );
  assert.ok(results.every(({ after }) => after !== null));
});

test('a child that has done its share is replaced by one: never are more started than may run', async () => {
  const file = path.join(folder, 'share.cjs');
  writeFileSync(file, 'module.exports = () => void console.log(process.pid);');
  const lines: string[] = [];
  const wanted = { threshold: 'safe', rejected: new Set<string>() } as const;
  const codemods = [{ url: pathToFileURL(file).href, params: {} }];
  const pool = childPool({ codemods, wanted, allowed: [], files: 6, jobs: 1, onOutput: (line) => lines.push(line) });
  // Each file comes soon after the one before it is done, as from a disk.
  const lane = async (): Promise<void> => {
    for (let index = 0; index < 6; index++) {
      await pool.file([0], `f${index}.js`, Buffer.from('a;'));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  await pool.close();
  assert.deepEqual([lines.length, new Set(lines).size], [24, 4]);
});

test('a child that has described a module holds as many files as those that follow it', async () => {
  const file = path.join(folder, 'share.cjs');
  writeFileSync(file, 'module.exports = () => void console.log(process.pid);');
  const { warm, url } = await describeFile(file, [], 'kept');
  assert.ok(warm !== undefined);
  const lines: string[] = [];
  const wanted = { threshold: 'safe', rejected: new Set<string>() } as const;
  const limits = { files: 3, jobs: 1 };
  const pool = childPool({
    codemods: [{ url, params: {} }],
    wanted,
    allowed: [],
    warm,
    ...limits,
    onOutput: (line) => lines.push(line),
  });
  await Promise.all(Array.from({ length: 6 }, (_, index) => pool.file([0], `f${index}.js`, Buffer.from('a;'))));
  await pool.close();
  const [first, ...rest] = [...new Set(lines)];
  assert.deepEqual([lines.filter((line) => line === first).length, rest.length], [3, 1]);
});

test('what a codemod prints is told, not mixed in', async () => {
  const { lines } = await runAll(['# speak\n']);
  assert.ok(lines.includes('hello from the codemod'), lines.join('\n'));
});

test('a codemod that does not load ends the run with its reason', async () => {
  const url = pathToFileURL(path.join(folder, 'missing.mjs')).href;
  await assert.rejects(runAll(['x\n'], { codemods: [{ url, params: {} }] }), { code: 'codemod-unloadable' });
});
