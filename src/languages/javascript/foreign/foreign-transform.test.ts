import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineCodemod } from '../../../core/codemod.js';
import { type Files, type MemoryRun, runBound } from '../../../testing/run-on.js';
import { suite } from '../../../testing/suite.js';
import type { ForeignTransform } from './foreign-options.js';
import { type JscodeshiftTransform, jscodeshiftTransform } from './jscodeshift-transform.js';
import { tsMorphTransform } from './ts-morph-transform.js';

const test = suite('transforms of other tools');

function run(javascript: ForeignTransform, files: Files, unsafe = false): Promise<MemoryRun> {
  const codemod = defineCodemod({
    name: 'foreign',
    version: '1.0.0',
    summary: 'Runs a transform.',
    params: { greeting: { type: 'string', default: 'hello', description: 'A word.' } },
    codes: { FOR001: { title: 'Something is odd', cause: 'It is.', remedy: 'Look.' } },
    foreign: true,
    languages: { javascript },
  });
  return runBound([{ codemod, params: { greeting: 'hello' } }], files, unsafe ? 'unsafe' : 'safe');
}

function outcomes({ outcomes: list }: MemoryRun): readonly string[] {
  return list.map(({ kind, failure, skip }) => [kind, failure?.code, failure?.message, skip?.code].filter(Boolean).join(' '));
}

const rename: JscodeshiftTransform = (file, { j }) => {
  const root = j(file.source);
  root.find(j.Identifier, { name: 'a' }).forEach((path) => {
    path.node.name = 'renamed';
  });
  return root.toSource();
};

test('only what was changed is written', async () => {
  const before = "\ufeff#!/usr/bin/env node\r\n\tif ((a)) \"x\"+'y' ;\r\nvar t = [`\u2028\r\n`, '\u2029',];\n// end";
  const result = await run(jscodeshiftTransform(rename), { 'x.js': before });
  assert.equal(result.text('x.js'), before.replace('(a)', '(renamed)'));
});

test('a line separator in what is changed is no newline afterwards', async () => {
  const result = await run(
    jscodeshiftTransform((file, { j }) => {
      const root = j(file.source);
      root.find(j.TemplateElement).forEach(({ node }) => {
        node.value = { raw: `${node.value.raw}!`, cooked: null as unknown as string };
      });
      return root.toSource();
    }),
    { 'x.js': 'a(`b\u2028c`);\r\n' },
  );
  assert.equal(result.text('x.js'), 'a(`b\u2028c!`);\r\n');
});

test('no text, and the same text, is nothing to do', async () => {
  for (const nothing of [null, undefined, '', false] as readonly unknown[]) {
    const result = await run(
      jscodeshiftTransform(() => nothing as string),
      { 'x.js': 'a;' },
    );
    assert.deepEqual([result.changed, result.counts.unchanged], [[], 1]);
  }
  assert.deepEqual(
    (
      await run(
        jscodeshiftTransform((file) => file.source),
        { 'x.js': 'a;' },
      )
    ).changed,
    [],
  );
  assert.deepEqual(
    (
      await run(
        tsMorphTransform(() => {}),
        { 'x.js': 'a;\r\n' },
      )
    ).changed,
    [],
  );
  // The control: this one does something.
  assert.deepEqual(
    (
      await run(
        jscodeshiftTransform(() => 'b;'),
        { 'x.js': 'a;' },
      )
    ).changed,
    ['x.js'],
  );
});

test('one that throws, or returns what is no program, fails its file alone', async () => {
  const throwing = jscodeshiftTransform((file, api) => {
    if (file.path === 'bad.js') throw new Error('no idea');
    return rename(file, api, {});
  });
  const result = await run(throwing, { 'bad.js': 'a;', 'good.js': 'a;' });
  assert.deepEqual(outcomes(result), ['failed codemod-threw no idea', 'changed']);
  assert.match(
    outcomes(
      await run(
        jscodeshiftTransform(() => 'let = ;'),
        { 'x.js': 'a;' },
      ),
    ).join(),
    /^failed output-refused what the/,
  );
  const number: unknown = () => 5;
  assert.match(
    outcomes(await run(jscodeshiftTransform(number as JscodeshiftTransform), { 'x.js': 'a;' })).join(),
    /a number, not/,
  );
});

