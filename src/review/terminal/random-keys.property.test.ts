import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UNDECIDED } from '../../core/review/decision.js';
import { type SampleHunk, sampleFiles, sampleSession } from '../../testing/sample-session.js';
import { scriptedTerminal } from '../../testing/scripted-terminal.js';
import { suite } from '../../testing/suite.js';
import type { Edited } from './io.js';
import { reviewInTerminal } from './review-in-terminal.js';
import { textWidth } from './width.js';

const test = suite('random keys');

const TEXT = Array.from({ length: 30 }, (_, index) => `value_${index} = old(${index}, "名前")`).join('\n');

function hunk(path: string, number: number, shape: string): SampleHunk {
  return {
    path,
    before: TEXT,
    after: TEXT.replace(`old(${number},`, `new(${number},`),
    shape,
    reason: 'It is old, and nobody needs it.',
  };
}

const FILES = sampleFiles([
  ...[0, 2, 9, 12, 29].map((number) => hunk('src/app.py', number, `${number % 2}`)),
  ...[3, 4, 20].map((number) => hunk('src/other.js', number, '1')),
  hunk('docs/a-path-that-is-longer-than-a-narrow-terminal/名前.md', 7, 'x'),
]);

const keys = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...'ynadANsjkJKg/uwe? r') },
    {
      weight: 3,
      arbitrary: fc.constantFrom('<enter>', '<enter>', '<escape>', '<backspace>', '<ctrl-l>', '<other>', '<paste>new(1\ny'),
    },
    { weight: 1, arbitrary: fc.constantFrom(...'0123456789(*名') },
  ),
  { minLength: 20, maxLength: 60, size: 'max' },
);

const edits: readonly ((text: string) => Edited)[] = [
  (text) => ({ text: text.replace('new(', 'newer(') }),
  () => ({ text: '' }),
  () => ({ text: 'no diff' }),
  () => ({ fault: 'failed' }),
];

test('whatever is typed, rows fit, and decisions are those that were written', async () => {
  let decided = 0;
  await fc.assert(
    fc.asyncProperty(keys, fc.integer({ min: 24, max: 90 }), fc.constantFrom(...edits), async (typed, columns, edit) => {
      const session = sampleSession(FILES);
      const terminal = scriptedTerminal({ keys: typed, columns, rows: 16, edit });
      const end = await reviewInTerminal(session, terminal);
      for (const row of terminal.shownRows()) assert.ok(textWidth(row) <= columns, `${columns} columns: ${row}`);
      const written = new Map(session.records.map(({ hunk: id, verdict, edited }) => [id, { verdict, edited }]));
      for (const [id, { verdict, edited }] of session.decisions()) assert.deepEqual(written.get(id), { verdict, edited });
      if (end.kind === 'apply') assert.ok([...session.decisions().values()].some(({ verdict }) => verdict === 'accepted'));
      if (session.records.length > 0) decided++;
    }),
    { numRuns: 300 },
  );
  assert.ok(decided > 100, `${decided}`);
});

test('as many undos as decisions leave everything undecided', async () => {
  const quick = fc.array(fc.constantFrom(...'ynadANsjkJKw'), { maxLength: 12 });
  let undoneAll = 0;
  await fc.assert(
    fc.asyncProperty(quick, async (typed) => {
      const session = sampleSession(FILES);
      const all = typed.flatMap((key) => (key === 'A' || key === 'N' ? [key, 'y', '<enter>'] : [key, '<enter>']));
      // Enter ends a reason; at the last question, `u` and Enter take a decision back as well.
      const undone = Array.from({ length: typed.length * 2 + 2 }, () => ['u', '<enter>']).flat();
      const terminal = scriptedTerminal({ keys: [...all, '<ctrl-u>', ...undone, 'q'], rows: 400 });
      await reviewInTerminal(session, terminal);
      // The last question may have been answered on the way.
      if (terminal.unread().length > 0) return;
      undoneAll++;
      for (const decision of session.decisions().values()) assert.deepEqual(decision, UNDECIDED);
    }),
    { numRuns: 200 },
  );
  assert.ok(undoneAll > 80);
});
