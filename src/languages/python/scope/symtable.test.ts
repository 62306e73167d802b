import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { decodeSource, isSkip, type SourceFile } from '../../../core/source-file.js';
import { python3, skipLoudly } from '../../../testing/python.js';
import { scopesOf } from '../../../testing/python-scopes.js';
import { suite } from '../../../testing/suite.js';
import { asCompiled } from '../../../testing/symtable/as-compiled.js';
import { compareFile, type FileResult } from '../../../testing/symtable/compare-file.js';
import { compareTables } from '../../../testing/symtable/compare-tables.js';
import { contradictionsIn } from '../../../testing/symtable/contradictions.js';
import { ourTables } from '../../../testing/symtable/our-tables.js';
import { randomProgram } from '../../../testing/symtable/random-program.js';
import { SymtableProcess } from '../../../testing/symtable/symtable-process.js';
import type { Scopes } from './scope.js';

const test = suite('scopes against symtable');

let python: SymtableProcess | null = null;
test.before(async () => {
  python = await SymtableProcess.start();
});
test.after(() => python?.stop());

/** The python3 of the PATH, or null, with a word, where there is none or one whose tables nobody has compared. */
function pythonFor(what: string, before: number): SymtableProcess | null {
  if (python === null) {
    skipLoudly(what, 'python3');
    return null;
  }
  const [major, minor] = python.version;
  if (major === 3 && minor >= 10 && minor < before) return python;
  console.log(`SKIPPED ${what}: it knows the tables of CPython 3.10 to 3.${before - 1}, not of ${major}.${minor}`);
  return null;
}

function source(text: string): SourceFile {
  const decoded = decodeSource('test.py', Buffer.from(text), null);
  if (isSkip(decoded)) throw new Error(decoded.message);
  return decoded;
}

function compare(python: SymtableProcess, name: string, bytes: Uint8Array): Promise<FileResult> {
  return compareFile(name, bytes, python.version, (text) => python.ask(text));
}

function mismatchesOf(name: string, result: FileResult): readonly string[] {
  if (result.kind === 'left out') return [];
  return result.comparison.mismatches.map(({ line, where, message }) => `${name}:${line}: ${where}: ${message}`);
}

/** Some 300 files of the standard library, the same ones each time: every so-many-th of the sorted list. */
function sampleOfStandardLibrary(): readonly string[] {
  const { stdout } = python3(['-I', '-S', '-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))']);
  const folder = stdout.trim();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py') && !/(^|[\\/])(site|dist)-packages[\\/]/.test(file))
    .sort();
  const step = Math.max(1, files.length / 300);
  return files
    .filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
    .map((file) => path.join(folder, file));
}

test('every name of every scope of the standard library is as symtable has it', async () => {
  const asked = pythonFor('the comparison with symtable', 14);
  if (asked === null) return;
  const mismatches: string[] = [];
  let compared = 0;
  let names = 0;
  const sample = sampleOfStandardLibrary();
  for (const file of sample) {
    const result = await compare(asked, file, readFileSync(file));
    mismatches.push(...mismatchesOf(path.basename(file), result));
    if (result.kind === 'left out') continue;
    compared++;
    names += result.comparison.names;
  }
  assert.deepEqual(mismatches, []);
  assert.ok(compared > 0.95 * sample.length && names > 100 * compared, `${compared} of ${sample.length} files, ${names} names`);
});

test('random programs get the scopes that symtable gives them', async () => {
  // Later versions move names of comprehensions about, in the order in which they are evaluated.
  const asked = pythonFor('the comparison of random programs with symtable', 12);
  if (asked === null) return;
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(randomProgram, async (text) => {
      const result = await compare(asked, 'random.py', Buffer.from(text));
      assert.deepEqual(mismatchesOf('random.py', result), [], text);
      if (result.kind === 'compared') compared++;
      else assert.match(result.reason, /CPython does not compile/);
    }),
    { numRuns: 1000, seed: 20 },
  );
  assert.ok(compared > 100, `${compared} programs compile`);
});

const SAMPLE = `
import sys
class A:
    x = 1
    def f(self, y=sys):
        global z
        z = [x for x in y if (w := x)]
        return lambda: w
`;

/** What the comparison finds when our scopes are changed. */
async function sabotaged(asked: SymtableProcess, change: (scopes: Scopes) => Scopes): Promise<readonly string[]> {
  const answer = await asked.ask(SAMPLE);
  assert.ok(answer !== null && 'module' in answer);
  const [file, scopes] = [source(SAMPLE), change(scopesOf(SAMPLE))];
  const { mismatches } = compareTables(asCompiled(ourTables(file, scopes), asked.version), answer.module);
  return [...contradictionsIn(file, scopes), ...mismatches].map(({ message }) => message);
}

test('a wrong answer is caught', async () => {
  const asked = pythonFor('the control of the comparison with symtable', 14);
  if (asked === null) return;
  assert.deepEqual(await sabotaged(asked, (scopes) => scopes), []);
  assert.deepEqual(
    await sabotaged(asked, (scopes) => ({ ...scopes, reads: scopes.reads.filter((read) => read.text !== 'sys') })),
    ['sys: CPython global referenced; we absent'],
  );
  const blind = await sabotaged(asked, (scopes) => ({ ...scopes, resolve: () => ({ kind: 'builtin', maybeStar: false }) }));
  assert.ok(
    blind.includes('resolve and lookup disagree on sys') &&
      blind.includes('sys is listed with another binding than it resolves to'),
  );
  const leaky = await sabotaged(asked, (scopes) => ({ ...scopes, scopeOf: () => scopes.module }));
  assert.ok(leaky.length > 5, leaky.join('\n'));
});

const TYPE_PARAMETERS = `
def outer():
    x = 1
    class C[T](B[T], y=lambda: T):
        x = 2
        type A = x | T
        type G[U: (x, [x for _ in x]), *Us, **P] = list[lambda: x]
        def m[V: x](self, a: x = x, *b: V) -> __class__:
            type Z[__q] = __q
            return x, V, T, __class__, super
        @x
        def n[__W](self: __W):
            nonlocal x
            x = __W
        class D[T](x, T):
            z = T, x
            def o[K](self, k=lambda: T) -> (lambda: K, x): return z, T
    async def f[T](x: T): await x
type S[T: S] = T
class E[T]:
    global T2
    T2 = T
    def f[X](self, y: T2): T2
    type Q = T2
class __F[__a: __x](__y, z=__a):
    __b: __a
    def __m[__c](self, __d: __c): __m
`;

test('type parameters are as symtable has them', async () => {
  if (python !== null && python.version[1] < 13) {
    console.log('SKIPPED the comparison of type parameters with symtable: it needs CPython 3.13');
    return;
  }
  const asked = pythonFor('the comparison of type parameters with symtable', 14);
  if (asked === null) return;
  const result = await compare(asked, 'types.py', Buffer.from(TYPE_PARAMETERS));
  assert.deepEqual([result.kind, mismatchesOf('types.py', result)], ['compared', []]);
});
