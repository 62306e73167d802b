import assert from 'node:assert/strict';
import { type Codemod, defineCodemod } from '../core/codemod.js';
import { insertAt, replaceRange } from '../core/edit.js';
import type { Yielded } from '../core/fix.js';
import '../languages/python/register.js';
import { pythonSupport } from '../languages/python/language.js';
import { suite } from '../testing/suite.js';
import { transformFile } from './transform-file.js';

const test = suite('transform-file');

type Python = NonNullable<Parameters<typeof defineCodemod>[0]['languages']['python']>['transform'];
type Transform = (...args: Parameters<Python>) => Iterable<Yielded>;

function codemod(transform: Transform, more: Partial<Parameters<typeof defineCodemod>[0]> = {}): Codemod {
  const codes = { DEMO001: { title: 'A demo', cause: 'A test.', remedy: 'None.' } };
  const init = { name: 'demo', version: '1.0.0', summary: 'A demo.', params: {}, codes };
  return defineCodemod({ ...init, ...more, languages: { python: { needles: [], transform } } });
}

async function run(text: string | Uint8Array, transform: Codemod | Transform, threshold: 'safe' | 'unsafe' = 'safe') {
  const demo = typeof transform === 'function' ? codemod(transform) : transform;
  const result = await transformFile('a.py', Buffer.from(text), pythonSupport, [{ codemod: demo, params: {} }], {
    threshold,
    rejected: new Set(),
  });
  return { ...result, text: result.after === null ? null : Buffer.from(result.after).toString('utf8') };
}

/** Renames every identifier `from` to `to`, each as a fix of its own. */
const rename = (from: string, to: string): Transform =>
  function* (file, { fix }) {
    for (const node of file.root.ofType('identifier')) {
      if (node.text === from) yield fix({ reason: `${from} is now ${to}`, at: node, edits: [replaceRange(file.text, node, to)] });
    }
  };

test('fixes are applied and the second pass is empty', async () => {
  const result = await run('x = old\ny = old\n', rename('old', 'new'));
  assert.equal(result.text, 'x = new\ny = new\n');
  assert.equal(result.steps.length, 1);
  assert.deepEqual(
    result.steps[0]?.fixes.map(({ line, edits }) => ({ line, edits })),
    [
      { line: 1, edits: [0] },
      { line: 2, edits: [1] },
    ],
  );
});

test('a codemod that never settles leaves the file and is a failure', async () => {
  let turn = 0;
  const flipping: Transform = function* (file, context) {
    turn++;
    yield* rename(turn % 2 === 1 ? 'a' : 'b', turn % 2 === 1 ? 'b' : 'a')(file, context);
  };
  const result = await run('a\n', flipping);
  assert.deepEqual([result.failure?.code, result.text], ['not-settled', null]);
});

test('a codemod that grows the file for ever is stopped at the passes that it declares', async () => {
  let calls = 0;
  const growing: Transform = function* (file, { fix }) {
    calls++;
    yield fix({ reason: 'more', at: file.root, edits: [insertAt(0, '# more\n')] });
  };
  const result = await run('a\n', codemod(growing, { passes: 5 }));
  assert.deepEqual([result.failure?.code, calls], ['not-settled', 5]);
});

test('of two fixes that meet, the later is dropped whole and taken up by the next pass', async () => {
  const both: Transform = function* (file, { fix }) {
    if (!file.text.includes('one'))
      yield fix({ reason: 'first', at: file.root, edits: [replaceRange(file.text, { start: 0, end: 1 }, 'one')] });
    const at = file.text.indexOf('b');
    if (at >= 0)
      yield fix({
        reason: 'second',
        at: file.root,
        edits: [insertAt(at, 'x'), replaceRange(file.text, { start: at + 1, end: at + 2 }, 'C')],
      });
  };
  const touching: Transform = function* (file, context) {
    for (const item of both(file, context)) yield item;
  };
  const result = await run('ab=1\n', touching);
  assert.equal(
    result.failure?.code,
    'edit-invalid',
    'an edit that equals the old text or meets its own fix is an error of the author',
  );
  const clean: Transform = function* (file, { fix }) {
    for (const [from, to] of [
      ['aa', 'one'],
      ['abb', 'two'],
    ] as const) {
      const at = file.text.indexOf(from);
      if (at >= 0)
        yield fix({
          reason: to,
          at: { start: at, end: at },
          edits: [replaceRange(file.text, { start: at, end: at + from.length }, to)],
        });
    }
  };
  assert.equal((await run('aabb\n', clean)).text, 'onebb\n');
  const retried = await run('aaabb\n', clean);
  assert.equal(retried.text, 'oneabb\n'.replace('abb', 'two'));
  assert.equal(retried.steps.length, 2);
});

test('edits that are out of range, or expect other text, are a failure of the codemod', async () => {
  for (const edit of [
    { start: 0, end: 99, oldText: 'x', newText: 'y' },
    { start: 0, end: 1, oldText: 'z', newText: 'y' },
    insertAt(-1, 'x'),
  ]) {
    const result = await run('x = 1\n', function* (file, { fix }) {
      yield fix({ reason: 'bad', at: file.root, edits: [edit] });
    });
    assert.deepEqual([result.failure?.code, result.failure?.codemod, result.text], ['edit-invalid', 'demo', null]);
  }
});

