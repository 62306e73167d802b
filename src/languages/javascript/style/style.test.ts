import assert from 'node:assert/strict';
import type { NodePath } from '@babel/traverse';
import { applyEdits, type Edit } from '../../../core/edit.js';
import { isSkip } from '../../../core/source-file.js';
import { javascriptSource } from '../../../testing/javascript-source.js';
import { suite } from '../../../testing/suite.js';
import { parseJavaScript } from '../parse.js';
import { programPathOf } from '../scope/program-path.js';
import { makeStyle } from './make-style.js';
import type { JavaScriptStyle, TryClauses } from './style.js';

const test = suite('statements in the style of a file');

type Ask = (style: JavaScriptStyle, found: readonly NodePath[]) => readonly Edit[] | null;

/** Asks for an edit at the statements that speak of `here`, and gives the text that comes of it. */
function edited(text: string, ask: Ask, path = 'a.ts'): string | null {
  const file = parseJavaScript(javascriptSource(text, path));
  assert.ok(!isSkip(file), JSON.stringify(file));
  const found: NodePath[] = [];
  programPathOf(file).traverse({
    Identifier(name) {
      const statement = name.node.name.startsWith('here') ? name.getStatementParent() : null;
      if (statement !== null && !found.some(({ node }) => node === statement.node)) found.push(statement);
    },
  });
  assert.ok(found.length > 0, 'the text has a statement with "here"');
  const edits = ask(makeStyle(file), found);
  const after = edits === null ? null : applyEdits(text, edits);
  if (after !== null) assert.ok(!isSkip(parseJavaScript(javascriptSource(after, path))), after);
  return after;
}

const CLAUSES: TryClauses = { catch: { name: 'error', body: "log('no');\nthrow error;" } };

const wrap =
  (clauses: TryClauses): Ask =>
  (style, [first, ...more]) => {
    assert.ok(first !== undefined);
    return style.wrapInTry({ first, last: more.at(-1) ?? first }, clauses);
  };

const WRAPPED: readonly (readonly [title: string, before: string, after: string])[] = [
  [
    'with comments, which stay where they are',
    '{\n  a();\n  // about here\n  here(); // this\n  /* between */\n  here2();\n  b();\n}\n',
    "{\n  a();\n  // about here\n  try {\n    here(); // this\n    /* between */\n    here2();\n  } catch (error) {\n    log('no');\n    throw error;\n  }\n  b();\n}\n",
  ],
  [
    'with tabs, CRLF, double quotes and no semicolons',
    'function f() {\r\n\tx("a")\r\n\there(`a\r\nb`)\r\n}\r\n',
    'function f() {\r\n\tx("a")\r\n\ttry {\r\n\t\there(`a\r\nb`)\r\n\t} catch (error) {\r\n\t\tlog("no")\r\n\t\tthrow error\r\n\t}\r\n}\r\n',
  ],
  [
    'with a template, a blank line and a line that stands further left',
    '{\n    here(`\n${x}\n  y`,\n\n  1);\n}\n',
    "{\n    try {\n        here(`\n${x}\n  y`,\n\n  1);\n    } catch (error) {\n        log('no');\n        throw error;\n    }\n}\n",
  ],
  [
    'of a block on one line',
    'const o = {\n  get(a) { x(); return here(a); },\n};\n',
    "const o = {\n  get(a) {\n    try {\n      x();\n      return here(a);\n    } catch (error) {\n      log('no');\n      throw error;\n    }\n  },\n};\n",
  ],
  [
    'between others on one line',
    'function f() { a(); here(`;}`); b() }\n',
    "function f() {\n  a();\n  try {\n    here(`;}`);\n  } catch (error) {\n    log('no');\n    throw error;\n  }\n  b()\n}\n",
  ],
  [
    'that end a line with others',
    'function f() {\n\tif (x) { a(); here(); }\n\telse b();\n}\n',
    "function f() {\n\tif (x) {\n\t\ta();\n\t\ttry {\n\t\t\there();\n\t\t} catch (error) {\n\t\t\tlog('no');\n\t\t\tthrow error;\n\t\t}\n\t}\n\telse b();\n}\n",
  ],
  [
    'whose names nobody else uses',
    '{\n  const a = here();\n  here2(a);\n}\n',
    "{\n  try {\n    const a = here();\n    here2(a);\n  } catch (error) {\n    log('no');\n    throw error;\n  }\n}\n",
  ],
  ['at the end of a file without a line break', 'here()', "try {\n  here()\n} catch (error) {\n  log('no')\n  throw error\n}"],
];

