import assert from 'node:assert/strict';
import { decidePlan } from '../../core/review/decide.js';
import type { Decision } from '../../core/review/decision.js';
import { wordDiff } from '../../core/review/word-diff.js';
import { sampleLeft } from '../../testing/sample-left.js';
import { type SampleHunk, sampleFiles } from '../../testing/sample-session.js';
import { suite } from '../../testing/suite.js';
import { wholeFileSession } from '../../testing/whole-files.js';
import { isCrlf, splitRows } from './diff-rows.js';
import { fileStanding } from './file-state.js';
import { EVERYTHING, filterHunks } from './filter.js';
import { groupHunks } from './groups.js';
import { filterNotes } from './left-notes.js';
import { fileRows, groupRows, leftRows } from './list-rows.js';
import { makeOffsets } from './offsets.js';
import { treeRows } from './path-tree.js';
import { indexReview, type NumberedDecisions, shownFile } from './review-index.js';
import { hunksInScope, hunksToDecide } from './scope.js';
import { makeSearch } from './search.js';
import { outlook } from './tally.js';

const test = suite('review model');

const HUNKS: readonly SampleHunk[] = [
  { path: 'src/deep/only/a.py', before: 'x = utcnow()\n', after: 'x = now()\n', codemod: 'time', shape: 'call' },
  {
    path: 'src/deep/only/a.py',
    before: 'import a\n',
    after: 'import a\nimport b\n',
    codemod: 'imports',
    shape: 'import',
    line: 9,
  },
  {
    path: 'src/b.py',
    before: 'y = utcnow()\n',
    after: 'y = now()\n',
    codemod: 'time',
    shape: 'call',
    applicability: 'unsafe',
    caveat: 'Who knows?',
  },
  { path: 'tools/c.py', before: 'z = utcnow()\n', after: 'z = now()\n', codemod: 'time', shape: 'call' },
];
const files = sampleFiles(HUNKS);
const index = indexReview('plan', 'sample', files, []);
const bodies = files.flatMap(({ hunks }) => hunks.map(({ parts }) => parts));
const ALL = [0, 1, 2, 3];

function decided(...verdicts: readonly (readonly [hunk: number, verdict: Decision['verdict']])[]): NumberedDecisions {
  return new Map(verdicts.map(([hunk, verdict]) => [hunk, { verdict, reason: '', edited: null }]));
}

test('the index numbers files, shapes and reasons, and counts lines', () => {
  assert.deepEqual(
    index.hunks.map(({ file, shape, added, removed }) => [file, shape, added, removed]),
    [
      [0, 0, 1, 1],
      [0, 1, 1, 0],
      [1, 0, 1, 1],
      [2, 0, 1, 1],
    ],
  );
  assert.deepEqual(
    index.files.map(({ first, count }) => [first, count]),
    [
      [0, 2],
      [2, 1],
      [3, 1],
    ],
  );
  assert.equal(index.reasons.length, 3);
  assert.deepEqual(index.hunks[1]?.reasons, [[1, 9]]);
});

test('each criterion sieves, and all together', () => {
  const decisions = decided([0, 'accepted'], [3, 'rejected']);
  const shown = (criteria: Partial<typeof EVERYTHING>, found: ReadonlySet<number> | null = null) =>
    filterHunks(index, decisions, { ...EVERYTHING, ...criteria }, found);
  assert.deepEqual(shown({}), ALL);
  assert.deepEqual(shown({ codemod: 'imports' }), [1]);
  assert.deepEqual(shown({ applicability: 'unsafe' }), [2]);
  assert.deepEqual(shown({ verdict: 'undecided' }), [1, 2]);
  assert.deepEqual(shown({ verdict: 'rejected' }), [3]);
  assert.deepEqual(shown({ path: ' SRC/' }), [0, 1, 2]);
  assert.deepEqual(shown({ shape: 0 }), [0, 2, 3]);
  assert.deepEqual(shown({}, new Set([1, 3])), [1, 3]);
  assert.deepEqual(shown({ codemod: 'time', path: 'src', verdict: 'undecided' }), [2]);
});

test('lines, reasons, caveats and paths are searched, marks are not', () => {
  const search = makeSearch(index, bodies);
  assert.deepEqual(search.find('UTCNOW'), [0, 2, 3]);
  assert.deepEqual(search.find('import b'), [1]);
  assert.deepEqual(search.find('who knows'), [2]);
  assert.deepEqual(search.find('tools/c'), [3]);
  assert.deepEqual(search.find('-x'), []);
});

