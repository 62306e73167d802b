import * as assert from 'node:assert/strict';
import { dominantNewline, isSkip } from '../../../core/source-file.js';
import { libraryFiles, readLibraryFile } from '../../../testing/library-files.js';
import { oddProgram } from '../../../testing/odd-program.js';
import { hasPython, skipLoudly } from '../../../testing/python.js';
import { type Choose, chooserFrom } from '../../../testing/random.js';
import { attempt } from '../../../testing/statement-cases.js';
import { judgeStatements, MARK, type StatementCase } from '../../../testing/statement-judge.js';
import { suite } from '../../../testing/suite.js';
import { parsePython } from '../parse.js';
import type { PythonFile } from '../python-file.js';
import { isInString, lineFactsOf } from './run.js';

const test = suite('statements under CPython');

/** The long form: `STATEMENT_CASES=20000 node scripts/test.mjs statements.property`. */
const CASES = Number(process.env['STATEMENT_CASES'] ?? 300);
const SEED = Number(process.env['STATEMENT_SEED'] ?? 1);
/** Bytes: the short form keeps to files that are judged quickly. */
const LARGEST = CASES > 1_000 ? 200_000 : 12_000;
const BATCH = 50;

/** Ways to write a file differently without changing what it means. */
const VARIANTS: Readonly<Record<string, (file: PythonFile, choose: Choose) => string>> = {
  'as it is': ({ text }) => text,
  CRLF: ({ text }) => text.replace(/\r\n|\r|\n/g, '\r\n'),
  CR: ({ text }) => text.replace(/\r\n|\r|\n/g, '\r'),
  'mixed newlines': ({ text }, choose) => text.replace(/\n/g, () => ['\n', '\r\n', '\r'][choose(3)] ?? '\n'),
  tabs: (file) => reindented(file, '\t'),
  'two spaces': (file) => reindented(file, '  '),
  'odd step': (file) => reindented(file, '   '),
  'no final newline': ({ text }) => text.replace(/[\r\n]+$/, ''),
};

function reindented(file: PythonFile, unit: string): string {
  const facts = lineFactsOf(file.root.namedChildren);
  return file.text.replace(/^(?: {4})+/gm, (spaces, offset: number) =>
    isInString(facts, offset) ? spaces : unit.repeat(spaces.length / 4),
  );
}

function parsed(name: string, text: string): PythonFile | null {
  const file = parsePython({ path: name, text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  return isSkip(file) ? null : file;
}

/** The texts of all strings, without those that the case puts in. */
function stringsOf(text: string): readonly string[] {
  const file = parsed('a.py', text);
  return file === null
    ? []
    : [...file.root.ofType('string')].map((node) => node.text).filter((string) => !/^'''\s+text\s+'''$/.test(string));
}

interface Drawn {
  readonly from: string;
  readonly judged: StatementCase;
}

/** A file of the library, written differently, or a program of our own making. */
function drawFile(files: readonly string[], choose: Choose): { readonly from: string; readonly file: PythonFile | null } {
  if (choose(3) === 0) return { from: 'an odd program', file: parsed('odd.py', oddProgram(choose)) };
  const name = files[choose(files.length)] ?? '';
  const variants = Object.entries(VARIANTS);
  const [variant = '', vary] = variants[choose(variants.length)] ?? [];
  const original = readLibraryFile(name);
  const file = original === null || vary === undefined ? null : parsed(name, vary(original, choose));
  return { from: `${name} (${variant})`, file };
}

/** Draws cases until there are enough, and checks on the way what needs no Python. */
function draw(count: number, seed: number): { readonly cases: readonly Drawn[]; readonly refused: number } {
  const choose = chooserFrom(seed);
  const files = libraryFiles(LARGEST);
  const cases: Drawn[] = [];
  let refused = 0;
  while (cases.length < count) {
    const { from, file } = drawFile(files, choose);
    for (let round = 0; file !== null && round < 4; round++) {
      const tried = attempt(file, choose);
      if (tried?.result == null) refused += tried === null ? 0 : 1;
      else {
        const wraps = tried.kind === 'wrap' || tried.kind === 'sections' || tried.kind === 'nested';
        if (wraps && tried.ownLines)
          assert.ok(
            tried.edits.every((edit) => edit.start === edit.end),
            from,
          );
        if (wraps) assert.deepEqual(stringsOf(tried.result.after), stringsOf(tried.result.before), from);
        cases.push({ from, judged: tried.result });
      }
    }
  }
  return { cases, refused };
}

test('edits of real code change what they say and nothing else', () => {
  if (!hasPython() && skipLoudly('the property test of statements', 'python3')) return;
  const { cases, refused } = draw(CASES, SEED);
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  for (let start = 0; start < cases.length; start += BATCH) {
    const batch = cases.slice(start, start + BATCH);
    for (const [index, fault] of judgeStatements(batch.map(({ judged }) => judged)).entries()) {
      const drawn = batch[index];
      const outcome = fault === null ? 'not for this Python' : (drawn?.judged.kind ?? '');
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      if (fault !== null && fault !== '')
        faults.push(`${drawn?.judged.kind} in ${drawn?.from}: ${fault}\n${around(drawn?.judged)}`);
    }
  }
  console.log(JSON.stringify({ ...counts, refused }));
  assert.equal(faults.length, 0, faults.slice(0, 5).join('\n\n'));
  assert.ok((counts['not for this Python'] ?? 0) < cases.length / 20, 'too many cases are not judged');
  assert.ok(refused < cases.length / 2, 'too much is refused');
});

test('the judge sees what is wrong', () => {
  if (!hasPython() && skipLoudly('the control of the property test', 'python3')) return;
  const before = 'def f():\n    x("""\n    a""")\n    y()\n';
  const wrapped = (inside: string, behind: string): string =>
    `def f():\n    try:\n${inside}    except ${MARK} as e:\n        if e:\n            log('''\n  text\n''')\n        raise\n${behind}`;
  const wrap = (after: string): StatementCase => ({ kind: 'wrap', before, after, index: 0, count: 1 });
  const right = wrapped('        x("""\n    a""")\n', '    y()\n');
  const wrong = [
    wrapped('        x("""\n        a""")\n', '    y()\n'),
    wrapped('        x("""\n    a""")\n        y()\n', ''),
    wrapped('        x("""\n    a""")\n', 'y()\n'),
    `${right}z()\n`,
    before,
    wrapped('x("""\n    a""")\n', '    y()\n'),
  ];
  const [good, ...bad] = judgeStatements([right, ...wrong].map(wrap));
  assert.equal(good, '');
  assert.ok(
    bad.every((fault) => fault !== null && fault !== ''),
    JSON.stringify(bad),
  );
});

/** The lines around the mark, for a message. */
function around(judged: StatementCase | undefined): string {
  const lines = (judged?.after ?? '').split(/\r\n|\r|\n/);
  const at = lines.findIndex((line) => line.includes(MARK));
  return lines.slice(Math.max(0, at - 8), at + 8).join('\n');
}