for (const [title, before, after] of WRAPPED) {
  test(`a try around statements ${title}`, () => {
    const first = title.startsWith('of a block') ? { offset: 1 } : { offset: 0 };
    const ask: Ask = (style, found) => {
      const [at] = found;
      assert.ok(at !== undefined);
      const run = first.offset === 1 ? { first: at.getSibling(0), last: at } : { first: at, last: found.at(-1) ?? at };
      return style.wrapInTry(run, CLAUSES);
    };
    assert.equal(edited(before, ask), after);
  });
}

const REFUSED: readonly (readonly [title: string, text: string])[] = [
  ['a name that is used behind', '{\n  const a = here();\n  b(a);\n}\n'],
  [
    'a function that is called before',
    '{\n  f();\n  function f() { }\n  here();\n  function g() { }\n  here2(f, g);\n g();\n}\n',
  ],
  ['a class that is used as a type', 'class C { x = here }\nlet c: C;\n'],
  ['something exported', 'export const a = here();\n'],
  ['what is disposed of at the end of its block', '{\n  using a = here();\n  b();\n}\n'],
  ['two statements on a line', 'a(); here();\n'],
  ['a statement without a list', 'if (a) here();\n'],
  ['a semicolon at the start of a line', 'a()\n;[1].map(here)\n'],
  ['a name that is used behind on one line', 'function f() { const a = here(); b(a); }\n'],
  ['a comment between the statements of one line', 'function f() { here(); /* a */ b(); }\n'],
  ['a one-line block with a comment', 'function f() { /* a */ return here(); }\n'],
  ['code behind a separator that ends a comment', 'here() // a\u2028b()\n'],
];

for (const [title, text] of REFUSED) {
  test(`no try: ${title}`, () => {
    const ask: Ask = (style, found) => {
      const [at] = found;
      assert.ok(at !== undefined);
      const last = at.isIfStatement() ? at.get('consequent') : at;
      const first = title.startsWith('a function') ? at.getSibling(1) : last;
      return style.wrapInTry({ first, last }, CLAUSES);
    };
    assert.equal(edited(text, ask), null);
  });
}

test('what only the place knows is not asked of the statements', () => {
  const code = "this.#a = super.b('c');\nif (new.target) break;";
  assert.equal(
    edited('class A {\n  #a\n  m() {\n    for (;;) {\n      here("")\n    }\n  }\n}\n', (style, [at]) =>
      style.insertBefore(at as NodePath, code),
    ),
    'class A {\n  #a\n  m() {\n    for (;;) {\n      this.#a = super.b("c")\n      if (new.target) break\n      here("")\n    }\n  }\n}\n',
  );
});

test('a finally alone, and both', () => {
  assert.equal(edited('here();\n', wrap({ finally: 'b();' })), 'try {\n  here();\n} finally {\n  b();\n}\n');
  const both = wrap({ catch: { body: 'c();' }, finally: 'b();' });
  assert.equal(edited('here();\n', both), 'try {\n  here();\n} catch {\n  c();\n} finally {\n  b();\n}\n');
});

