import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Codemod, type CodemodInit, defineCodemod } from '../core/codemod.js';
import '../languages/python/register.js';
import { type Files, runBound } from '../testing/run-on.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { childPool } from './child-pool.js';

const test = suite('survey');

type Survey = NonNullable<CodemodInit<Record<never, never>>['survey']>;

/** Puts what its survey has told of a file in front of it. */
function codemod(survey: Survey): Codemod {
  return defineCodemod({
    name: 'sample',
    version: '1.0.0',
    summary: 'Writes what is told.',
    params: {},
    codes: { DEMO001: { title: 'A demonstration', cause: 'It is one.', remedy: 'None.' } },
    languages: {
      python: {
        needles: ['needle'],
        *transform(file, { told, fix, note }) {
          if (told === null || file.text.startsWith('#')) return;
          const edits = [{ start: 0, end: 0, oldText: '', newText: `# ${String(told.value)}\n` }];
          const init = { reason: 'told', at: file.root, edits };
          yield told.refused === null ? fix(init) : fix({ ...init, applicability: 'manual', caveat: told.refused });
          if (told.refused === null) yield note(file.path);
        },
      },
    },
    survey,
    async *project(_tree, { files }) {
      const text = files.map(({ notes }) => notes.join()).join();
      if (text !== '') yield { kind: 'create', path: 'noted.txt', text, reason: 'noted' };
    },
  });
}

function run(survey: Survey, files: Files, paths: readonly string[] = []) {
  return runBound([{ codemod: codemod(survey), params: {} }], files, 'safe', { paths });
}

const told = (path: string, together: readonly string[] = []) => ({ kind: 'told', path, value: path, together }) as const;

test('is given what the run selects, and tells files of it, needle or not', async () => {
  const files = { 'a.py': 'needle\n', 'b.py': 'b\n', 'c.py': 'needle\n', 'd.txt': 'needle\n', 'x/e.py': 'needle\n' };
  const result = await run(
    async function* (tree, { files: some, selected }) {
      assert.deepEqual(
        [some, selected],
        [
          ['a.py', 'c.py'],
          ['a.py', 'b.py', 'c.py'],
        ],
      );
      assert.equal((await tree.read('x/e.py'))?.toString(), 'needle\n');
      yield told('a.py');
      yield told('b.py');
    },
    files,
    ['a.py', 'b.py', 'c.py', 'd.txt'],
  );
  assert.deepEqual([result.text('a.py'), result.text('b.py')], ['# a.py\nneedle\n', '# b.py\nb\n']);
  assert.deepEqual([result.counts.discovered, result.counts.changed, result.counts.unchanged], [3, 2, 1]);
  assert.equal(result.text('noted.txt'), 'a.py,b.py');
});

test('fails single files, and reports findings', async () => {
  const result = await run(
    async function* (_tree, { finding }) {
      yield { kind: 'failure', path: 'a.py', code: 'codemod-threw', message: 'no idea' };
      yield finding('DEMO001', 'pyproject.toml');
      yield told('b.py');
    },
    { 'a.py': 'needle\n', 'b.py': 'needle\n' },
  );
  assert.deepEqual(
    result.outcomes.map(({ path, kind, failure }) => [path, kind, failure?.message]),
    [
      ['a.py', 'failed', 'no idea'],
      ['b.py', 'changed', undefined],
    ],
  );
  assert.deepEqual(
    result.project.findings.map(({ path, message, codemod: name }) => [path, message, name]),
    [['pyproject.toml', 'A demonstration', 'sample']],
  );
});

test('that throws fails all its files: none was looked at to the end', async () => {
  const result = await run(
    async function* () {
      yield told('a.py');
      throw new Error('no idea');
    },
    { 'a.py': 'needle\n', 'b.py': 'b\n' },
  );
  assert.deepEqual([result.changed, result.counts.failed, result.counts.unchanged], [[], 1, 1]);
  assert.deepEqual(result.project.failures, [{ codemod: 'sample', code: 'codemod-threw', message: 'no idea' }]);
});