test('groups come largest first, and outliers have a heading', () => {
  const groups = groupHunks(index, ALL);
  assert.deepEqual(
    groups.map(({ hunks, files }) => [hunks, files]),
    [
      [[0, 2, 3], 3],
      [[1], 1],
    ],
  );
  assert.deepEqual(
    groupRows(groups).map(({ kind }) => kind),
    ['group', 'heading', 'group'],
  );
});

test('the list has each file once before its hunks', () => {
  assert.deepEqual(
    fileRows(index, [0, 1, 3]).map(({ key }) => key),
    ['f0', 'h0', 'h1', 'f2', 'h3'],
  );
});

test('the tree joins folders that hold one folder alone, counts what is shown and can be closed', () => {
  const rows = (closed: readonly string[], shown = ALL) =>
    treeRows(index, shown, new Set(closed)).map(({ name, level, hunks }) => [name, level, hunks]);
  assert.deepEqual(rows([]), [
    ['src', 1, 3],
    ['deep/only', 2, 2],
    ['a.py', 3, 2],
    ['b.py', 2, 1],
    ['tools', 1, 1],
    ['c.py', 2, 1],
  ]);
  assert.deepEqual(rows(['src/', 'tools/']), [
    ['src', 1, 3],
    ['tools', 1, 1],
  ]);
  assert.deepEqual(rows([], [3]), [
    ['tools', 1, 1],
    ['c.py', 2, 1],
  ]);
});

test('names of folders are names, whatever they mean to JavaScript', () => {
  const odd = indexReview('plan', 'odd', sampleFiles([{ path: '__proto__/constructor/x', before: 'a', after: 'b' }]), []);
  assert.deepEqual(
    treeRows(odd, [0], new Set()).map(({ name }) => name),
    ['__proto__/constructor', 'x'],
  );
});

const ESCAPED = 'h%3A1/x/a.py';
const named = indexReview(
  'plan',
  'sample',
  sampleFiles([ESCAPED, 'h%3A1/y/b.py', 'other/c.py'].map((path) => ({ path, before: 'a', after: 'b' }))),
  [sampleLeft({ path: ESCAPED }), sampleLeft({ path: null })],
  { nameOf: (path) => path.replaceAll('%3A', ':') },
);

test('paths are listed and found as they are shown, and known as they are', () => {
  assert.deepEqual(
    named.files.map((file) => [file.path, shownFile(file).path, file.shown === undefined]),
    [
      [ESCAPED, 'h:1/x/a.py', false],
      ['h%3A1/y/b.py', 'h:1/y/b.py', false],
      ['other/c.py', 'other/c.py', true],
    ],
  );
  assert.deepEqual(
    treeRows(named, [0, 1], new Set()).map(({ path, name }) => [path, name]),
    [
      ['h%3A1/', 'h:1'],
      ['h%3A1/x/', 'x'],
      [ESCAPED, 'a.py'],
      ['h%3A1/y/', 'y'],
      ['h%3A1/y/b.py', 'b.py'],
    ],
  );
  assert.deepEqual(treeRows(named, [0], new Set(['h%3A1/x/'])), [
    { path: 'h%3A1/x/', name: 'h:1/x', level: 1, file: null, hunks: 1, isOpen: false },
  ]);
  const filtered = (path: string) => filterHunks(named, new Map(), { ...EVERYTHING, path }, null);
  assert.deepEqual([filtered('H:1/'), filtered('%3A')], [[0, 1], []]);
  const search = makeSearch(named, []);
  assert.deepEqual([search.find('h:1/y'), search.find('%3a')], [[1], []]);
});

test('so are the places of what is left to a person', () => {
  const found = (path: string) => filterNotes(named.left, { ...EVERYTHING, path });
  assert.deepEqual([found('h:1'), found('%3A')], [[0], []]);
  assert.deepEqual(
    leftRows(named, [0, 1]).flatMap((row) => (row.kind === 'left-file' ? [row.shown] : [])),
    ['h:1/x/a.py', null],
  );
  assert.deepEqual(named.left[1]?.path, null);
});

test('a scope holds what is shown and belongs to the hunk', () => {
  assert.deepEqual(hunksInScope(index, ALL, 0, 'file'), [0, 1]);
  assert.deepEqual(hunksInScope(index, ALL, 0, 'rest'), [0, 1]);
  assert.deepEqual(hunksInScope(index, ALL, 1, 'rest'), [1]);
  assert.deepEqual(hunksInScope(index, ALL, 0, 'group'), [0, 2, 3]);
  assert.deepEqual(hunksInScope(index, [0, 3], 0, 'group'), [0, 3]);
  assert.deepEqual(hunksInScope(index, ALL, 1, 'codemod'), [1]);
  assert.deepEqual(hunksInScope(index, [1, 2], 1, 'shown'), [1, 2]);
});