const ARROWS: readonly (readonly [before: string, after: string | null])[] = [
  ['const f = (a) => here(a);\n', 'const f = (a) => {\n  try {\n    return here(a);\n  } finally {\n    b();\n  }\n};\n'],
  ['g(() => ({ here }), 1)\n', 'g(() => {\n  try {\n    return ({ here })\n  } finally {\n    b()\n  }\n}, 1)\n'],
  [
    'const f = async () => await here({\n  a: 1,\n});\n',
    'const f = async () => {\n  try {\n    return await here({\n      a: 1,\n    });\n  } finally {\n    b();\n  }\n};\n',
  ],
  ['const f = () =>\n  here();\n', null],
  ['const f = () => /* why */ here();\n', null],
  ['const f = () => { here(); };\n', null],
];

for (const [before, after] of ARROWS) {
  test(`the value of an arrow function: ${before.trim()}`, () => {
    const ask: Ask = (style, [statement]) => {
      let edits: readonly Edit[] | null = null;
      const top = statement?.findParent((path) => path.isProgram());
      top?.traverse({
        ArrowFunctionExpression(arrow) {
          edits = style.wrapValueInTry(arrow, { finally: 'b();' });
        },
      });
      return edits;
    };
    assert.equal(edited(before, ask), after);
  });
}

const tryOf = (path: NodePath | undefined): NodePath<babelTry> => {
  const found = path?.findParent((above) => above.isTryStatement());
  assert.ok(found?.isTryStatement());
  return found;
};
type babelTry = import('@babel/types').TryStatement;

test('clauses go where a try has none yet', () => {
  const add: Ask = (style, [at]) => style.addClauses(tryOf(at), { catch: { name: 'e', body: 'throw e;' } });
  assert.equal(
    edited('try {\n  here();\n} finally {\n  a();\n}\n', add),
    'try {\n  here();\n} catch (e) {\n  throw e;\n} finally {\n  a();\n}\n',
  );
  assert.equal(
    edited('try {\n  here();\n}\n// why\nfinally {\n  a();\n}\n', add),
    'try {\n  here();\n}\ncatch (e) {\n  throw e;\n}\n// why\nfinally {\n  a();\n}\n',
  );
  assert.equal(edited('try {\n  here();\n} catch { }\n', add), null);
  const last: Ask = (style, [at]) => style.addClauses(tryOf(at), { finally: 'b();' });
  assert.equal(edited('try {\n  here();\n} catch { }\n', last), 'try {\n  here();\n} catch { } finally {\n  b();\n}\n');
});

test('a block on one line is opened for them, with those of its try', () => {
  const add: Ask = (style, [at]) => style.addClauses(tryOf(at), { catch: { name: 'e', body: 'throw e;' } });
  const added = (text: string): string | null => edited(text, add);
  assert.equal(
    added('class A {\n\tend() { a(); try { here(); b(); } finally { c(); } d(); }\n}\n'),
    'class A {\n\tend() {\n\t\ta();\n\t\ttry {\n\t\t\there();\n\t\t\tb();\n\t\t} catch (e) {\n\t\t\tthrow e;\n\t\t} finally {\n\t\t\tc();\n\t\t}\n\t\td();\n\t}\n}\n',
  );
  assert.equal(
    added('if (x) {\r\n    const f=()=>{try{here()}finally{}}\r\n}\r\n'),
    'if (x) {\r\n    const f=()=>{\r\n        try{\r\n            here()\r\n        } catch (e) {\r\n            throw e\r\n        }finally{}\r\n    }\r\n}\r\n',
  );
  const last: Ask = (style, [at]) => style.addClauses(tryOf(at), { finally: 'b();' });
  assert.equal(
    edited('function f() {try { here(); } catch { /* no */ }}\n', last),
    'function f() {\n  try {\n    here();\n  } catch { /* no */ } finally {\n    b();\n  }\n}\n',
  );
  const kept = 'function f() {\n  try { here(); } finally { c(); }\n}\n';
  assert.equal(added(kept), kept.replace('}', '} catch (e) {\n    throw e;\n  }'), 'the control: it has a line of its own');
  const remark = 'function f() { /* why */ try { here(); } finally { c(); } }\n';
  assert.equal(added(remark), remark.replace('}', '} catch (e) {\n  throw e;\n}'), 'nothing is known of where a comment belongs');
});

