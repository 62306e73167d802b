import assert from 'node:assert/strict';
import { create, modify, remove, samplePlan } from '../../testing/sample-plan.js';
import { suite } from '../../testing/suite.js';
import { applySteps, type ModifyChange, type Step } from '../change.js';
import { hunkHeader } from '../diff.js';
import { applyEdits, type Edit, replaceRange } from '../edit.js';
import { fixKey } from '../fix-key.js';
import { sha256 } from '../hash.js';
import { decidePlan } from './decide.js';
import type { Decision, Decisions } from './decision.js';
import { readEditedDiff } from './edited-diff.js';
import { reviewFiles } from './review-files.js';
import type { ReviewHunk } from './review-hunk.js';

const test = suite('review');

const TEXT = `${Array.from({ length: 30 }, (_, index) => `line ${index + 1}`).join('\n')}\n`;
const IMPORT = 'import sys\n';

/** Exchanges words of lines, each as one fix; all of them need an import at the top. */
function change(text: string, ...lines: readonly number[]): ModifyChange {
  const edits: Edit[] = [{ start: 0, end: 0, oldText: '', newText: IMPORT }];
  for (const line of lines) {
    const start = text.indexOf(`line ${line}\n`);
    edits.push(replaceRange(text, { start, end: start + 4 }, 'LINE'));
  }
  const imports = [{ action: 'need', module: 'sys' }] as const;
  const fixes = lines.map((line, index) => {
    const own = edits[index + 1];
    const key = fixKey(text, { codemod: 'sample', path: 'a.txt', edits: own === undefined ? [] : [own], imports, line });
    return { reason: `Line ${line}.`, applicability: 'safe', caveat: '', line, edits: [0, index + 1], imports, key } as const;
  });
  const step: Step = { codemod: 'sample', version: '1.0.0', edits, importEdits: [0], fixes };
  const id = (content: string) => ({ sha256: sha256(content), size: content.length, mode: 0o644 });
  const facts = { encoding: 'utf-8', hasBom: false, newline: '\n' } as const;
  return { kind: 'modify', path: 'a.txt', ...facts, before: id(text), after: id(applyEdits(text, edits)), steps: [step] };
}

const read = (files: Readonly<Record<string, string>>) => (path: string) => {
  const text = files[path];
  return text === undefined ? null : Buffer.from(text);
};

type Pairs = readonly (readonly [ReviewHunk | undefined, Partial<Decision>])[];

function decided(...pairs: Pairs): Decisions {
  return new Map(
    pairs.map(([hunk, decision]) => [hunk?.id ?? '', { verdict: 'undecided', reason: '', edited: null, ...decision }]),
  );
}

test('each fix is a hunk of its own, with the import that it shares', () => {
  const [file] = reviewFiles(samplePlan([change(TEXT, 3, 20)]), read({ 'a.txt': TEXT }));
  assert.deepEqual(
    file?.hunks.map(({ parts, reasons }) => [reasons.map(({ line }) => line), parts.map(hunkHeader)]),
    [
      [[3], ['@@ -1,6 +1,7 @@']],
      [[20], ['@@ -1,3 +1,4 @@', '@@ -17,7 +18,7 @@']],
    ],
  );
  assert.equal(file?.hunks[0]?.shape, file?.hunks[1]?.shape);
  assert.notEqual(file?.hunks[0]?.id, file?.hunks[1]?.id);
});

test('what is rejected is left out; an import stays as long as one fix needs it', () => {
  const plan = samplePlan([change(TEXT, 3, 20)]);
  const files = read({ 'a.txt': TEXT });
  const [first, second] = reviewFiles(plan, files)[0]?.hunks ?? [];
  const one = decidePlan(plan, files, decided([first, { verdict: 'rejected', reason: 'no' }]), 'accepted');
  assert.deepEqual(one.counts, { accepted: 0, rejected: 1, undecided: 1 });
  const [left] = one.plan.changes;
  assert.equal(left?.kind === 'modify' ? applySteps(TEXT, left.steps) : null, IMPORT + TEXT.replace('line 20', 'LINE 20'));
  assert.deepEqual(one.altered, ['a.txt']);
  const both = decided([first, { verdict: 'rejected' }], [second, { verdict: 'rejected' }]);
  assert.deepEqual(decidePlan(plan, files, both, 'accepted').plan.changes, []);
  const accepted = decidePlan(plan, files, decided([first, { verdict: 'accepted' }]), 'rejected').plan.changes;
  assert.equal(
    accepted[0]?.kind === 'modify' && applySteps(TEXT, accepted[0].steps),
    IMPORT + TEXT.replace('line 3\n', 'LINE 3\n'),
  );
  assert.equal(decidePlan(plan, files, new Map(), 'accepted').plan.changes[0], plan.changes[0], 'untouched, it is the very plan');
});