test('what belongs together is done whole or not at all, with its notes; the rest goes on', async () => {
  const survey: Survey = async function* () {
    yield told('a.py', ['a.py', 'b.py']);
    yield told('b.py', ['b.py', 'c.py']);
    yield told('c.py');
    yield told('d.py');
  };
  const files = { 'a.py': 'a\n', 'b.py': 'b\n', 'c.py': 'c\n', 'd.py': 'd\n' };
  assert.deepEqual((await run(survey, files)).changed, ['a.py', 'b.py', 'c.py', 'd.py', 'noted.txt'], 'the control');
  const held = await run(survey, { ...files, 'c.py': 'c  # codemod: ignore[sample] mine\n' });
  assert.deepEqual(held.changed, ['d.py', 'noted.txt']);
  assert.equal(held.text('noted.txt'), 'd.py');
  const caveat = 'it belongs with a change of c.py, which is not made: a comment holds it back there';
  assert.deepEqual(
    held.withheld.map((one) => [one.path, one.because, one.caveat]),
    [
      ['a.py', 'manual', caveat],
      ['b.py', 'manual', caveat],
    ],
  );
  const broken = await run(survey, { ...files, 'c.py': 'c = (\n' });
  assert.match(broken.withheld[0]?.caveat ?? '', /change of c\.py, which is not made: it is skipped$/);
  assert.deepEqual(broken.changed, ['d.py', 'noted.txt']);
});

const HOSTILE = `
import { defineCodemod } from ${JSON.stringify(pathToFileURL(fileURLToPath(new URL('../index.js', import.meta.url))).href)};
export default defineCodemod({
  name: 'hostile', version: '1.0.0', summary: 'Does harm.', params: {}, codes: {},
  languages: { python: { needles: [], *transform() {} } },
  async *survey(tree, { files, hold }) {
    for (const path of files) {
      hold(path);
      const text = String(await tree.read(path));
      console.log(text);
      if (text === 'exit') process.exit(0);
      if (text === 'hang') for (;;);
      yield { kind: 'told', path, value: text };
    }
  },
});
`;

test('a file that its process does not survive fails alone', async () => {
  const module = path.join(tempFolder(), 'hostile.mjs');
  writeFileSync(module, HOSTILE);
  const survey = async (...texts: readonly string[]) => {
    const lines: string[] = [];
    const pool = childPool({
      codemods: [{ url: pathToFileURL(module).href, params: {} }],
      wanted: { threshold: 'safe', rejected: new Set() },
      deadline: 2_000,
      onOutput: (line, about) => lines.push(`${about}: ${line}`),
    });
    const files = texts.map((_, index) => `${index}.py`);
    const tree = { paths: async () => files, read: async (file: string) => Buffer.from(texts[Number.parseInt(file, 10)] ?? '') };
    const held: (string | null)[] = [];
    const result = await pool.survey(0, tree, { files, selected: files }, (file) => held.push(file));
    assert.ok(files.every((file) => held.includes(file)) || result.failure !== null);
    await pool.close();
    return {
      told: result.told.map(({ value }) => value),
      failures: result.failures.map(({ path: at, code }) => `${at} ${code}`),
      lines,
      failure: result.failure?.code,
    };
  };
  const { told: values, failures, lines } = await survey('a', 'exit', 'b', 'hang', 'c');
  assert.deepEqual(
    [values, failures],
    [
      ['a', 'b', 'c'],
      ['1.py worker-crash', '3.py deadline'],
    ],
  );
  assert.ok(lines.includes('2.py: b'), lines.join());
  const many = await survey('exit', 'exit', 'exit', 'exit', 'exit');
  assert.deepEqual([many.failures.length, many.failure], [3, 'worker-crash']);
});
