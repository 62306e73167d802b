import assert from 'node:assert/strict';
import { bindingsOf, nameOf, readsOf, scopesOf } from '../../../testing/python-scopes.js';
import { suite } from '../../../testing/suite.js';

const test = suite('makeScopes');

test('a method sees the module and the functions around it, not its class', () => {
  const text = 'x = 1\nclass A:\n    x = 2\n    y = x\n    def f(self):\n        return x, y\n';
  assert.deepEqual(readsOf(text), ['x A', 'x module', 'y unbound']);
});

test('decorators, defaults, annotations and bases are evaluated outside', () => {
  const text = 'def f(a: T = d, /, *b: U, c=a, **e: V) -> R: a\n@g(a)\nclass C(B, metaclass=f): pass\n';
  assert.deepEqual(
    readsOf(text),
    ['T', 'd', 'U', 'a', 'V', 'R']
      .map((name) => `${name} unbound`)
      .concat('a f', 'g unbound', 'a unbound', 'B unbound', 'f module'),
  );
  assert.deepEqual(bindingsOf(text), ['module: f function, C class', 'f: a parameter, b parameter, c parameter, e parameter']);
});

test('a lambda has parameters of its own, and its defaults are evaluated outside', () => {
  assert.deepEqual(readsOf('lambda a, *b, c=a, **d: (a, b, c, d)'), [
    'a unbound',
    'a lambda',
    'b lambda',
    'c lambda',
    'd lambda',
  ]);
});

test('a comprehension keeps its targets, and evaluates its first iterable outside', () => {
  const text = 'class A:\n    n = 1\n    m = [n for i in n for j in n if i]\n';
  assert.deepEqual(readsOf(text), ['n unbound', 'n A', 'n unbound', 'i comprehension']);
  assert.deepEqual(bindingsOf('{k: v for k, (v, *w) in x}\n(a for a in b)\n{c async for c in d}'), [
    'comprehension: k for, v for, w for',
    'comprehension: a for',
    'comprehension: c for',
  ]);
});

test('a walrus in a comprehension binds in the function or module around it', () => {
  assert.deepEqual(bindingsOf('def f():\n    [[y := x for x in z] for z in q]\n'), [
    'module: f function',
    'f: y walrus',
    'comprehension: z for',
    'comprehension: x for',
  ]);
  assert.deepEqual(readsOf('def f():\n    global y\n    [y := 1 for x in ()]\n    [y for x in ()]\n'), ['y module']);
  assert.deepEqual(bindingsOf('lambda: (y := 1)'), ['lambda: y walrus']);
});

test('global and nonlocal move a binding', () => {
  const text =
    'def f():\n    x = 1\n    def g():\n        global x\n        x = 2\n        def h(): x\n    def i():\n        nonlocal x\n        x = 3\n';
  assert.deepEqual(bindingsOf(text), [
    'module: f function, x assignment',
    'f: x assignment assignment, g function, i function',
    'g: h function',
  ]);
  assert.deepEqual(readsOf(text), ['x module']);
  const scopes = scopesOf(text);
  const declared = scopes.module.bindings.get('x')?.declarations ?? [];
  assert.deepEqual(
    declared.map((identifier) => identifier.closest('global_statement')?.text),
    ['global x'],
  );
});

test('a class that declares a name global does not do so for its methods', () => {
  assert.deepEqual(readsOf('def f():\n    x = 1\n    class A:\n        global x\n        x\n        def m(self): x\n'), [
    'x unbound',
    'x f',
  ]);
});

test('each statement binds what it should', () => {
  const cases: readonly (readonly [text: string, bound: string])[] = [
    ['a, (b, *c), [d] = e = x', 'a assignment, b assignment, c assignment, d assignment, e assignment'],
    ['a.b, c[0] = x', ''],
    ['a += 1', 'a augmented-assignment'],
    ['a: int\nb: int = 1\n(c): int\n(d): int = 1\ne.f: int', 'a annotation, b assignment, d assignment'],
    ['for a, *b in x: pass\nelse: c = 1', 'a for, b for, c assignment'],
    ['for a.b in x: pass', ''],
    ['with a as b, c as (d, [e, *f]), g as h.i: pass', 'b with, d with, e with, f with'],
    ['with (a as b, c as d): pass', 'b with, d with'],
    ['with (a, b) as c: pass', 'c with'],
    ['try: pass\nexcept A as b: pass\nexcept (C, D): pass', 'b except'],
    ['try: pass\nexcept* A as b: pass', 'b except'],
    ['del a, (b, [c]), d.e, f[0]', 'a delete, b delete, c delete'],
    ['import a, b.c, d.e as f', 'a import, b import, f import'],
    ['from a.b import c, d as e\nfrom . import f\nfrom .g import (h)', 'c import, e import, f import, h import'],
    ['from __future__ import division as d, print_function', 'd import, print_function import'],
    ['from a import *', ''],
    [
      'print = exec = match = case = type = _ = 1',
      'print assignment, exec assignment, match assignment, case assignment, type assignment, _ assignment',
    ],
  ];
  for (const [text, bound] of cases) assert.deepEqual(bindingsOf(text), bound === '' ? [] : [`module: ${bound}`], text);
});