test('a rejected fix is known again in the text that the run leaves', () => {
  const plan = samplePlan([change(TEXT, 3, 5)]);
  const files = read({ 'a.txt': TEXT });
  const [, second] = reviewFiles(plan, files)[0]?.hunks ?? [];
  const { plan: left, rejections } = decidePlan(plan, files, decided([second, { verdict: 'rejected' }]), 'accepted');
  const [modified] = left.changes;
  const text = modified?.kind === 'modify' ? applySteps(TEXT, modified.steps) : '';
  const again = change(text, 5).steps[0]?.fixes[0]?.key ?? '';
  assert.ok(rejections.some(({ key }) => key === again));
  assert.ok(!rejections.slice(0, 1).some(({ key }) => key === again), 'control: the text around it has changed');
});

test('a whole file is one hunk', () => {
  const plan = samplePlan([create('new.txt', 'a\nb\n'), remove('old.txt', 'x\n'), modify('c.txt', 'one\n', 'one', 'two')]);
  const files = read({ 'old.txt': 'x\n', 'c.txt': 'one\n' });
  const hunks = reviewFiles(plan, files).flatMap((file) => file.hunks);
  assert.deepEqual(
    hunks.map(({ path, kind, parts }) => [path, kind, parts.flatMap(({ lines }) => lines)]),
    [
      ['c.txt', 'modify', ['-one', '+two']],
      ['new.txt', 'create', ['+a', '+b']],
      ['old.txt', 'delete', ['-x']],
    ],
  );
  const left = decidePlan(plan, files, decided([hunks[1], { verdict: 'rejected' }]), 'accepted');
  assert.deepEqual(
    left.plan.changes.map(({ path }) => path),
    ['c.txt', 'old.txt'],
  );
  assert.equal(left.rejections.length, 1);
});

test('a file is not taken away where a change of its codemod is not accepted', () => {
  const plan = samplePlan([remove('old.txt', 'x\n'), modify('c.txt', 'one\n', 'one', 'two')]);
  const files = read({ 'old.txt': 'x\n', 'c.txt': 'one\n' });
  const [edit, removal] = reviewFiles(plan, files).flatMap((file) => file.hunks);
  const faults = (...pairs: Pairs) => decidePlan(plan, files, decided(...pairs), 'rejected').faults;
  assert.match(faults([removal, { verdict: 'accepted' }])[0]?.message ?? '', /its delete belongs to changes of sample/);
  assert.deepEqual(faults([removal, { verdict: 'accepted' }], [edit, { verdict: 'accepted' }]), []);
  assert.deepEqual(faults([edit, { verdict: 'accepted' }]), [], 'the other way round nothing is lost');
});

test('a file that has changed since shows no hunk, and its change is left for apply to refuse', () => {
  const plan = samplePlan([modify('c.txt', 'one\n', 'one', 'two')]);
  const [file] = reviewFiles(plan, read({ 'c.txt': 'other\n' }));
  assert.deepEqual([file?.hunks, file?.stale], [[], 'it has changed since the plan was made']);
  assert.equal(reviewFiles(plan, read({}))[0]?.stale, 'it is gone since the plan was made');
  assert.equal(decidePlan(plan, read({ 'c.txt': 'other\n' }), new Map(), 'rejected').plan.changes.length, 1);
});

