import assert from 'node:assert/strict';
import { CodemodError } from '../core/errors.js';
import { suite } from '../testing/suite.js';
import { compileFilter, foldersAbove } from './path-filter.js';
import type { Selection } from './tree.js';

const test = suite('path-filter');

function filter(selection: Partial<Selection>): ReturnType<typeof compileFilter> {
  return compileFilter({
    accepts: () => true,
    paths: [],
    include: [],
    exclude: [],
    noIgnore: false,
    maxSize: 0,
    ...selection,
  });
}

test('lists the folders above a path, the nearest first', () => {
  assert.deepEqual(foldersAbove('a/b/c.py'), ['a/b', 'a']);
  assert.deepEqual(foldersAbove('c.py'), []);
});

test('matches globs at any depth, from the root, and below folders', () => {
  const takes = (glob: string, path: string): boolean => filter({ include: [glob] }).takes(path);
  assert.ok(takes('*.py', 'a.py') && takes('*.py', 'x/.hidden/a.py'));
  assert.ok(takes('src/*.py', 'src/a.py') && !takes('src/*.py', 'x/src/a.py') && !takes('src/*.py', 'src/x/a.py'));
  assert.ok(takes('src/**', 'src/x/a.py') && takes('./src', 'src/a.py') && takes('src/', 'x/src/a.py'));
  assert.ok(takes('{a,b}.py', 'x/b.py') && takes('[ab].py', 'a.py') && !takes('[ab].py', 'c.py'));
  assert.ok(takes('a (1).py', 'x/a (1).py'), 'parentheses are letters');
  assert.ok(!takes('!a.py', 'b.py'), 'an exclamation mark negates nothing');
});

test('refuses globs that hostile names could make slow', () => {
  const hostile = ['', '  ', 'a'.repeat(1001), '*a'.repeat(4), '**/'.repeat(9)];
  for (const glob of hostile) {
    assert.throws(
      () => filter({ exclude: [glob] }),
      (error) => error instanceof CodemodError && error.code === 'glob-invalid',
    );
  }
  const started = performance.now();
  for (const glob of ['*a*a*b', '(a+)+b', '+(a|aa)b', '{a,{a,{a,b}}}']) filter({ exclude: [glob] }).takes('a'.repeat(255));
  assert.ok(performance.now() - started < 5000);
});

test('refuses globs that would match nothing without a word', () => {
  for (const glob of ['[', 'a[', '[!', '[]', 'src/[ab', '{a', '{a,b', 'x/{a,{b}', '[z-a].py']) {
    const isRefused = (error: unknown): boolean =>
      error instanceof CodemodError && error.code === 'glob-invalid' && error.message.includes(JSON.stringify(glob));
    assert.throws(() => filter({ exclude: ['*.py', glob] }), isRefused, glob);
  }
  const takes = (glob: string, path: string): boolean => filter({ include: [glob] }).takes(path);
  assert.ok(takes('\\[slug\\].py', 'x/[slug].py') && takes('[]a].py', 'a.py') && takes('[[]a.py', '[a.py') && takes('a]', 'a]'));
});

test('knows which folders may hold what is wanted', () => {
  const { mayHold, prunes, hides } = filter({ paths: ['a/b/c.py', 'x'] });
  assert.ok(mayHold('a') && mayHold('a/b') && mayHold('x/y') && !mayHold('a/c') && !mayHold('xy'));
  assert.ok(prunes('a/venv') !== null && hides('x/.git') && hides('.codex') && !hides('a') && prunes('a') === null);
  const named = filter({ paths: ['venv/lib/site-packages/p'] });
  assert.ok(named.prunes('venv') === null && named.prunes('venv/lib/site-packages') === null && named.prunes('x/venv') !== null);
});
