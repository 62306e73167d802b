import assert from 'node:assert/strict';
import type { ReviewFile } from '../../core/review/review-hunk.js';
import type { SampleSession } from '../../testing/sample-session.js';
import { type SampleHunk, sampleFiles, sampleSession } from '../../testing/sample-session.js';
import { type ScriptedTerminal, scriptedTerminal } from '../../testing/scripted-terminal.js';
import { suite } from '../../testing/suite.js';
import type { Edited, Key } from './io.js';
import { type ReviewEnd, reviewInTerminal } from './review-in-terminal.js';

const test = suite('review in a terminal');

const APP = ['import os', '', ...Array.from({ length: 30 }, (_, index) => `value_${index} = old(${index})`), ''].join('\n');

function inApp(number: number, more: Partial<SampleHunk> = {}): SampleHunk {
  return { path: 'src/app.py', before: APP, after: APP.replace(`old(${number})`, `new(${number})`), ...more };
}

/** Two that stand close together, one far off, and one in another file that is of the shape of the third. */
const HUNKS: readonly SampleHunk[] = [
  inApp(2, { shape: 'a' }),
  inApp(5, { shape: 'b' }),
  inApp(25, { shape: 'c', applicability: 'unsafe', caveat: 'It may wait.' }),
  { path: 'src/other.py', before: 'x = old(1)\n', after: 'x = new(1)\n', shape: 'c' },
];

interface Reviewed {
  readonly end: ReviewEnd;
  readonly session: SampleSession;
  readonly terminal: ScriptedTerminal;
  /** By number of the hunk. */
  readonly verdicts: readonly string[];
}

const type = (text: string): readonly Key[] => [...text].map((key) => (key === '\n' ? '<enter>' : key));

async function review(
  keys: readonly Key[],
  {
    files = sampleFiles(HUNKS),
    session = sampleSession(files),
    edit,
  }: { files?: readonly ReviewFile[]; session?: SampleSession; edit?: (text: string) => Edited } = {},
): Promise<Reviewed> {
  const terminal = scriptedTerminal(edit === undefined ? { keys } : { keys, edit });
  const end = await reviewInTerminal(session, terminal);
  const hunks = session.files.flatMap((file) => file.hunks);
  const verdicts = hunks.map(({ id }) => session.decisions().get(id)?.verdict ?? 'undecided');
  assert.deepEqual(terminal.unread(), [], 'every key was read');
  return { end, session, terminal, verdicts };
}

function prompts({ terminal }: Reviewed): readonly string[] {
  return terminal.shownRows().filter((row) => row.includes(']? ') || row.includes(']?'));
}

test('hunk by hunk, and what was accepted is applied when it is said so', async () => {
  const done = await review(type('ynnot now\nyy\n'));
  assert.deepEqual(done.verdicts, ['accepted', 'accepted', 'rejected', 'accepted']);
  assert.deepEqual(done.end, { kind: 'apply' });
  assert.equal(done.session.records.at(3)?.reason, 'not now');
  assert.match(prompts(done)[0] ?? '', /^Apply these 2 hunks to src\/app\.py \[y,n,a,d,s,q,j,k,J,g,\/,\?\]\? y$/);
  assert.match(
    done.terminal.written(),
    /2 files: 3 accepted, 1 rejected\n {2}src\/app\.py {4}2 accepted, 1 rejected\n {2}src\/other\.py {2}1 accepted\n/,
  );
});

test('the answer to apply is a line: letters alone, as a key that is held down gives them, do not', async () => {
  assert.deepEqual((await review(type('yyyyyyyy'))).end, { kind: 'quit' });
  assert.deepEqual((await review(type('yyyn\n'))).end, { kind: 'quit' });
  assert.deepEqual((await review(type('yyyyes\n'))).end, { kind: 'apply' });
});

