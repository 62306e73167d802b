import assert from 'node:assert/strict';
import { suite } from '../testing/suite.js';
import { applySteps, type ModifyChange, type Step } from './change.js';
import { type Edit, insertAt, replaceRange } from './edit.js';
import { placeFixes } from './fix-lines.js';
import { sha256 } from './hash.js';

const test = suite('fix lines');

function step(line: number, ...edits: readonly Edit[]): Step {
  const fix = {
    reason: 'x',
    applicability: 'safe',
    caveat: '',
    line,
    edits: edits.map((_, index) => index),
    imports: [],
    key: '',
  } as const;
  return { codemod: 'x', version: '1.0.0', edits, importEdits: [], fixes: [fix] };
}

function change(before: string, steps: readonly Step[]): ModifyChange {
  const id = (text: string) => ({ sha256: sha256(Buffer.from(text)), size: Buffer.byteLength(text), mode: 0o644 });
  const facts = { encoding: 'utf-8', hasBom: false, newline: '\n' } as const;
  return { kind: 'modify', path: 'a.py', ...facts, before: id(before), after: id(applySteps(before, steps)), steps };
}

function lines(before: string, steps: readonly Step[]): readonly (readonly [number, number])[] {
  return placeFixes(change(before, steps), Buffer.from(before)).map(({ lineBefore, line }) => [lineBefore, line]);
}

test('a line is told in the old file and in the new one', () => {
  const before = 'a\nb\nc\n';
  assert.deepEqual(lines(before, [step(3, insertAt(0, 'import x\n'))]), [[3, 4]]);
  assert.deepEqual(lines(before, [step(2, insertAt(2, 'try:\n    '))]), [[2, 3]], 'the statement that is wrapped, not the try');
  assert.deepEqual(lines(before, [step(2, replaceRange(before, { start: 2, end: 3 }, 'B'))]), [[2, 2]], 'control');
});

test('a later step counts in the text that the earlier ones left', () => {
  const before = 'a\nb\nc\n';
  const first = step(1, insertAt(0, '# 1\n# 2\n'));
  const between = applySteps(before, [first]);
  const second = step(5, replaceRange(between, { start: between.indexOf('b'), end: between.indexOf('b') + 1 }, 'b1\nb2'));
  assert.deepEqual(lines(before, [first, second]), [
    [1, 3],
    [3, 6],
  ]);
});

test('a file that is made or moved has no fixes with lines', () => {
  const rename = {
    kind: 'rename',
    path: 'a',
    to: 'b',
    before: { sha256: '', size: 0, mode: 0 },
    codemod: 'x',
    version: '1.0.0',
    reason: 'y',
  } as const;
  assert.deepEqual(placeFixes(rename, Buffer.from('a')), []);
});