test('one may answer later: its promise is waited for, and one that is broken fails its file', async () => {
  const files = { 'x.js': 'a;', 'y.js': 'c;' };
  const later = jscodeshiftTransform(async (file) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (file.path === 'y.js') throw new Error('no idea');
    return 'b;';
  });
  const result = await run(later, files);
  assert.deepEqual(outcomes(result), ['changed', 'failed codemod-threw no idea']);
  assert.equal(result.text('x.js'), 'b;');
  const morph = tsMorphTransform(async (sourceFile) => {
    await Promise.resolve();
    sourceFile.replaceWithText('b;');
  });
  assert.equal((await run(morph, { 'x.ts': 'a;' })).text('x.ts'), 'b;');
});

test('a lost comment makes it unsafe, a changed string does not', async () => {
  const drop = tsMorphTransform((sourceFile) => sourceFile.getStatements()[0]?.replaceWithText("b('y');"));
  const commented = { 'x.ts': "a('x', /* why */ 1);\n" };
  const withheld = await run(drop, commented);
  assert.deepEqual([withheld.changed, withheld.withheld.map(({ because }) => because)], [[], ['unsafe']]);
  assert.equal((await run(drop, commented, true)).text('x.ts'), "b('y');\n");
  assert.equal((await run(drop, { 'x.ts': "a('x');\r\n" })).text('x.ts'), "b('y');\r\n");
});

const dropCalls: JscodeshiftTransform = (file, { j }) => {
  const root = j(file.source);
  root.find(j.ExpressionStatement, { expression: { callee: { name: 'dbg' } } }).remove();
  return root.toSource();
};

/** What follows `dbg()` is a statement of its own as long as a `;` stands before it. */
const EXPOSED = ['[1, 2].forEach(x => x)', '(function () {})()', '`x`.trim()', '+function () {}()', '/x/g.test(c)'];

test('a statement that the printer joins to the one before it makes it unsafe', async () => {
  for (const exposed of EXPOSED) {
    const files = { 'x.js': `const a = b\ndbg()\n;${exposed}\n` };
    const withheld = await run(jscodeshiftTransform(dropCalls), files);
    assert.deepEqual([withheld.changed, withheld.withheld.map(({ because }) => because)], [[], ['unsafe']], exposed);
    assert.ok(withheld.withheld[0]?.caveat.endsWith(`statement before it: ${exposed}`), withheld.withheld[0]?.caveat);
    assert.equal((await run(jscodeshiftTransform(dropCalls), files, true)).text('x.js'), `const a = b\n${exposed}\n`);
    // The control: nothing is lost where the statement before has its `;`, or is a block.
    for (const kept of ['const a = b;', 'if (a) {}']) {
      const safe = await run(jscodeshiftTransform(dropCalls), { 'x.js': `${kept}\ndbg()\n;${exposed}\n` });
      assert.equal(safe.text('x.js'), `${kept}\n${exposed}\n`);
    }
  }
});

test('so does an else that the printer gives to another if', async () => {
  const guard = jscodeshiftTransform((file, { j }) => {
    const root = j(file.source);
    root.find(j.ExpressionStatement, { expression: { callee: { name: 'guard' } } }).replaceWith(({ node }) => {
      return j.ifStatement(j.identifier('debug'), j.blockStatement([node]));
    });
    return root.toSource();
  });
  for (const head of ['if (a)', 'if (a) for (;;)', 'if (a) while (b)', 'if (a) x:', 'if (c) if (a)']) {
    const withheld = await run(guard, { 'x.js': `${head} guard(1); else other();\n` });
    assert.deepEqual([withheld.changed, withheld.withheld.map(({ because }) => because)], [[], ['unsafe']], head);
    assert.match(withheld.withheld[0]?.caveat ?? '', /may belong to another `if`: if \(debug\)/);
  }
  // The controls: braces, no else, and an else of the file itself.
  for (const safe of ['if (a) { guard(1); } else other();', 'if (a) guard(1);', 'if (a) if (b) c(); else d();\nguard(1);']) {
    const result = await run(guard, { 'x.js': `${safe}\n` });
    assert.deepEqual([result.changed.length, result.withheld.length], [1, 0], safe);
  }
});

