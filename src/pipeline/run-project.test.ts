import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineCodemod } from '../core/codemod.js';
import type { ProjectContext, ProjectYield } from '../core/project-stage.js';
import '../index.js';
import type { ParamSpecs } from '../core/params.js';
import { runOn } from '../testing/run-on.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';

const test = suite('project stage');
type Stage = (context: ProjectContext<ParamSpecs>) => AsyncIterable<ProjectYield>;

function codemodWith(stage: Stage, url = 'file:///nowhere/codemod.js') {
  const codemod = defineCodemod({
    name: 'sample',
    version: '1.0.0',
    summary: 'Changes whole files.',
    params: {},
    codes: { DEMO001: { title: 'A demonstration', cause: 'It is one.', remedy: 'None.' } },
    languages: {
      python: {
        needles: ['old'],
        paths: ['src/*.py'],
        *transform(file, context) {
          for (const node of file.root.ofType('identifier')) {
            if (node.text !== 'old') continue;
            yield context.fix({ reason: 'new name', at: node, edits: [{ ...span(node), oldText: 'old', newText: 'mid' }] });
          }
        },
      },
    },
    project: (_tree, context) => stage(context),
  });
  return { codemod, url };
}

function span({ start, end }: { start: number; end: number }) {
  return { start, end };
}

test('edits a file that the transform has changed: one change with both steps', async () => {
  const loaded = codemodWith(async function* (context) {
    const opened = await context.open('python', 'src/a.py');
    assert.ok(opened !== null);
    const name = [...opened.file.root.ofType('identifier')].find(({ text }) => text === 'mid');
    assert.ok(name !== undefined);
    const edits = [{ ...span(name), oldText: 'mid', newText: 'new' }];
    yield context.edit(opened, { reason: 'newer name', at: name, edits, imports: [{ action: 'need', module: 'os' }] });
  });
  const run = await runOn(loaded, { 'src/a.py': 'import sys\nold = 1\n', 'other.py': 'old = 1\n' });
  assert.deepEqual(run.project, { findings: [], failures: [], heldBack: [] });
  assert.equal(run.text('src/a.py'), 'import os\nimport sys\nnew = 1\n');
  assert.equal(run.text('other.py'), 'old = 1\n', 'outside of the globs');
  assert.equal(run.plan.changes.length, 1);
  assert.equal(run.counts.discovered, 1, 'a file outside of the globs is not one of the run');
});

test('an unsafe edit is withheld and told', async () => {
  const loaded = codemodWith(async function* (context) {
    const opened = await context.open('python', 'a.py');
    if (opened === null) return;
    const edits = [{ start: 0, end: 1, oldText: 'x', newText: 'y' }];
    yield context.edit(opened, { reason: 'why', at: opened.file.root, edits, applicability: 'unsafe', caveat: 'because' });
  });
  const run = await runOn(loaded, { 'a.py': 'x = 1\n' });
  assert.deepEqual(run.changed, []);
  assert.deepEqual(
    run.project.findings.map(({ code, message }) => [code, message]),
    [['withheld-unsafe', 'why: because']],
  );
  assert.deepEqual((await runOn(loaded, { 'a.py': 'x = 1\n' }, { unsafe: true })).text('a.py'), 'y = 1\n');
});

test('a file is left standing where the edit that it may have gone into is withheld', async () => {
  const loaded = codemodWith(async function* (context) {
    const opened = await context.open('python', 'a.py');
    if (opened === null) return;
    const edits = [{ start: 0, end: 1, oldText: 'x', newText: 'y' }];
    yield { kind: 'delete', path: 'b.py', reason: 'it stands in a.py' };
    yield context.edit(opened, { reason: 'why', at: opened.file.root, edits, applicability: 'unsafe', caveat: 'because' });
  });
  const files = { 'a.py': 'x = 1\n', 'b.py': 'y = 2\n' };
  const run = await runOn(loaded, files);
  assert.deepEqual(run.changed, []);
  assert.match(run.project.findings[1]?.message ?? '', /the file is left where it is \(delete\)/);
  assert.deepEqual((await runOn(loaded, files, { unsafe: true })).changed, ['a.py', 'b.py'], 'control');
});

test('an edit that would not parse fails the stage, and nothing of it counts', async () => {
  const loaded = codemodWith(async function* (context) {
    yield { kind: 'create', path: 'made.txt', text: 'made', reason: 'why' };
    const opened = await context.open('python', 'a.py');
    if (opened === null) return;
    yield context.edit(opened, {
      reason: 'why',
      at: opened.file.root,
      edits: [{ start: 0, end: 1, oldText: 'x', newText: '(' }],
    });
  });
  const run = await runOn(loaded, { 'a.py': 'x = 1\n' });
  assert.deepEqual(run.changed, []);
  assert.deepEqual(
    run.project.failures.map(({ code }) => code),
    ['output-refused'],
  );
});

test('opens only what is there and of the language', async () => {
  const answers: (object | null)[] = [];
  // biome-ignore lint/correctness/useYield: it looks and yields nothing
  const loaded = codemodWith(async function* (context) {
    for (const file of ['none.py', 'bad.py', 'note.yaml', 'bad.off']) answers.push(await context.open('python', file));
  });
  await runOn(loaded, { 'bad.py': 'def (\n', 'note.yaml': 'x', 'bad.off': 'def (\n' });
  assert.deepEqual(answers, [null, null, null, null]);
});

test('opens a file of no language as what it is asked for', async () => {
  const roots: (string | undefined)[] = [];
  // biome-ignore lint/correctness/useYield: it looks and yields nothing
  const loaded = codemodWith(async function* (context) {
    roots.push((await context.open('yaml', 'build.yml.off'))?.services.root?.kind);
  });
  await runOn(loaded, { 'build.yml.off': 'a: 1\n' });
  assert.deepEqual(roots, ['map']);
});

test('fills templates in, and refuses one that does not fit', async () => {
  const folder = tempFolder();
  mkdirSync(path.join(folder, 'template'));
  writeFileSync(path.join(folder, 'template/a.txt'), 'hello {{name}}, {{name}}: ${{ github.ref }} {{ x }}\n');
  const url = pathToFileURL(path.join(folder, 'codemod.js')).href;
  const make = (values: Record<string, string>, file = 'a.txt') =>
    codemodWith(async function* (context) {
      yield { kind: 'create', path: 'a.txt', text: await context.template(file, values), reason: 'why' };
    }, url);
  assert.equal((await runOn(make({ name: 'you' }), {})).text('a.txt'), 'hello you, you: ${{ github.ref }} {{ x }}\n');
  for (const loaded of [make({}), make({ name: 'you', other: 'x' }), make({ name: 'you' }, 'none.txt')]) {
    const { project, changed } = await runOn(loaded, {});
    assert.deepEqual([project.failures[0]?.code, changed], ['template-invalid', []]);
  }
});