test('patterns bind captures, and read classes and dotted names', () => {
  const text = [
    'match x:',
    '    case [a, *rest, _, *_]: pass',
    '    case {"k": v, K.z: w, **r}: pass',
    '    case P(1, b, x=c, y=_) | q.Z() as d if d > b: pass',
    '    case (f | None) | -1 | 1 + 2j | "s" | m.n: pass',
    '    case g: pass',
    '    case _: pass',
  ].join('\n');
  const bound = ['a', 'rest', 'v', 'w', 'r', 'b', 'c', 'd', 'f', 'g'].map((name) => `${name} match`).join(', ');
  assert.deepEqual(bindingsOf(text), [`module: ${bound}`]);
  assert.deepEqual(readsOf(text), ['x unbound', 'K unbound', 'P unbound', 'q unbound', 'd module', 'b module', 'm unbound']);
});

test('attributes, keyword names and strings are no uses', () => {
  assert.deepEqual(readsOf('a.b.c(d=e, **f)["g"]\nh: "I" = j'), ['a unbound', 'e unbound', 'f unbound', 'j unbound']);
});

test('the fields of f-strings are uses, with those of their formats', () => {
  assert.deepEqual(
    readsOf('f"{a!r:>{w}}{b=}{c:=5}{d:%H:%M}{{e}}{g[\'k\']}{(h := 1)}{h:={i}}" "{j}" rf"\\{k}"'),
    ['a', 'w', 'b', 'c', 'd', 'g'].map((name) => `${name} unbound`).concat('h module', 'i unbound', 'k unbound'),
  );
});

test('soft keywords are names where they stand as names', () => {
  assert.deepEqual(readsOf('match(case)\nprint(type, exec)\ntype[0] = match[1]\nmatch.x.type(print=_)'), [
    'match unbound',
    'case unbound',
    'print builtin',
    'type builtin',
    'exec builtin',
    'type builtin',
    'match unbound',
    'match unbound',
    '_ unbound',
  ]);
});

test('under the annotations future no annotation is evaluated', () => {
  const text = 'from __future__ import annotations\nimport a\ndef f(x: a.T = a) -> [y for y in a]: z: a\n';
  const scopes = scopesOf(text);
  assert.ok(scopes.lazyAnnotations);
  assert.deepEqual(readsOf(text), ['a module']);
  assert.deepEqual(
    scopes.annotationReads.map((read) => read.text),
    ['a', 'y', 'a', 'a'],
  );
  assert.equal(scopes.module.bindings.get('a')?.uses.length, 4);
});

test('builtins, and what only star imports could bind', () => {
  assert.deepEqual(readsOf('len, __file__, WindowsError, sys'), [
    'len builtin',
    '__file__ builtin',
    'WindowsError builtin',
    'sys unbound',
  ]);
  assert.deepEqual(readsOf('class A:\n    __qualname__\n    def f(self): __qualname__'), [
    '__qualname__ builtin',
    '__qualname__ unbound',
  ]);
  const scopes = scopesOf('from os import *\nopen, sys');
  assert.deepEqual(
    scopes.reads.map((read) => scopes.resolve(read)),
    [
      { kind: 'builtin', maybeStar: true },
      { kind: 'unbound', maybeStar: true },
    ],
  );
});

test('private names are mangled with the class around them', () => {
  const text =
    'class _A:\n    __x = 1\n    def f(self, __p): return __x, __p, self.__y, __z__\n    class __: __q = 2\n    import __m.n\n';
  assert.deepEqual(bindingsOf(text), [
    'module: _A class',
    '_A: _A__x assignment, f function, __ class, _A__m import',
    'f: self parameter, _A__p parameter',
    '__: __q assignment',
  ]);
});