test('a codemod that throws fails that file', async () => {
  const result = await run('x = 1\n', () => {
    throw new TypeError('oh no');
  });
  assert.deepEqual([result.failure?.code, result.failure?.message], ['codemod-threw', 'oh no']);
});

test('a result that does not parse is refused', async () => {
  const result = await run('x = 1\n', function* (file, { fix }) {
    if (file.text.startsWith('x'))
      yield fix({ reason: 'break it', at: file.root, edits: [replaceRange(file.text, { start: 0, end: 1 }, 'def (')] });
  });
  assert.deepEqual([result.failure?.code, result.text], ['output-refused', null]);
});

test('a fix that would lose a comment or a string is not safe', async () => {
  const drop: Transform = function* (file, { fix }) {
    const [call] = file.root.ofType('call');
    if (call !== undefined) yield fix({ reason: 'drop the call', at: call, edits: [replaceRange(file.text, call, 'done')] });
  };
  const losing = 'f(  # why\n  1)\n';
  assert.deepEqual([(await run(losing, drop)).text, (await run(losing, drop)).withheld[0]?.because], [null, 'unsafe']);
  assert.match((await run(losing, drop)).withheld[0]?.fix.caveat ?? '', /# why/);
  assert.equal((await run(losing, drop, 'unsafe')).text, 'done\n');
  assert.equal((await run('f("text")\n', drop)).text, null);
  assert.equal((await run('f(1)\n', drop)).text, 'done\n', 'the control: nothing is lost here');
});

test('unsafe fixes wait until they are asked for, manual ones are never applied', async () => {
  const marked: Transform = function* (file, { fix }) {
    const [name] = file.root.ofType('identifier');
    if (name?.text === 'a')
      yield fix({ reason: 'r', at: name, applicability: 'unsafe', caveat: 'c', edits: [replaceRange(file.text, name, 'b')] });
    if (name !== undefined) yield fix({ reason: 'm', at: name, applicability: 'manual', caveat: 'by hand' });
  };
  assert.deepEqual(
    (await run('a\n', marked)).withheld.map(({ because }) => because),
    ['unsafe', 'manual'],
  );
  assert.equal((await run('a\n', marked, 'unsafe')).text, 'b\n');
});

test('findings stand where they are after the run, and know where they were', async () => {
  const result = await run('old\n\nbad\n', function* (file, context) {
    for (const node of file.root.ofType('identifier')) if (node.text === 'bad') yield context.finding('DEMO001', node);
    if (!file.text.startsWith('#')) {
      yield context.fix({ reason: 'a header', at: file.root, edits: [insertAt(0, '# one\n# two\n')] });
    }
  });
  assert.deepEqual(
    result.findings.map(({ line, lineBefore, column }) => ({ line, lineBefore, column })),
    [{ line: 5, lineBefore: 3, column: 1 }],
  );
});

test('findings and withheld fixes are told in the order of their lines, in whatever order they are found', async () => {
  const result = await run('a\nbb; c\nd\n', function* (file, { fix, finding }) {
    for (const node of [...file.root.ofType('identifier')].reverse()) {
      yield finding('DEMO001', node);
      yield fix({ reason: 'a demo', at: node, edits: [insertAt(node.start, 'x')], applicability: 'manual', caveat: 'of a test' });
    }
  });
  const inOrder = [
    [1, 1],
    [2, 1],
    [2, 5],
    [3, 1],
  ];
  assert.deepEqual(
    result.findings.map(({ line, column }) => [line, column]),
    inOrder,
  );
  assert.deepEqual(
    result.withheld.map(({ line, column }) => [line, column]),
    inOrder,
  );
});

test('what is no fix, finding or note is a failure, not nothing', async () => {
  for (const wrong of [{ nope: 1 }, null, 'text', { kind: 'fix', reason: 'no edits' }, { kind: 'finding', at: null }]) {
    const result = await run('x\n', function* () {
      yield wrong as never;
    });
    assert.deepEqual([result.failure?.code, result.text], ['yield-invalid', null]);
  }
});

test('a code that is not declared is a failure', async () => {
  const result = await run('x\n', function* (file, { finding }) {
    yield finding('OTHER001', file.root);
  });
  assert.equal(result.failure?.code, 'code-undeclared');
});

test('files that cannot be edited exactly are skipped with their reason', async () => {
  const none: Transform = function* () {};
  const nested = `x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`;
  assert.equal((await run(nested, none)).skip?.code, 'too-deep');
  assert.equal((await run('def f(:\n', none)).skip?.code, 'syntax-error');
  assert.equal((await run('print "x"\n', none)).skip?.code, 'python-2');
  assert.equal((await run(Buffer.from([0x78, 0xff]), none)).skip?.code, 'encoding-invalid');
  assert.equal((await run('# coding: utf-16\n', none)).skip?.code, 'encoding-unknown');
  assert.equal((await run('# coding: nonsense\n', none)).skip?.code, 'encoding-unknown');
  assert.equal((await run('', none)).skip, null);
});

test('a new text that its encoding lacks is a failure', async () => {
  const result = await run(Buffer.from('# coding: latin-1\nx\n'), function* (file, { fix }) {
    if (!file.text.includes('€')) yield fix({ reason: 'r', at: file.root, edits: [insertAt(file.text.length, '# €\n')] });
  });
  assert.equal(result.failure?.code, 'not-encodable');
});