test('an edited hunk takes the place of what was planned', () => {
  const plan = samplePlan([change(TEXT, 3, 20)]);
  const files = read({ 'a.txt': TEXT });
  const [first] = reviewFiles(plan, files)[0]?.hunks ?? [];
  const edited = '@@ -2,3 +2,3 @@\n line 2\n-line 3\n+line three\n+and a half\n line 4\n';
  const done = decidePlan(plan, files, decided([first, { verdict: 'accepted', edited }]), 'accepted');
  assert.deepEqual(done.faults, []);
  const [modified] = done.plan.changes;
  const expected = IMPORT + TEXT.replace('line 3\n', 'line three\nand a half\n').replace('line 20', 'LINE 20');
  assert.equal(modified?.kind === 'modify' ? applySteps(TEXT, modified.steps) : null, expected);
  assert.equal(modified?.kind === 'modify' ? modified.after.sha256 : null, sha256(expected));
  const meeting = '@@ -19,3 +19,3 @@\n line 19\n-line 20\n+line twenty\n line 21\n';
  const refused = decidePlan(plan, files, decided([first, { verdict: 'accepted', edited: meeting }]), 'accepted');
  assert.deepEqual(
    refused.faults.map(({ message }) => message),
    ['it changes lines that another accepted hunk changes'],
  );
});

test('an edited diff is read without its counts, and refused where it is none', () => {
  const text = 'a\nb\r\nc';
  const edits = (diff: string) => {
    const made = readEditedDiff(text, diff);
    return 'fault' in made ? made.fault : applyEdits(text, made.edits);
  };
  assert.equal(edits('@@ -1,9 +1,9 @@\n a\n-b\r\n+B\r\n'), 'a\nB\r\nc');
  assert.equal(edits('@@ -3 +3 @@\n-c\n\\ No newline at end of file\n+d\n\\ No newline at end of file\n'), 'a\nb\r\nd');
  assert.equal(edits('@@ -3 +3 @@\n-c\n+d\n'), 'a\nb\r\nd\n');
  assert.equal(edits('@@ -1,1 +1,2 @@\n+0\n a\n'), '0\na\nb\r\nc');
  assert.match(edits('@@ -1 +1 @@\n-x\n+y\n'), /line 1 of the file is another one/);
  assert.match(edits(' a\n'), /does not begin with/);
  assert.match(edits('@@ -1 +1 @@\n a\n'), /changes nothing/);
  assert.match(edits('@@ -1 +1 @@\nxa\n'), /begins with "x"/);
  assert.match(edits(''), /no hunk/);
  assert.match(edits('@@ -3 +3 @@\n c\n@@ -1 +1 @@\n-a\n'), /order/);
});

test('a file with 8,000 hunks is shown, and decided about, in time that does not grow with their square', () => {
  const lines = Array.from({ length: 8_000 }, (_, index) => index + 1);
  const text = lines.map((line) => `line ${line}\n`).join('');
  const edits = lines.map((line) => {
    const start = text.indexOf(`line ${line}\n`);
    return replaceRange(text, { start, end: start + 4 }, 'LINE');
  });
  const fixes = lines.map((line, index) => {
    const about = { reason: `Line ${line}.`, applicability: 'safe', caveat: '', imports: [] } as const;
    return { ...about, line, edits: [index], key: `key of ${line}` };
  });
  const step: Step = { codemod: 'sample', version: '1.0.0', edits, importEdits: [], fixes };
  const plan = samplePlan([{ ...change(text, 20), steps: [step] }]);
  const start = performance.now();
  const hunks = reviewFiles(plan, read({ 'a.txt': text })).flatMap((file) => file.hunks);
  const all = decided(...hunks.map((hunk, index) => [hunk, { verdict: index % 2 === 0 ? 'rejected' : 'accepted' }] as const));
  const { counts, rejections } = decidePlan(plan, read({ 'a.txt': text }), all, 'rejected');
  assert.deepEqual(counts, { accepted: 4_000, rejected: 4_000, undecided: 0 });
  assert.equal(new Set(rejections.map(({ hunk }) => hunk)).size, 4_000);
  // It took 18 seconds on two slow cores when each hunk was looked for among all others, and takes half a second.
  assert.ok(performance.now() - start < 9_000);
});

test('of a file that cannot be read as its plan says, no part is written as if it were the whole', () => {
  const odd = { ...change(TEXT, 3, 20), encoding: 'no-such-encoding' };
  const files = read({ 'a.txt': TEXT });
  assert.equal(decidePlan(samplePlan([odd]), files, new Map(), 'rejected').faults.length, 1);
  assert.equal(decidePlan(samplePlan([odd]), files, new Map(), 'accepted').faults.length, 0);
});