test('in the header of a generic class, only its type parameters are private', () => {
  assert.deepEqual(bindingsOf('class _A[__t]: pass')[1], 'type-parameters: _A__t type-parameter');
  const scopes = scopesOf('class A[__t: __u](__v, __t):\n    __w: __t\n');
  const named = scopes.reads.map((read) => scopes.scopeOf(read).nameOf(read.text));
  assert.deepEqual(named, ['__u', '__v', '_A__t', '_A__t']);
});

test('lookup follows the rules from any scope', () => {
  const scopes = scopesOf('x = 1\nclass A:\n    x = 2\n    __p = 3\n    def f(self):\n        global y\n        y = lambda: x\n');
  const scopeNamed = (name: string) => scopes.all.find((scope) => nameOf(scope) === name) ?? scopes.module;
  const found = (name: string, from: string) => scopes.lookup(name, scopeNamed(from))?.scope.kind ?? null;
  assert.equal(found('x', 'A'), 'class');
  assert.equal(found('x', 'f'), 'module');
  assert.equal(found('y', 'lambda'), 'module');
  assert.equal(found('self', 'lambda'), 'function');
  assert.equal(found('__p', 'A'), 'class');
  assert.equal(found('_A__p', 'A'), 'class');
  assert.equal(found('__p', 'module'), null);
  assert.equal(found('__class__', 'lambda'), 'class');
  assert.equal(found('__class__', 'A'), null);
  assert.equal(found('len', 'f'), null);
});

test('each place that names a binding is listed once', () => {
  const scopes = scopesOf('def f():\n    global x\n    x += 1\n    return x\nx = 0\n');
  const binding = scopes.module.bindings.get('x');
  assert.deepEqual(
    [binding?.declarations, binding?.sites.map((site) => site.identifier), binding?.uses].map((nodes) =>
      nodes?.map((node) => node.start),
    ),
    [[20], [26, 46], [44]],
  );
});

test('methods see the __class__ of their class, the class does not', () => {
  const scopes = scopesOf('class A:\n    __class__\n    def f(self):\n        return __class__\n');
  assert.deepEqual(
    scopes.reads.map((read) => scopes.resolve(read).kind),
    ['unbound', 'bound'],
  );
});

test('a name of a class may be read from the module before the class binds it', () => {
  const scopes = scopesOf('import sys\nclass A:\n    sys = sys\n');
  const binding = scopes.module.bindings.get('sys');
  assert.deepEqual([binding?.uses.length, binding?.fallbackUses.length], [0, 1]);
});

test('names are compared in NFKC', () => {
  assert.deepEqual(readsOf('\u{1d431} = 1\nx, \u{1d431}'), ['x module', '\u{1d431} module']);
});

test('type parameters are seen by the signature and the body, not by defaults and decorators', () => {
  const text = '@T\ndef f[T: (T, U), *Us, **P](a: T = T) -> Us:\n    return T, P\n';
  assert.deepEqual(readsOf(text), [
    'T unbound',
    'T type-parameters',
    'U unbound',
    'T type-parameters',
    'T unbound',
    'Us type-parameters',
    'T type-parameters',
    'P type-parameters',
  ]);
  assert.deepEqual(bindingsOf(text), [
    'module: f function',
    'type-parameters: T type-parameter, Us type-parameter, P type-parameter',
    'f: a parameter',
  ]);
});

test('the scopes of PEP 695 see the class that they stand in', () => {
  const text =
    'class A[T](B[T]):\n    n = 1\n    type X[U] = n | U | T\n    def f[V: n](self, a: n) -> V:\n        return n, T\n';
  assert.deepEqual(readsOf(text), [
    'B unbound',
    'T type-parameters',
    'n A',
    'U type-parameters',
    'T type-parameters',
    'n A',
    'n A',
    'V type-parameters',
    'n unbound',
    'T type-parameters',
  ]);
  assert.deepEqual(bindingsOf('type X = X'), ['module: X type-alias']);
});

test('scopeOf tells where a node is evaluated', () => {
  const scopes = scopesOf('def f(a=b): c\n');
  const kinds = (text: string) =>
    [...scopes.module.node.ofType('identifier')].filter((node) => node.text === text).map((node) => nameOf(scopes.scopeOf(node)));
  assert.deepEqual([kinds('f'), kinds('a'), kinds('b'), kinds('c')], [['module'], ['f'], ['module'], ['f']]);
  assert.equal(scopes.scopeOf(scopes.module.node), scopes.module);
});

test('what is no name resolves to none', () => {
  const scopes = scopesOf('a.b(c=1)');
  const none = [...scopes.module.node.ofType('identifier')].filter((node) => scopes.resolve(node).kind === 'none');
  assert.deepEqual(
    none.map((node) => node.text),
    ['b', 'c'],
  );
});