test('so does one that it puts in, and one that it moves; what ts-morph made is looked at as well', async () => {
  const insert = jscodeshiftTransform((file, { j }) => {
    const call = j.callExpression(j.functionExpression(null, [], j.blockStatement([])), []);
    return j(file.source).find(j.VariableDeclaration).insertAfter(j.expressionStatement(call)).toSource();
  });
  assert.deepEqual(
    (await run(insert, { 'x.js': 'const a = b\nc()\n' })).withheld.map(({ because }) => because),
    ['unsafe'],
  );
  assert.deepEqual((await run(insert, { 'x.js': 'const a = b;\nc()\n' })).changed, ['x.js'], 'control');
  const swap = jscodeshiftTransform((file, { j }) => {
    const root = j(file.source);
    root.find(j.Program).forEach(({ node }) => void node.body.unshift(...node.body.splice(1, 1)));
    return root.toSource();
  });
  assert.deepEqual(
    (await run(swap, { 'x.js': 'a = 1\nb = 2\n;[1].map(y)\n' })).withheld.map(({ because }) => because),
    ['unsafe'],
  );
  assert.deepEqual((await run(swap, { 'x.js': 'a = 1;\nb = 2;\n[1].map(y)\n' })).changed, ['x.js'], 'control');
  const morph = tsMorphTransform((sourceFile) => sourceFile.replaceWithText('a = 1\n[1].map(y)\n'));
  assert.deepEqual(
    (await run(morph, { 'x.ts': 'a = 1\ndbg()\n;[1].map(y)\n' })).withheld.map(({ because }) => because),
    ['unsafe'],
  );
});

test('what the page shows otherwise by the printer’s fault makes it unsafe', async () => {
  const element = (children: string): string => `a = <p>${children}</p>\n`;
  const caveats = async (before: string, after: string): Promise<readonly (string | undefined)[]> => {
    const result = await run(
      jscodeshiftTransform(() => element(after)),
      { 'x.js': element(before) },
    );
    return result.withheld.map(({ caveat }) => caveat);
  };
  const said = 'the printer changed white space or parentheses that the page shows: ';
  for (const [before, after, shown] of [
    ['You have {b} new', 'You have {b}new{c}', '"new"'],
    ['<Q/>', '<R>(<Q/>)</R>', '"("'],
    ['<Q/> x &nbsp; y', '<Q/>x \u00a0 y<R/>', '"x \u00a0 y"'],
    ['x<R/>y z', 'xyz', '"xyz"'],
    ['<Q/> <R/>', '<Q/><R/><S/>', '"<Q/><R/>"'],
  ] as const)
    assert.deepEqual(await caveats(before, after), [said + shown]);
  // The control: other words, other children, other entities, other lines.
  for (const [before, after] of [
    ['You have {b} new', 'You have {b} old'],
    ['<Q/> <R/>', '<Q/><S/>'],
    ['x <R/> y', 'x  y'],
    ['x &nbsp; y', 'x \u00a0 y{c}'],
    ['{b}\n  x', '{b}\n      x\n{c}'],
    ['(x)<R/>', '(x)'],
  ] as const)
    assert.deepEqual(await caveats(before, after), [], after);
});

test('a comment that cannot be kept where it stands makes it unsafe', async () => {
  const before = 'f(\n  a, // A\n  b\n);\n';
  const rewrite = (text: string): Promise<MemoryRun> =>
    run(
      jscodeshiftTransform(() => text),
      { 'x.js': before },
    );
  const mixed = await rewrite('// A\nf(a, /* new */ b, c);\n');
  assert.deepEqual(
    mixed.withheld.map(({ caveat }) => caveat),
    ['comments would stand elsewhere: // A'],
  );
  const kept = await rewrite('// A\nf(a, b, c);\n');
  assert.equal(kept.text('x.js'), before.replace('b', 'b, c'), 'control');
});