test('the last question says what it does, and explains its keys when asked', async () => {
  const files = sampleFiles(HUNKS);
  const approving = { ...sampleSession(files), purpose: 'approve' } as const;
  const approved = await review(type('yyy?\ny\n'), { session: approving });
  assert.match(approved.terminal.written(), /Approve the 4 accepted hunks now \[y,n,r,u,\?, then Enter\]\?/);
  assert.match(approved.terminal.written(), /y: yes, n: not now, r: look again, u: undo the last decision; then Enter/);
  assert.doesNotMatch(approved.terminal.written(), /Apply/, 'nothing is applied by an answer');
  assert.deepEqual(
    prompts(approved)
      .slice(0, 3)
      .map((row) => row.replace(/ \[.*/, '')),
    ['Approve these 2 hunks in src/app.py', 'Approve this hunk in src/app.py', 'Approve this hunk in src/other.py'],
  );
  assert.match((await review(type('yyyy\n'))).terminal.written(), /Apply the 4 accepted hunks now/, 'control');
});

test('why a hunk is there, and how safe it is, is said', async () => {
  const { terminal } = await review(type('Jq'));
  assert.deepEqual(terminal.shownRows().slice(1, 12), [
    'src/app.py (1 of 3)',
    'sample@1.0.0, line 1, safe: The sample asks for it.',
    '@@ -2,10 +2,10 @@',
    ' ',
    ' value_0 = old(0)',
    ' value_1 = old(1)',
    '-value_2 = old(2)',
    '           ^^^',
    '+value_2 = new(2)',
    '           ^^^',
    ' value_3 = old(3)',
  ]);
  assert.ok(terminal.shownRows().includes('  unsafe: It may wait.'));
});

test('what stands close together is split when it is asked for', async () => {
  const done = await review(type('syq'));
  assert.match(done.terminal.written(), /Split into 2 hunks\./);
  assert.ok(done.terminal.shownRows().includes('src/app.py (1 of 4)'));
  assert.deepEqual(done.verdicts, ['accepted', 'undecided', 'undecided', 'undecided']);
});

test('a file is accepted or rejected from the hunk at hand on', async () => {
  assert.deepEqual((await review(type('aq'))).verdicts, ['accepted', 'accepted', 'accepted', 'undecided']);
  assert.deepEqual((await review(type('sJdslow\nq'))).verdicts, ['undecided', 'rejected', 'rejected', 'undecided']);
});

test('a rejection is written down before its reason is asked for, and once more with it', async () => {
  const session = sampleSession(sampleFiles(HUNKS));
  const said = (): readonly string[] => session.records.map(({ verdict, reason }) => `${verdict}:${reason}`);
  let asked: readonly string[] = [];
  const terminal = scriptedTerminal({ keys: type('syJnslow\nq') });
  const rewriteLine = (text: string): void => {
    if (text.endsWith('not said) ')) asked = said();
    terminal.rewriteLine(text);
  };
  await reviewInTerminal(session, { ...terminal, rewriteLine });
  assert.deepEqual(asked, ['accepted:', 'rejected:']);
  assert.deepEqual(said(), ['accepted:', 'rejected:', 'rejected:slow']);
});

test('a rejection that is given up leaves what was decided before, with its reason', async () => {
  const first = await review(type('nslow\nKq'));
  const again = await review(['K', 'K', 'n', ...type('be'), '<escape>', 'q'], { session: first.session });
  const reasons = again.session.files.flatMap(({ hunks }) =>
    hunks.map(({ id }) => again.session.decisions().get(id)?.reason ?? '-'),
  );
  assert.deepEqual([again.verdicts, reasons], [first.verdicts, ['slow', 'slow', '-', '-']]);
});

test('a rejection that is given up while its reason is typed is none', async () => {
  for (const given of ['<escape>', '<ctrl-c>', '<ctrl-d>']) {
    const done = await review(['n', ...(given === '<ctrl-d>' ? [] : type('because')), given, 'q']);
    assert.deepEqual(new Set(done.verdicts), new Set(['undecided']), given);
    assert.match(done.terminal.written(), /Nothing was rejected\./);
  }
});

test('a terminal that closes while a reason is asked for takes no rejection back, and no reason', async () => {
  for (const typed of ['', 'becau']) {
    const { end, verdicts, session, terminal } = await review(['n', ...type(typed)]);
    assert.deepEqual([end, verdicts], [{ kind: 'quit' }, ['rejected', 'rejected', 'undecided', 'undecided']], typed);
    assert.deepEqual(new Set(session.records.map(({ verdict, reason }) => `${verdict}:${reason}`)), new Set(['rejected:']));
    assert.doesNotMatch(terminal.written(), /Nothing was rejected/);
  }
  const { session } = await review(type('nslow\nKq'));
  const again = await review(['K', 'K', ...type('nbe')], { session });
  assert.deepEqual(new Set(again.session.records.map(({ reason }) => reason)), new Set(['', 'slow']));
  assert.equal(again.session.records.at(-1)?.reason, 'slow', 'the one from before is kept');
  const control = await review(['n', '<escape>']);
  assert.deepEqual(new Set(control.verdicts), new Set(['undecided']), 'a person who gives it up takes it back');
});

test('a line can be corrected, and pasted into', async () => {
  const { session } = await review([
    'n',
    ...type('wrong'),
    '<ctrl-u>',
    ...type('too slox'),
    '<backspace>',
    ...type('w word'),
    '<ctrl-w>',
    '<paste>in\nhere',
    '<enter>',
    'q',
  ]);
  assert.equal(session.records.at(-1)?.reason, 'too slow in here');
});

test('what is pasted, named or unknown decides nothing, and Enter behind a letter is no answer', async () => {
  const done = await review(['<paste>yyyy', '<other>', '<enter>', 'x', 'q']);
  assert.deepEqual(new Set(done.verdicts), new Set(['undecided']));
  assert.match(done.terminal.written(), /"x" does nothing here\. Press \? for help\./);
});

test('all alike are decided at once when that is confirmed, wherever they are', async () => {
  const declined = await review(type('JAnq'));
  assert.deepEqual(new Set(declined.verdicts), new Set(['undecided']));
  assert.match(declined.terminal.written(), /1 other alike: A accepts them all, N rejects them all\./);
  assert.match(declined.terminal.written(), /Accept 2 hunks alike, 1 of them not safe, in 2 files \[y,n\]\? n\n/);
  assert.deepEqual((await review(type('JAyq'))).verdicts, ['undecided', 'undecided', 'accepted', 'accepted']);
  assert.deepEqual((await review(type('JNyno\nq'))).verdicts, ['undecided', 'undecided', 'rejected', 'rejected']);
  assert.doesNotMatch(prompts(await review(['q']))[0] ?? '', /A,N/, 'not offered for hunks that differ');
});

test('the last decisions are taken back, to what was before them', async () => {
  const done = await review(type('yJKJuq'));
  assert.deepEqual(new Set(done.verdicts), new Set(['undecided']));
  const twice = await review(type('ynso\nuuq'));
  assert.deepEqual(new Set(twice.verdicts), new Set(['undecided']));
  assert.deepEqual((await review(type('yKnno\nuq'))).verdicts.slice(0, 2), ['accepted', 'accepted']);
});

test('one can go to other hunks', async () => {
  const titles = ({ terminal }: Reviewed): readonly string[] =>
    terminal
      .shownRows()
      .filter((row) => /\(\d of \d\)$/.test(row))
      .map((row) => row.replace(/^.*\((\d).*$/, '$1'));
  assert.deepEqual(titles(await review(type('jjjkq'))), ['1', '2', '3', '1', '3']);
  assert.deepEqual(titles(await review(type('JJJKq'))), ['1', '2', '3', '2']);
  assert.deepEqual(titles(await review(type('g3\nq'))), ['1', '3']);
  assert.deepEqual(titles(await review(type('/new\\(25\nq'))), ['1', '2']);
  assert.deepEqual(titles(await review(type('/new(1\nq'))), ['1', '3'], 'a bad expression is a text');
  assert.deepEqual(titles(await review(type('/nowhere\ng9\nq'))), ['1']);
  assert.deepEqual(titles(await review(type('yyKKj/value_2\nq'))), ['1', '2', '3', '2', '1', '3', '1']);
});

test('quitting saves, and coming back goes on with what is undecided', async () => {
  for (const key of ['q', '<ctrl-c>', '<ctrl-d>']) {
    const first = await review(['y', key]);
    assert.deepEqual(first.end, { kind: 'quit' });
    assert.match(first.terminal.written(), /2 accepted, 2 undecided/);
    const again = await review(['q'], { session: first.session });
    assert.match(again.terminal.written(), /^2 of 4 hunks are decided\.\n\nsrc\/app\.py \(2 of 3\)\n/);
  }
  assert.deepEqual((await review(['y'])).end, { kind: 'quit' }, 'no more keys');
});

test('when everything is decided one can look again, or take the last decision back', async () => {
  const all = await review(type('yyyr\nnno\nn\n'));
  assert.deepEqual(all.verdicts, ['rejected', 'rejected', 'accepted', 'accepted']);
  const back = await review(type('yyyu\nq'));
  assert.deepEqual(back.verdicts, ['accepted', 'accepted', 'accepted', 'undecided']);
  const { session } = all;
  assert.deepEqual((await review(type('y\n'), { session })).end, { kind: 'apply' }, 'and come back to that question');
});

test('with nothing accepted there is nothing to apply', async () => {
  const done = await review(type('n\nn\nn\ny\n'));
  assert.deepEqual(done.end, { kind: 'quit' });
  assert.match(done.terminal.written(), /Nothing is accepted\./);
});

test('a hunk is edited until it can stand', async () => {
  const seen: string[] = [];
  const edits = ['no diff', (text: string) => text, '@@ -1 +1 @@\n-x = old(1)\n+x = newest(1)\n\n'];
  const edit = (text: string): Edited => {
    seen.push(text);
    const next = edits.shift();
    return { text: typeof next === 'function' ? next(text) : (next ?? '') };
  };
  const files = sampleFiles(HUNKS.slice(3));
  const done = await review(type('eyyy\n'), { files, edit });
  assert.match(seen[0] ?? '', /^# A hunk of src\/other\.py\.[\s\S]*\n@@ -1,1 \+1,1 @@\n-x = old\(1\)\n\+x = new\(1\)\n$/);
  assert.equal(seen[1], 'no diff', 'it goes on with what was typed');
  assert.match(done.terminal.written(), /It cannot stand: This is no diff\.\nEdit it again \[y,n\]\? y\n/);
  assert.equal(done.session.records.at(-1)?.edited, '@@ -1,1 +1,1 @@\n-x = old(1)\n+x = newest(1)\n');
  assert.deepEqual(done.verdicts, ['accepted']);
});

test('an edit that changes nothing, or leaves nothing, decides nothing', async () => {
  const files = sampleFiles(HUNKS.slice(3));
  for (const [edit, said] of [
    [(text: string): Edited => ({ text }), /Nothing was changed\./],
    [(): Edited => ({ text: '# A hunk\n\n' }), /Nothing is left of it/],
    [(): Edited => ({ fault: 'vi failed' }), /vi failed/],
    [(): Edited => ({ text: 'what' }), /The hunk stays as it was\./],
  ] as const) {
    const done = await review(said.source.includes('stays as it was') ? ['e', 'n', 'q'] : ['e', 'q'], { files, edit });
    assert.deepEqual(done.verdicts, ['undecided']);
    assert.match(done.terminal.written(), said);
  }
});

test('an edited hunk is shown as it was edited', async () => {
  const files = sampleFiles(HUNKS.slice(3));
  const edit = (text: string): Edited => ({ text: text.replace('new(1)', 'newest(1)') });
  const { terminal } = await review(type('er\nq'), { files, edit });
  assert.match(terminal.written(), /Accepted as edited\.\n@@ -1,1 \+1,1 @@\n-x = old\(1\)\n.*\n\+x = newest\(1\)\n/);
});

test('accepting what was edited keeps the edit, and editing it back takes it away', async () => {
  const files = sampleFiles(HUNKS.slice(3));
  const edit = (text: string): Edited => ({
    text: text.includes('newest') ? text.replace('newest(1)', 'new(1)') : text.replace('new(1)', 'newest(1)'),
  });
  for (const key of ['y', 'a']) {
    const kept = await review(['e', ...type('r\n'), key, ...type('n\n')], { files, edit });
    const [decision] = kept.session.decisions().values();
    assert.match(decision?.edited ?? '', /newest/);
  }
  const [back] = (await review(type('er\nen\n'), { files, edit })).session.decisions().values();
  assert.deepEqual(back, { verdict: 'accepted', reason: '', edited: null });
});

test('long hunks are shown screen by screen', async () => {
  const after = Array.from({ length: 50 }, (_, index) => `line_${index}\n`).join('');
  const files = sampleFiles([{ path: 'long.py', before: '', after }]);
  const { terminal } = await review(type('    q'), { files });
  const shown = terminal.shownRows().filter((row) => row.startsWith('+line_'));
  assert.deepEqual(
    shown.slice(0, 50),
    after
      .trimEnd()
      .split('\n')
      .map((line) => `+${line}`),
  );
  assert.equal(shown[50], '+line_0', 'and from the start again');
  assert.ok(terminal.shownRows().includes('(rows 1 to 18 of 51: Space shows more)'));
});

test('a hunk whose end was not shown is accepted only when that is confirmed', async () => {
  const after = Array.from({ length: 30 }, (_, index) => `line_${index}\n`).join('');
  const files = sampleFiles([{ path: 'long.py', before: '', after }]);
  assert.deepEqual((await review(type('ynq'), { files })).verdicts, ['undecided']);
  assert.deepEqual((await review(type('yyn\n'), { files })).verdicts, ['accepted']);
  const seen = await review(type('  yn\n'), { files });
  assert.deepEqual(seen.verdicts, ['accepted']);
  assert.doesNotMatch(seen.terminal.written(), /was not shown/);
});

test('files that are made, taken away or moved are asked about as such; one that has changed is named', async () => {
  const [sample] = sampleFiles(HUNKS.slice(3));
  assert.ok(sample !== undefined);
  const of = (kind: ReviewFile['kind'], path: string, to: string | null = null): ReviewFile => ({
    ...{ path, to, kind, stale: null },
    hunks: sample.hunks.map((hunk) => ({ ...hunk, id: path, path, kind, parts: kind === 'rename' ? [] : hunk.parts })),
  });
  const stale: ReviewFile = { ...sample, path: 'gone.py', stale: 'it is gone since the plan was made', hunks: [] };
  const done = await review(type('yyyn\n'), {
    files: [of('create', 'a.py'), of('delete', 'b.py'), of('rename', 'c.py', 'd.py'), stale],
  });
  const asked = prompts(done).map((row) => row.replace(/ \[.*$/, ''));
  assert.deepEqual(asked.slice(0, 3), ['Create a.py', 'Delete b.py', 'Move c.py to d.py']);
  assert.equal(done.terminal.shownRows()[0], 'gone.py: it is gone since the plan was made');
  const nothing = await review([], { files: [stale] });
  assert.match(nothing.terminal.written(), /There is nothing to review\./);
});

test('a decision that cannot be written ends the review with its error', async () => {
  const session = sampleSession(sampleFiles(HUNKS));
  session.failWith(Object.assign(new Error('no space'), { code: 'io-error', path: undefined, range: undefined }));
  await assert.rejects(review(['y'], { session }), /no space/);
});

test('paths are shown, and searched, by their names', async () => {
  const path = 'h%3A1/a.py';
  const files = sampleFiles([1, 2].map((line) => ({ path, before: 'x\n', after: `${line}\n`, line: 40 * line })));
  const gone: ReviewFile = { path: 'h%3A1/gone.py', to: null, kind: 'modify', stale: 'it is gone', hunks: [] };
  const moved: ReviewFile = {
    ...{ path: 'h%3A1/old.py', to: 'h%3A1/new.py', kind: 'rename', stale: null },
    hunks: (files[0]?.hunks ?? []).slice(0, 1).map((hunk) => ({ ...hunk, id: 'ab', kind: 'rename', parts: [] })),
  };
  const session = sampleSession([...files, gone, moved]);
  const approving = await review(type('q'), { session: { ...sampleSession([moved]), purpose: 'approve' } });
  assert.match(prompts(approving)[0] ?? '', /^Approve that h%3A1\/old\.py is moved to h%3A1\/new\.py \[/);
  let edited = '';
  const { terminal } = await review(type('/h:1/old\ng1\neq'), {
    session: { ...session, nameOf: (one) => one.replaceAll('%3A', ':') },
    edit(text) {
      edited = text;
      return { text };
    },
  });
  const rows = terminal.shownRows().join('\n');
  for (const wanted of [
    'Apply this hunk to h:1/a.py',
    'Move h:1/old.py to h:1/new.py',
    'h:1/gone.py: it is gone',
    'h:1/a.py (1 of 3)',
    '3: h:1/old.py',
    'h:1/a.py    2 undecided',
  ]) {
    assert.ok(rows.includes(wanted), `${wanted}\n${rows}`);
  }
  assert.match(edited, /^# A hunk of h:1\/a\.py\./);
  assert.doesNotMatch(rows, /%3A/);
});

test('hunks that belong together are decided and taken back together, and it is said', async () => {
  const files = sampleFiles([
    { path: 'load.ts', before: 'a\n', after: 'b\n', shape: 'a', set: 'one' },
    { path: 'use.ts', before: 'c\n', after: 'd\n', shape: 'b', set: 'one' },
    { path: 'other.ts', before: 'e\n', after: 'f\n', shape: 'c' },
  ]);
  const rejected = await review(type('nslow\nq'), { files });
  assert.deepEqual(rejected.verdicts, ['rejected', 'rejected', 'undecided']);
  assert.ok(rejected.terminal.shownRows().includes('Decided together with 1 hunk in 1 file.'));
  assert.ok(rejected.terminal.shownRows().includes('Also rejected: 1 hunk in 1 file that belongs to it.'));
  assert.deepEqual((await review(type('yq'), { files })).verdicts, ['accepted', 'accepted', 'undecided']);
  assert.deepEqual((await review(type('yuq'), { files })).verdicts, ['undecided', 'undecided', 'undecided']);
  assert.deepEqual((await review(type('yKKnno\nuq'), { files })).verdicts, ['accepted', 'accepted', 'undecided']);
  const alone = await review(type('JJyq'), { files });
  assert.deepEqual(alone.verdicts, ['undecided', 'undecided', 'accepted'], 'the control');
  assert.doesNotMatch(alone.terminal.written(), /Also accepted/);
});
