import * as assert from 'node:assert/strict';
import { applyEdits, type Edit } from '../../../core/edit.js';
import { dominantNewline, isSkip } from '../../../core/source-file.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import { suite } from '../../../testing/suite.js';
import { parsePython } from '../parse.js';
import type { Clause, Statements } from '../services.js';
import { makeStatements } from './make-statements.js';

const test = suite('statements');

const HANDLER: Clause = { header: 'except E', body: 'if a:\n    b()\nraise' };

interface Subject {
  readonly root: SyntaxNode;
  readonly statements: Statements;
  /** The innermost statement that begins with a text. */
  find(start: string): SyntaxNode;
}

/** The text after an edit, or null where the edit was refused. */
function edited(text: string, edit: (subject: Subject) => readonly Edit[] | null): string | null {
  const file = parsePython({ path: 'a.py', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  if (isSkip(file)) throw new Error(file.message);
  const statements = makeStatements(file);
  const find = (start: string): SyntaxNode => {
    const found = [...file.root.descendants()].find(
      (node) => statements.enclosing(node) === node && node !== file.root && node.text.startsWith(start),
    );
    if (found === undefined) throw new Error(`no statement begins with ${start}`);
    return found;
  };
  const edits = edit({ root: file.root, statements, find });
  return edits === null ? null : applyEdits(text, edits);
}

function wrapped(text: string, first: string, last = first, clauses: readonly Clause[] = [HANDLER]): string | null {
  return edited(text, ({ statements, find }) => statements.wrapInTry(find(first), find(last), clauses));
}

test('wraps with the indentation and the newlines of the file', () => {
  assert.equal(wrapped('x()\n', 'x'), 'try:\n    x()\nexcept E:\n    if a:\n        b()\n    raise\n');
  assert.equal(
    wrapped('def f():\n  x()\n  y()\n', 'x', 'y'),
    'def f():\n  try:\n    x()\n    y()\n  except E:\n    if a:\n      b()\n    raise\n',
  );
  assert.equal(
    wrapped('def f():\n\tx()\n\ty()\n', 'x'),
    'def f():\n\ttry:\n\t\tx()\n\texcept E:\n\t\tif a:\n\t\t\tb()\n\t\traise\n\ty()\n',
  );
  assert.equal(
    wrapped('if q:\r\n   x()\r\nz\r\n', 'x'),
    'if q:\r\n   try:\r\n      x()\r\n   except E:\r\n      if a:\r\n         b()\r\n      raise\r\nz\r\n',
  );
  assert.equal(wrapped('if q:\r  x()\rz', 'x'), 'if q:\r  try:\r    x()\r  except E:\r    if a:\r      b()\r    raise\rz');
});

test('wraps at the end of a file without a final newline', () => {
  assert.equal(wrapped('a\nx() # c', 'x'), 'a\ntry:\n    x() # c\nexcept E:\n    if a:\n        b()\n    raise');
});

test('each block keeps its own step', () => {
  const text = 'class A:\n    def f(self):\n      x()\n    def g(self):\n\ty()\n';
  assert.equal(
    wrapped(text, 'x()', 'x()', [{ header: 'finally', body: 'z()' }]),
    'class A:\n    def f(self):\n      try:\n        x()\n      finally:\n        z()\n    def g(self):\n\ty()\n',
  );
});

test('spaces behind tabs stay behind them', () => {
  assert.equal(
    wrapped('if a:\n\tif b:\n\t    x()\n\t    y(1,\n\t      2)\n', 'x', 'y', [{ header: 'finally', body: 'z()' }]),
    'if a:\n\tif b:\n\t    try:\n\t        x()\n\t        y(1,\n\t          2)\n\t    finally:\n\t        z()\n',
  );
});

test('strings that span lines stay byte-identical, brackets and backslashes follow', () => {
  const text = 'def f():\n    x("""a\n  b\n""", 1,\n      2)\n    s = f\'\'\'{\n  g(1)}\n    \'\'\' + \\\n      "c\\\n    d"\n';
  assert.equal(
    wrapped(text, 'x', 's', [{ header: 'finally', body: 'z()' }]),
    'def f():\n    try:\n        x("""a\n  b\n""", 1,\n          2)\n        s = f\'\'\'{\n  g(1)}\n    \'\'\' + \\\n          "c\\\n    d"\n    finally:\n        z()\n',
  );
});

test('comments at odd columns stay, comments of the block and deeper ones follow', () => {
  const text =
    'def f():\n    # lead\n    x() # one\n# out\n  # odd\n    # in\n    for a in b:\n        y()\n        # end\n\n    z()\n';
  assert.equal(
    wrapped(text, 'x', 'for', [{ header: 'finally', body: 'q()' }]),
    'def f():\n    # lead\n    try:\n        x() # one\n# out\n  # odd\n        # in\n        for a in b:\n            y()\n            # end\n    finally:\n        q()\n\n    z()\n',
  );
});

test('a form feed stays at the start of its line', () => {
  assert.equal(
    wrapped('if a:\n\f    x()\n    y()\n', 'x', 'y', [{ header: 'finally', body: 'q()' }]),
    'if a:\n\f    try:\n        x()\n        y()\n    finally:\n        q()\n',
  );
});

test('a decorated definition is one statement', () => {
  const text = '@a\n# c\n@b(\n  1)\nclass C:\n  x = 1\n';
  const wanted = 'try:\n  @a\n  # c\n  @b(\n    1)\n  class C:\n    x = 1\nfinally:\n  q()\n';
  assert.equal(wrapped(text, '@a', '@a', [{ header: 'finally', body: 'q()' }]), wanted);
  assert.equal(
    edited(text, ({ root, statements }) => {
      const [inner] = [...root.ofType('class_definition')];
      return inner === undefined ? null : statements.wrapInTry(inner, inner, [{ header: 'finally', body: 'q()' }]);
    }),
    wanted,
  );
});

test('a suite on the line of its header gets lines of its own', () => {
  const finish: Clause = { header: 'finally', body: 'q()' };
  assert.equal(
    wrapped('if a: x() # c\nelse: y()\n', 'x', 'x', [finish]),
    'if a:\n    try:\n        x() # c\n    finally:\n        q()\nelse: y()\n',
  );
  assert.equal(
    wrapped('if a: x(); y()\nelse:\n  z()', 'x', 'y', [finish]),
    'if a:\n  try:\n    x(); y()\n  finally:\n    q()\nelse:\n  z()',
  );
  assert.equal(wrapped('if a: x(); y()\n', 'x', 'x'), null);
  assert.equal(wrapped('if a: x(); y()\n', 'y', 'y'), null);
  assert.equal(
    wrapped('class A:\n\tdef f(self): return 1', 'return', 'return', [finish]),
    'class A:\n\tdef f(self):\n\t\ttry:\n\t\t\treturn 1\n\t\tfinally:\n\t\t\tq()',
  );
  assert.equal(
    wrapped('if a: \\\n  x(1,\n2)\n', 'x', 'x', [finish]),
    'if a:\n    try:\n        x(1,\n        2)\n    finally:\n        q()\n',
  );
  assert.equal(
    wrapped('try: x()\nexcept A: pass\n', 'x', 'x', [finish]),
    'try:\n    try:\n        x()\n    finally:\n        q()\nexcept A: pass\n',
  );
});

test('statements that share a line are wrapped together or not at all', () => {
  assert.equal(
    wrapped('x(); y();\nz()\n', 'x', 'y', [{ header: 'finally', body: 'q()' }]),
    'try:\n    x(); y();\nfinally:\n    q()\nz()\n',
  );
  assert.equal(wrapped('x(); y()\n', 'x'), null);
  assert.equal(wrapped('x(); y()\n', 'y'), null);
  assert.equal(wrapped('x(); \\\n y()\n', 'y'), null);
  assert.equal(wrapped('a = 1\nx(); y()\n', 'a', 'x'), null);
});

test('what would lose its meaning is not wrapped', () => {
  assert.equal(wrapped('"""doc"""\nx()\n', '"""doc'), null);
  assert.equal(wrapped('def f():\n  ("a"\n   r"b")\n  x()\n', '("a"', 'x'), null);
  assert.equal(wrapped('from __future__ import annotations\n', 'from'), null);
  assert.equal(wrapped('from x import *\n', 'from'), null);
  assert.equal(wrapped('def f():\n  global a\n  a = 1\n', 'global', 'a = 1'), null);
  assert.equal(wrapped('def f():\n  nonlocal a\n  a = 1\n', 'nonlocal'), null);
  assert.notEqual(wrapped('f"no {doc}"\n', 'f"no'), null);
  assert.notEqual(wrapped('x()\n"""no doc"""\n', '"""no'), null);
  assert.notEqual(wrapped('def f():\n  if a:\n    global b\n', 'if'), null);
});

test('nodes that are no run are refused', () => {
  assert.equal(wrapped('if a:\n  x()\ny()\n', 'x', 'y'), null);
  assert.equal(wrapped('x()\ny()\n', 'y', 'x'), null);
  assert.equal(
    edited('x(1)\n', ({ root, statements }) => {
      const [one] = [...root.ofType('integer')];
      return one === undefined ? null : statements.wrapInTry(one, one, [HANDLER]);
    }),
    null,
  );
});

test('neighbours become sections of one statement', () => {
  const text = 'def f():\n  x()\n\n  # about y\n  y()\n  z()\n';
  assert.equal(
    edited(text, ({ statements, find }) =>
      statements.wrap([
        { header: 'try', first: find('x'), last: find('x') },
        { header: 'except E', body: 'pass' },
        { header: 'finally', first: find('y'), last: find('z') },
      ]),
    ),
    'def f():\n  try:\n    x()\n\n  except E:\n    pass\n  finally:\n    # about y\n    y()\n    z()\n',
  );
  assert.equal(
    edited(text, ({ statements, find }) =>
      statements.wrap([
        { header: 'try', first: find('x'), last: find('x') },
        { header: 'finally', first: find('z'), last: find('z') },
      ]),
    ),
    null,
  );
});

test('a section can be wrapped once more inside of its header', () => {
  const nested = (text: string, body = 'pass\nlog("""\n  z""")'): string | null =>
    edited(text, ({ statements, find }) => {
      const inner = { header: 'try', clauses: [{ header: 'except E', body }] };
      return statements.wrap([
        { header: 'try', first: find('x'), last: find('x') },
        { header: 'finally', first: find('y'), last: find('z'), inner },
      ]);
    });
  assert.equal(
    nested('def f():\n  x()\n  # about y\n  y("""\n  s""")\n\n  z(1,\n    2)  # z\nw()\n'),
    'def f():\n  try:\n    x()\n  finally:\n    # about y\n    try:\n      y("""\n  s""")\n\n      z(1,\n        2)  # z\n' +
      '    except E:\n      pass\n      log("""\n  z""")\nw()\n',
  );
  assert.equal(
    nested('if a:\r\n\tx()\r\n\ty()\r\n\tz()', 'pass'),
    'if a:\r\n\ttry:\r\n\t\tx()\r\n\tfinally:\r\n\t\ttry:\r\n\t\t\ty()\r\n\t\t\tz()\r\n\t\texcept E:\r\n\t\t\tpass',
  );
  // A unit that is not made of the same white space as what stands before it.
  assert.equal(
    nested('if a:\n    if b:\n    \tx()\n    \ty()\n    \tz()\n', 'pass'),
    'if a:\n    if b:\n    \ttry:\n    \t\tx()\n    \tfinally:\n    \t\ttry:\n    \t\t\ty()\n    \t\t\tz()\n    \t\texcept E:\n    \t\t\tpass\n',
  );
});

test('the first of several sections can be wrapped once more, with clauses behind all of them', () => {
  assert.equal(
    edited('x()\ny()\n', ({ statements, find }) =>
      statements.wrap([
        { header: 'try', first: find('x'), last: find('x'), inner: { header: 'with a', clauses: [] } },
        {
          header: 'finally',
          first: find('y'),
          last: find('y'),
          inner: { header: 'try', clauses: [{ header: 'except E', body: 'pass' }] },
        },
        { header: 'for b in c', body: 'd()' },
      ]),
    ),
    'try:\n    with a:\n        x()\nfinally:\n    try:\n        y()\n    except E:\n        pass\nfor b in c:\n    d()\n',
  );
});

test('multi-line strings in given code are not indented', () => {
  assert.equal(
    wrapped('if a:\n\tx()\n', 'x', 'x', [{ header: 'finally', body: 'y("""\n    b\n""",\n    1)' }]),
    'if a:\n\ttry:\n\t\tx()\n\tfinally:\n\t\ty("""\n    b\n""",\n\t\t\t1)\n',
  );
});

test('code that is no Python is the author’s error', () => {
  assert.throws(() => wrapped('x()\n', 'x', 'x', [{ header: 'finally', body: 'y(' }]), { code: 'code-invalid' });
  assert.throws(() => wrapped('x()\n', 'x', 'x', [{ header: 'finally', body: '# nothing' }]), { code: 'code-invalid' });
});

function before(text: string, statement: string, code = 'new()'): string | null {
  return edited(text, ({ statements, find }) => statements.insertBefore(find(statement), code));
}

function after(text: string, statement: string, code = 'new()'): string | null {
  return edited(text, ({ statements, find }) => statements.insertAfter(find(statement), code));
}

test('inserts before', () => {
  assert.equal(before('if a:\n\tx()\n', 'x', 'if b:\n    c()'), 'if a:\n\tif b:\n\t\tc()\n\tx()\n');
  assert.equal(before('a()\r\n# on x\r\n# more\r\nx()\r\n', 'x'), 'a()\r\nnew()\r\n# on x\r\n# more\r\nx()\r\n');
  assert.equal(before('a()\n# apart\n\nx()\n', 'x'), 'a()\n# apart\n\nnew()\nx()\n');
  assert.equal(before('#!x\n# licence\nx()\n', 'x'), '#!x\n# licence\nnew()\nx()\n');
  assert.equal(before('def f():\n  # on x\n  x()\n', 'x'), 'def f():\n  new()\n  # on x\n  x()\n');
  assert.equal(before('a = """\n# no comment"""\nx()\n', 'x'), 'a = """\n# no comment"""\nnew()\nx()\n');
  assert.equal(before('@d\ndef f(): pass\n', '@d'), 'new()\n@d\ndef f(): pass\n');
  assert.equal(before('x()', 'x'), 'new()\nx()');
});

test('inserts before what does not open its line', () => {
  assert.equal(before('a(); x() # c\n', 'x'), 'a()\nnew()\nx() # c\n');
  assert.equal(before('if a: x(); y()\n', 'x'), 'if a:\n    new()\n    x(); y()\n');
  assert.equal(before('if a: x(1,\n 2); y()\n', 'y'), 'if a:\n    x(1,\n     2)\n    new()\n    y()\n');
  assert.equal(before('if a: x(); y(); z()\n', 'y'), 'if a:\n    x()\n    new()\n    y(); z()\n');
});

test('inserts after', () => {
  assert.equal(after('x() # c\ny()\n', 'x'), 'x() # c\nnew()\ny()\n');
  assert.equal(after('if a:\n  x()\n  # deeper\n# c\n', 'if'), 'if a:\n  x()\n  # deeper\nnew()\n# c\n');
  assert.equal(after('if a:\n  x()\n    # deeper\ny()\n', 'x'), 'if a:\n  x()\n    # deeper\n  new()\ny()\n');
  assert.equal(after('x(); y()\n', 'x'), 'x()\nnew()\ny()\n');
  assert.equal(after('x(); y();', 'y'), 'x(); y();\nnew()');
  assert.equal(after('if a: x()\nelse: y()\n', 'x'), 'if a:\n    x()\n    new()\nelse: y()\n');
  assert.equal(after('x()\n', 'x', 'def f():\n    a\n\n\n    b\n'), 'x()\ndef f():\n    a\n\n\n    b\n');
});

test('a docstring and __future__ imports keep their places', () => {
  const text = '"""doc"""\nfrom __future__ import annotations\nimport a\n';
  assert.equal(before(text, '"""doc'), null);
  assert.equal(after(text, '"""doc'), null);
  assert.equal(before(text, 'from'), null);
  assert.equal(before(text, 'import a'), '"""doc"""\nfrom __future__ import annotations\nnew()\nimport a\n');
  assert.equal(before(text, '"""doc', '# a comment'), '# a comment\n"""doc"""\nfrom __future__ import annotations\nimport a\n');
});

test('inserts at the start and at the end of a suite', () => {
  const start = (text: string): string | null =>
    edited(text, ({ root, statements }) => statements.insertAtStart(root.ofType('block').next().value ?? root, 'new()'));
  const end = (text: string): string | null =>
    edited(text, ({ root, statements }) => statements.insertAtEnd(root.ofType('block').next().value ?? root, 'new()'));
  assert.equal(start('def f():\n  """doc"""\n  x()\n'), 'def f():\n  """doc"""\n  new()\n  x()\n');
  assert.equal(start('def f():\n  x()\n'), 'def f():\n  new()\n  x()\n');
  assert.equal(start('def f(): pass\n'), 'def f():\n    new()\n    pass\n');
  assert.equal(start('def f(): """doc"""\n'), 'def f():\n    """doc"""\n    new()\n');
  assert.equal(
    start('"""doc"""\nfrom __future__ import x; import y\n'),
    '"""doc"""\nfrom __future__ import x\nnew()\nimport y\n',
  );
  assert.equal(start(''), 'new()\n');
  assert.equal(start('# c'), '# c\nnew()');
  assert.equal(start('# c\r\n'), '# c\r\nnew()\r\n');
  assert.equal(end('def f():\n  x()\n  # c\n\ny()\n'), 'def f():\n  x()\n  new()\n  # c\n\ny()\n');
  assert.equal(end('if a:\n  for b in c:\n    x()'), 'if a:\n  for b in c:\n    x()\n  new()');
});

test('removes statements with their lines', () => {
  const removed = (text: string, first: string, last = first): string | null =>
    edited(text, ({ statements, find }) => statements.remove(find(first), find(last)));
  assert.equal(removed('a()\nx() # c\nb()\n', 'x'), 'a()\nb()\n');
  assert.equal(removed('a()\nx()', 'x'), 'a()');
  assert.equal(removed('x()', 'x'), '');
  assert.equal(removed('if a:\n  x() # c\n', 'x'), 'if a:\n  pass # c\n');
  assert.equal(removed('if a: x(); y()\n', 'x', 'y'), 'if a: pass\n');
  assert.equal(removed('if a: pass\n', 'pass'), null);
  assert.equal(removed('x(); y(); z()\n', 'x'), 'y(); z()\n');
  assert.equal(removed('x(); y(); z()\n', 'y'), 'x(); z()\n');
  assert.equal(removed('x(); y(); z() # c\n', 'z'), 'x(); y() # c\n');
  assert.equal(removed('if a: x(); y()\n', 'x'), 'if a: y()\n');
  assert.equal(removed('a()\nb(); c()\n', 'a', 'b'), 'c()\n');
  assert.equal(removed('@d\ndef f():\n  x\n  # c\n# e\n', '@d'), '# e\n');
});

test('nothing becomes a docstring or an encoding declaration by a removal', () => {
  const removed = (text: string, first: string): string | null =>
    edited(text, ({ statements, find }) => statements.remove(find(first), find(first)));
  assert.equal(removed('import a\n"""text"""\n', 'import a'), null);
  assert.equal(removed('if x:\n  a\n  """text"""\n', 'a'), 'if x:\n  """text"""\n');
  assert.equal(removed('import a\n# coding: latin-1\nx\n', 'import a'), null);
  assert.equal(removed('import a\n# comment\nx\n', 'import a'), '# comment\nx\n');
});

test('replaces statements', () => {
  const replaced = (text: string, first: string, last: string, code: string): string | null =>
    edited(text, ({ statements, find }) => statements.replace(find(first), find(last), code));
  assert.equal(replaced('if a:\n\tx() # c\n', 'x', 'x', 'y()'), 'if a:\n\ty() # c\n');
  assert.equal(replaced('x(); y(); z()\n', 'y', 'y', 'new()'), 'x(); new(); z()\n');
  assert.equal(replaced('x(); y(); z()\n', 'y', 'y', 'if a:\n    b'), 'x()\nif a:\n    b\nz()\n');
  assert.equal(replaced('if a:\r\n  x();\r\n', 'x', 'x', 'if a:\n    b'), 'if a:\r\n  if a:\r\n    b\r\n');
  assert.equal(replaced('if a: x()\n', 'x', 'x', 'y()\nz()'), 'if a:\n    y()\n    z()\n');
  assert.equal(replaced('if a: x(); y()\n', 'x', 'x', 'y()\nz()'), null);
  assert.equal(replaced('x()\n', 'x', 'x', 'x()'), null);
});

function clauseAdded(text: string, ...clauses: readonly Clause[]): string | null {
  return edited(text, ({ statements, find }) => statements.addClause(find('try'), ...clauses));
}

test('adds clauses where the grammar wants them', () => {
  const handler: Clause = { header: 'except E', body: 'raise' };
  const otherwise: Clause = { header: 'else', body: 'e()' };
  const finish: Clause = { header: 'finally', body: 'q()' };
  assert.equal(
    clauseAdded('try:\n  a\n  # c\nfinally:\n  b\n', otherwise, handler),
    'try:\n  a\n  # c\nexcept E:\n  raise\nelse:\n  e()\nfinally:\n  b\n',
  );
  assert.equal(
    clauseAdded('if x:\n\ttry: a\n\texcept: b # c\n\telse: c\n', handler, finish),
    'if x:\n\ttry: a\n\texcept E:\n\t\traise\n\texcept: b # c\n\telse: c\n\tfinally:\n\t\tq()\n',
  );
  assert.equal(
    clauseAdded('try:\r\n  a\r\nexcept A:\r\n  b', handler, finish),
    'try:\r\n  a\r\nexcept A:\r\n  b\r\nexcept E:\r\n  raise\r\nfinally:\r\n  q()',
  );
  assert.equal(clauseAdded('try: a\nfinally: b\n', otherwise), null);
  assert.equal(clauseAdded('try: a\nfinally: b\n', finish), null);
  assert.equal(clauseAdded('try: a\nexcept: b\n', { header: 'except', body: 'c' }), null);
  assert.equal(clauseAdded('try: a\nexcept A: b\n', { header: 'except* B', body: 'c' }), null);
  assert.equal(clauseAdded('try: a\nexcept A: b\n', { header: 'while x', body: 'c' }), null);
});

test('changes and removes clauses', () => {
  const clause = (text: string, type: string, edit: (s: Statements, node: SyntaxNode) => readonly Edit[] | null): string | null =>
    edited(text, ({ root, statements }) => {
      const [node] = [...root.ofType(type)];
      if (node === undefined) throw new Error(`no ${type}`);
      return edit(statements, node);
    });
  const text = 'try:\n  a\nexcept (A, # c\n        B) : # d\n  b\nelse: c\nfinally:\n  d # e\n';
  assert.equal(
    clause(text, 'except_clause', (s, node) => s.replaceHeader(node, 'except E as e')),
    'try:\n  a\nexcept E as e: # d\n  b\nelse: c\nfinally:\n  d # e\n',
  );
  assert.equal(
    clause('with a[1:2] as b: pass\n', 'with_statement', (s, node) => s.replaceHeader(node, 'if x')),
    'if x: pass\n',
  );
  assert.equal(
    clause(text, 'finally_clause', (s, node) => s.removeClause(node)),
    'try:\n  a\nexcept (A, # c\n        B) : # d\n  b\nelse: c\n',
  );
  assert.equal(
    clause(text, 'except_clause', (s, node) => s.removeClause(node)),
    null,
  );
  assert.equal(
    clause(text, 'except_clause', (s, node) => {
      const body = s.bodyOf(node);
      const header = s.replaceHeader(node, 'except BaseException');
      const start = body === null ? null : s.insertAtStart(body, 'if x:\n    y()');
      return header === null || start === null ? null : [...header, ...start];
    }),
    'try:\n  a\nexcept BaseException: # d\n  if x:\n    y()\n  b\nelse: c\nfinally:\n  d # e\n',
  );
});

test('moves statements', () => {
  const text = 'if a:\n\tx("""\n  s\n""", [\n\t\t1,\n0]) # c\n\t# odd\ny()\nclass C:\n  def f(self):\n    z()\n';
  assert.equal(
    edited(text, ({ statements, find }) => {
      const copy = statements.copy(find('x'), find('x'));
      if (copy === null) return null;
      return [...(statements.insertAfter(find('z'), copy) ?? []), ...(statements.remove(find('x'), find('x')) ?? [])];
    }),
    'if a:\n\tpass # c\n\t# odd\ny()\nclass C:\n  def f(self):\n    z()\n    x("""\n  s\n""", [\n    \t1,\n0]) # c\n',
  );
});

test('renders code at a place', () => {
  const file = parsePython({ path: 'a.py', text: 'if a:\r\n\tx()\r\n', encoding: 'utf-8', hasBom: false, newline: '\r\n' });
  if (isSkip(file)) throw new Error(file.message);
  const statements = makeStatements(file);
  const [call] = [...file.root.ofType('call')];
  assert.ok(call !== undefined);
  assert.equal(statements.render('if b:\n    c()\nd()', call), 'if b:\r\n\t\tc()\r\n\td()');
  assert.equal(statements.unitAt(call), '\t');
  assert.equal(statements.indentOf(call), '\t');
});
