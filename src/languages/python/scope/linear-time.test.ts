import assert from 'node:assert/strict';
import { suite } from '../../../testing/suite.js';
import { parsePython } from '../parse.js';
import { makeScopes } from './make-scopes.js';

const test = suite('time of makeScopes');

/** Distinct names, about six characters each. */
function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `v_${index.toString(36)}`);
}

/** Milliseconds of the processor, and how many scopes and reads were found. */
function timed(text: string): { milliseconds: number; scopes: number; reads: number } {
  const file = parsePython({ path: 'test.py', text, encoding: 'utf-8', hasBom: false, newline: '\n' });
  if (!('root' in file)) throw new Error(file.message);
  const before = process.cpuUsage();
  const scopes = makeScopes(file);
  const { user, system } = process.cpuUsage(before);
  return { milliseconds: (user + system) / 1000, scopes: scopes.all.length, reads: scopes.reads.length };
}

const MEBIBYTE = 1024 * 1024;

const SHAPES: Readonly<Record<string, string>> = {
  'names under hundreds of lambdas': `x = ${names(450)
    .map((name) => `lambda ${name}: `)
    .join('')}(${names(130_000).join(', ')})\n`,
  functions: `${names(24_000)
    .map((name) => `def ${name}(a, b=${name}): return a + b + ${name}\n`)
    .join('')}`,
  classes: `${names(20_000)
    .map((name) => `class ${name}:\n  def f(self): return __class__, ${name}\n`)
    .join('')}`,
};

for (const [shape, text] of Object.entries(SHAPES)) {
  test(`1 MiB of ${shape} takes well under two seconds of the processor`, () => {
    assert.ok(text.length > 0.9 * MEBIBYTE, `${text.length} characters`);
    const { milliseconds, scopes, reads } = timed(text);
    assert.ok(scopes + reads > 0);
    assert.ok(milliseconds < 1500, `${milliseconds} ms`);
  });
}

test('nesting costs no stack', () => {
  const deep = 450;
  assert.equal(timed(`x = ${'lambda: '.repeat(deep)}y\n`).scopes, deep + 1);
  assert.equal(timed(`${'['.repeat(deep)}x${' for x in y]'.repeat(deep)}\n`).scopes, deep + 1);
  assert.equal(timed(`x = ${'y = '.repeat(deep)}1\n`).reads, 0);
});
