import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import nodePath from 'node:path';
import fc from 'fast-check';
import { suite } from '../testing/suite.js';
import { diffHunks, renameDiff, unifiedDiff } from './diff.js';

const test = suite('diff');
const GIT = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };

interface Case {
  readonly before: string | null;
  readonly after: string | null;
}

const line = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'c',
    '',
    '@@ -1 +1 @@',
    '--- a/x',
    '\\ No newline',
    '```',
    'é中😀',
    '\f',
    '\v',
    '\u2028',
    'lone\rreturn',
    ' ',
  ),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\n', '')),
);
/** Files repeat themselves, and there a change can be told in several places: so few lines are the harder case. */
const repeated = fc.constantFrom('a', '', ' ');

function contentOf(lines: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(fc.tuple(lines, fc.constantFrom('\n', '\n', '\r\n')), { maxLength: 30 }), fc.oneof(fc.constant(''), lines))
    .map(([all, end]) => all.map(([text, newline]) => text + newline).join('') + end)
    .filter((text) => text.isWellFormed() && !text.includes('\0'));
}

/** A text and a small variation of it, or two unrelated ones, or a file that comes or goes. */
function casesOf(content: fc.Arbitrary<string>): fc.Arbitrary<Case> {
  return fc.oneof(
    fc.record({ before: content, after: content }),
    fc.tuple(content, content, fc.nat(), fc.nat()).map(([text, insert, at, length]) => {
      const start = at % (text.length + 1);
      const after = text.slice(0, start) + insert + text.slice(start + (length % 5));
      return { before: text, after: after.toWellFormed() };
    }),
    fc.record({ before: fc.constant(null), after: content }),
    fc.record({ before: content, after: fc.constant(null) }),
  );
}
const cases = fc.oneof(casesOf(contentOf(line)), casesOf(contentOf(repeated)));

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(nodePath.join(os.tmpdir(), 'codex-diff-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Applies the diffs of many files by one process of the given program; returns the indexes that came out wrong. */
function applyWith(program: string, args: readonly string[], list: readonly Case[]): readonly number[] {
  return inFolder((folder) => {
    const files = list.map((_, index) => `f ${index}`);
    for (const [index, { before }] of list.entries()) {
      if (before !== null) writeFileSync(nodePath.join(folder, files[index] ?? ''), before);
    }
    const patch = list.map(({ before, after }, index) => unifiedDiff(files[index] ?? '', before, after)).join('');
    if (patch === '') return [];
    const result = spawnSync(program, args, { cwd: folder, input: patch, env: GIT, encoding: 'utf8' });
    assert.equal(result.status, 0, `${program}: ${result.stderr}${result.stdout}`);
    return list.flatMap(({ after }, index) => (textOf(nodePath.join(folder, files[index] ?? '')) === after ? [] : [index]));
  });
}

function withSeed<T>(seed: number, check: () => T): T {
  try {
    return check();
  } catch (thrown) {
    throw new Error(`seed ${seed}`, { cause: thrown });
  }
}

/** Checks generated cases in batches, one process each: a process a case would take minutes. */
function checkGenerated(arbitrary: fc.Arbitrary<Case>, count: number, program: string, args: readonly string[]): void {
  const seed = Date.now();
  const all = fc.sample(arbitrary, { numRuns: count, seed });
  for (let start = 0; start < all.length; start += 200) {
    const batch = all.slice(start, start + 200);
    const wrong = withSeed(seed, () => applyWith(program, args, batch))[0];
    assert.equal(wrong, undefined, `seed ${seed}: ${JSON.stringify(batch[wrong ?? 0])}`);
  }
}

test('git apply makes the planned text of 4,000 generated files', () => {
  checkGenerated(cases, 4000, 'git', ['apply', '--whitespace=nowarn', '-']);
});

test('patch makes the planned text too', () => {
  // An empty file has no hunk, and patch removes a file that becomes empty: both are git's business alone.
  const usual = cases.filter(({ before, after }) => before !== '' && after !== '');
  checkGenerated(usual, 1000, 'patch', ['-p1', '--binary', '--quiet']);
});

test('a diff that lost its carriage returns is noticed (control)', () => {
  inFolder((folder) => {
    writeFileSync(nodePath.join(folder, 'a'), 'x\r\ny\r\n');
    const patch = unifiedDiff('a', 'x\r\ny\r\n', 'x\r\nz\r\n').replaceAll('\r', '');
    assert.notEqual(spawnSync('git', ['apply', '-'], { cwd: folder, input: patch, env: GIT }).status, 0);
  });
});

test('hunks have three lines of context and are numbered from 1', () => {
  const before = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`).join('');
  const [hunk, ...others] = diffHunks(before, before.replace('10\n', 'ten\n'));
  assert.deepEqual(others, []);
  assert.deepEqual(hunk, {
    oldStart: 7,
    oldLines: 7,
    newStart: 7,
    newLines: 7,
    lines: [' 7', ' 8', ' 9', '-10', '+ten', ' 11', ' 12', ' 13'],
  });
});

test('a change among repeated lines keeps the context behind it', () => {
  const before = '\n\n\n\na\n';
  const [hunk] = diffHunks(before, `b\n\n${before}`);
  assert.deepEqual(hunk?.lines, ['+b', '+', ' ', ' ', ' ']);
  assert.deepEqual(applyWith('git', ['apply', '-'], [{ before, after: `b\n\n${before}` }]), []);
});

test('is written as git writes it', () => {
  assert.equal(
    unifiedDiff('a.py', 'x\n', 'y'),
    '--- a/a.py\n+++ b/a.py\n@@ -1,1 +1,1 @@\n-x\n+y\n\\ No newline at end of file\n',
  );
  assert.equal(unifiedDiff('a.py', null, 'y\n'), '--- /dev/null\n+++ b/a.py\n@@ -0,0 +1,1 @@\n+y\n');
  assert.equal(unifiedDiff('a.py', 'y\n', null), '--- a/a.py\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-y\n');
  assert.equal(unifiedDiff('a.py', 'y\n', 'y\n'), '');
  assert.match(unifiedDiff('new', null, ''), /^diff --git a\/new b\/new\nnew file mode 100644\n\n$/);
});

test('odd names are quoted, and git apply finds them', () => {
  const names = ['a b.py', 'tab\there', 'new\nline', 'quo"te', 'back\\slash', 'é中😀.py', 'esc\u001b[31m', '-rf', 'x\t'];
  inFolder((folder) => {
    for (const name of names) writeFileSync(nodePath.join(folder, name), 'x\n');
    const patch = names.map((name) => unifiedDiff(name, 'x\n', 'y\n')).join('');
    const result = spawnSync('git', ['apply', '-'], { cwd: folder, input: patch, env: GIT, encoding: 'utf8' });
    assert.equal(result.status, 0, result.stderr);
    for (const name of names) assert.equal(textOf(nodePath.join(folder, name)), 'y\n', name);
  });
});

test('a rename is a patch as well', () => {
  inFolder((folder) => {
    mkdirSync(nodePath.join(folder, 'd'));
    writeFileSync(nodePath.join(folder, 'd/old name'), 'x\n');
    const result = spawnSync('git', ['apply', '-'], {
      cwd: folder,
      input: renameDiff('d/old name', 'd/néw'),
      env: GIT,
      encoding: 'utf8',
    });
    assert.equal(result.status, 0, result.stderr);
    assert.equal(textOf(nodePath.join(folder, 'd/néw')), 'x\n');
  });
});

test('a small change of a large file is fast, and a file all changed is one hunk', () => {
  const lines = Array.from({ length: 200_000 }, (_, index) => `line ${index}\n`);
  const started = performance.now();
  assert.equal(diffHunks(lines.join(''), lines.with(150_000, 'changed\n').join('')).length, 1);
  assert.ok(performance.now() - started < 2000, 'under two seconds');
  const before = lines.slice(0, 6000).join('');
  const after = before.replaceAll('line', 'row');
  const hunks = diffHunks(`same\n${before}same`, `same\n${after}same`);
  assert.equal(hunks.length, 1);
  assert.deepEqual(applyWith('git', ['apply', '-'], [{ before: `same\n${before}same`, after: `same\n${after}same` }]), []);
});