test('what goes on in another line is no fault where it did so before, or where one line goes on', async () => {
  const edit = jscodeshiftTransform(({ source }) => source.replace('old', 'fresh').replace('foo\n;(bar)', 'foo.then(bar)'));
  for (const before of ['old\n(a)\n;[a].b()\n', 'old(a)\n  .map()\n;[a].b()\n', 'foo\n;(bar)\n', 'if (old) {}\n;[a].b()\n']) {
    assert.deepEqual((await run(edit, { 'x.js': before })).changed, ['x.js'], before);
  }
});

test('what is put in takes the newline of the file', async () => {
  const add = tsMorphTransform((sourceFile) => sourceFile.insertStatements(1, ['if (b) {', '  c();', '}'].join('\n')));
  assert.equal((await run(add, { 'x.ts': 'a();\r\nd();\r\n' })).text('x.ts'), 'a();\r\nif (b) {\r\n  c();\r\n}\r\nd();\r\n');
});

test('parameters arrive, findings are told with their line', async () => {
  const tell = jscodeshiftTransform((file, { j, finding }, options) => {
    finding('FOR001', j(file.source).find(j.DebuggerStatement).get().node, options['greeting']);
    return null;
  });
  const result = await run(tell, { 'x.js': 'a;\r\n// b\u2028c;\r\n\t\tdebugger;\r\n' });
  assert.deepEqual(result.findings, [{ path: 'x.js', line: 3, code: 'FOR001', message: 'hello' }]);
  const morph = tsMorphTransform((sourceFile, { finding }) => finding('FOR001', sourceFile.getStatements()[1] ?? sourceFile));
  assert.deepEqual((await run(morph, { 'x.ts': 'a;\r\nb;' })).findings[0]?.line, 2);
});

test('what does not parse is skipped, also where a transform that reads no tree makes something valid of it by names alone', async () => {
  for (const [name, invalid, valid] of [
    ['twice.js', 'let a; let a;', 'let b; let a;'],
    ['tag.jsx', 'b = <a></c>;', 'b = <a></a>;'],
    ['private.js', 'class B { c() { this.#d; } #a; }', 'class B { c() { this.#a; } #a; }'],
    ['export.mjs', 'let a; export { c };', 'let a; export { a };'],
  ] as const) {
    const made = await run(
      jscodeshiftTransform(() => valid),
      { [name]: invalid },
    );
    assert.deepEqual(outcomes(made), ['skipped syntax-error'], name);
    const kept = await run(
      jscodeshiftTransform(() => valid),
      { [name]: valid },
    );
    assert.deepEqual(outcomes(kept), [], 'the control');
  }
});

test('depth is a skip or the failure of the file, never a crash', async () => {
  const deep = { 'x.js': `a = ${'['.repeat(20_000)}${']'.repeat(20_000)};`, 'y.js': `a = ${'a +'.repeat(990)} a;`, 'z.js': 'a;' };
  const result = await run(jscodeshiftTransform(rename), deep);
  assert.match(outcomes(result).join(), /^skipped too-deep,(changed|failed too-deep [^,]*),changed$/);
});

test('the authoring API loads no parser and no tool', () => {
  const api = fileURLToPath(new URL('../../../index.js', import.meta.url));
  const reached = new Set<string>();
  const pending = [api];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^'"\n=]*['"]([^'"]+)['"]/gm)) {
      const next = to.startsWith('.') ? fileURLToPath(new URL(to, `file://${file}`)) : to;
      if (!reached.has(next) && to.startsWith('.')) pending.push(next);
      reached.add(next);
    }
  }
  assert.ok(reached.size > 10);
  assert.deepEqual(
    [...reached].filter((name) =>
      /^(@babel|@ast-grep|jscodeshift|ts-morph|tree-sitter|diff|yaml|mdast|micromark|toml|smol-toml|jsonc)/.test(name),
    ),
    [],
  );
});