test('many are decided without undoing what was decided about one', () => {
  assert.deepEqual(hunksToDecide(ALL, decided([1, 'rejected']), 'accepted'), [0, 2, 3]);
  assert.deepEqual(hunksToDecide([0, 1], decided([0, 'accepted'], [1, 'rejected']), 'accepted'), [1]);
  assert.deepEqual(hunksToDecide([1], decided([1, 'rejected']), 'accepted'), [1]);
  assert.deepEqual(hunksToDecide([1], decided([1, 'accepted']), 'accepted'), []);
});

test('a file stands as its hunks do', () => {
  const state = (file: number, ...verdicts: readonly (readonly [hunk: number, verdict: Decision['verdict']])[]) =>
    fileStanding(index, decided(...verdicts), file).state;
  assert.equal(state(0), 'undecided');
  assert.equal(state(0, [2, 'accepted']), 'undecided', 'hunks of others do not count');
  assert.equal(state(0, [0, 'accepted']), 'in part');
  assert.equal(state(0, [1, 'rejected']), 'in part');
  assert.equal(state(0, [0, 'accepted'], [1, 'accepted']), 'accepted');
  assert.equal(state(0, [0, 'rejected'], [1, 'rejected']), 'rejected');
  assert.equal(state(0, [0, 'accepted'], [1, 'rejected']), 'decided');
  const [first] = files;
  assert.ok(first !== undefined);
  const stale = indexReview('plan', 'sample', [{ ...first, stale: 'it is gone', hunks: [] }], []);
  assert.equal(fileStanding(stale, decided(), 0).state, 'stale');
});

test('the outlook counts hunks, and the files that would be written', () => {
  const decisions = decided([0, 'accepted'], [1, 'accepted'], [2, 'rejected']);
  assert.deepEqual(outlook(index, decisions), { accepted: 2, rejected: 1, undecided: 1, files: 1, partial: [] });
});

test('new files that are accepted in part are counted as the plan counts them', () => {
  const session = wholeFileSession();
  const own = indexReview(session.planId, 'sample', session.files, []);
  const made = own.files.flatMap(({ kind, first }) => (kind === 'create' ? [first] : []));
  for (const accepted of [[], made.slice(0, 1), made.slice(0, 2), made]) {
    const numbered = decided(...accepted.map((hunk) => [hunk, 'accepted'] as const));
    const byId = new Map([...numbered].map(([hunk, decision]) => [own.hunks[hunk]?.id ?? '', decision]));
    const { partial } = decidePlan(session.plan, () => null, byId, 'rejected');
    assert.deepEqual(outlook(own, numbered).partial, partial);
    const isPart = accepted.length > 0 && accepted.length < made.length;
    const left = made.length - accepted.length;
    assert.deepEqual(partial, isPart ? [{ codemod: 'sample', made: accepted.length, left }] : []);
  }
});

test('side by side, changed lines face each other', () => {
  const part = bodies[0]?.[0];
  assert.ok(part !== undefined);
  const lines = wordDiff({ ...part, lines: [' a', '-b', '-c', '+B', ' d', '+e', '-f', '\\ No newline at end of file'] });
  assert.deepEqual(
    splitRows(lines).map(({ old, now }) => [old?.text ?? null, now?.text ?? null]),
    [
      ['a', 'a'],
      ['b', 'B'],
      ['c', null],
      ['d', 'd'],
      ['f', 'e'],
      [' No newline at end of file', null],
    ],
  );
});

test('CRLF is told from a line ending that differs', () => {
  const part = { oldStart: 1, oldLines: 1, newStart: 1, newLines: 1 };
  assert.equal(isCrlf(wordDiff({ ...part, lines: ['-a\r', '+b\r'] })), true);
  assert.equal(isCrlf(wordDiff({ ...part, lines: ['-a\r', '+a'] })), false);
});

test('offsets find the row of a place', () => {
  const offsets = makeOffsets([10, 20, 30]);
  assert.equal(offsets.total, 60);
  assert.deepEqual([0, 9, 10, 29, 30, 59, 1000].map(offsets.rowAt), [0, 0, 1, 1, 2, 2, 2]);
  assert.deepEqual([offsets.at(2), offsets.at(3)], [30, 60]);
  assert.equal(makeOffsets([]).rowAt(5), 0);
});