const INSERTED: readonly (readonly [how: string, ask: Ask, before: string, after: string | null])[] = [
  [
    'before, above its comments',
    (style, [at]) => style.insertBefore(at as NodePath, "if (a) {\n  b('c');\n}"),
    'x()\n// far\n\n/* its\n   own */\n// too\nhere()\n',
    "x()\n// far\n\nif (a) {\n  b('c')\n}\n/* its\n   own */\n// too\nhere()\n",
  ],
  [
    'before a bracket',
    (style, [at]) => style.insertBefore(at as NodePath, 'b();'),
    'x()\n\n;\n[here].map(x)\n',
    'x()\n\n;\nb();\n[here].map(x)\n',
  ],
  [
    'after, with a bracket behind',
    (style, [at]) => style.insertAfter(at as NodePath, 'b();'),
    'x()\nhere() // it\n\n;[1].map(x)\n',
    null,
  ],
  [
    'after',
    (style, [at]) => style.insertAfter(at as NodePath, 'b();'),
    'x();\nhere(); // it\ny();\n',
    'x();\nhere(); // it\nb();\ny();\n',
  ],
  [
    'at the start of a block with a directive',
    (style, [at]) => style.insertAtStart(blockOf(at), 'b();'),
    "function f() {\n  'use strict'; // why\n  here();\n}\n",
    "function f() {\n  'use strict'; // why\n  b();\n  here();\n}\n",
  ],
  [
    'at the start of a block on one line',
    (style, [at]) => style.insertAtStart(blockOf(at), 'b();'),
    'try { a(); } catch (e) { here(); throw e; }\n',
    'try { a(); } catch (e) {\n  b();\n  here();\n  throw e;\n}\n',
  ],
  [
    'at the start, above a comment',
    (style, [at]) => style.insertAtStart(blockOf(at), 'b();'),
    '{ // first\n\t// second\n\there();\n}\n',
    '{ // first\n\tb();\n\t// second\n\there();\n}\n',
  ],
  [
    'at the end',
    (style, [at]) => style.insertAtEnd(blockOf(at), 'b();'),
    '{\n  here(); // it\n\n}\n',
    '{\n  here(); // it\n  b();\n\n}\n',
  ],
  [
    'at the end of one line',
    (style, [at]) => style.insertAtEnd(blockOf(at), 'b();'),
    'f(() => { here() })\n',
    'f(() => {\n  here()\n  b()\n})\n',
  ],
];

for (const [how, ask, before, after] of INSERTED) test(`statements ${how}`, () => assert.equal(edited(before, ask), after));

function blockOf(path: NodePath | undefined): NodePath<import('@babel/types').BlockStatement> {
  const block = path?.parentPath;
  assert.ok(block?.isBlockStatement());
  return block;
}

test('a free name is one that stands nowhere in the file', () => {
  const file = parseJavaScript(javascriptSource('type error = 1; x.error2 = 3;', 'a.ts'));
  assert.ok(!isSkip(file));
  assert.deepEqual([makeStyle(file).freeName('error'), makeStyle(file).freeName('cause')], ['error3', 'cause']);
});

test('where no block tells what a level is, other lines of code do; what is aligned, or in comments and texts, does not', () => {
  const insert: Ask = (style, [first]) => (first === undefined ? null : style.insertBefore(first, 'if (a) {\n  b();\n}'));
  const unitOf = (text: string): string | undefined => /^(\s*)b\(\)/m.exec(edited(text, insert) ?? '')?.[1];
  assert.equal(unitOf('here\n    .a()\n    .b();\n'), '    ');
  assert.equal(unitOf('here({\n\ta: 1,\n\tc: 2,\n});\n'), '\t');
  assert.equal(unitOf('/*\n    a\n*/\nhere(`\n    a`, c,\n     d);\n'), '  ');
  assert.equal(unitOf('function f() {\n  c();\n}\nhere\n    .a()\n    .b();\n'), '  ');
});
