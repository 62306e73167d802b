import assert from 'node:assert/strict';
import { CodemodError } from '../core/errors.js';
import { suite } from '../testing/suite.js';
import { chooseRun } from './choose-run.js';
import type { JournalledRun } from './read-journal.js';
import type { RunFile } from './run-file.js';

const test = suite('which run is meant');

/** `A` is an application; `uA` its undo, `rA` its redo, `pA` its undo in part. The n-th has the number n and a name that ends in it. */
function journal(...words: readonly string[]): readonly JournalledRun[] {
  const ids = new Map<string, string>();
  return words.map((word, index): JournalledRun => {
    const id = `20250131T2359${10 + index}Z-${String(index).repeat(8)}`;
    const about = word.slice(-1);
    const kind = word.length === 1 ? 'apply' : word.startsWith('r') ? 'redo' : 'undo';
    if (kind === 'apply') ids.set(about, id);
    const run: RunFile = {
      codemodRun: 1,
      id,
      sequence: index + 1,
      kind,
      of: kind === 'apply' ? null : (ids.get(about) ?? '20240101T000000Z-ffffffff'),
      time: '2025-01-31T23:59:59.000Z',
      tool: '0',
      plan: null,
      codemods: [],
      steps: [],
      folders: [],
      emptied: [],
      left: word.startsWith('p') ? ['a.py'] : [],
    };
    return { kind: 'finished', id, run };
  });
}

/** The verb and the last digit of the application that is chosen, or the code of the refusal. */
function chosen(runs: readonly JournalledRun[], verb: 'undo' | 'redo', name: string | null = null): string {
  try {
    const { kind, family } = chooseRun(runs, verb, name, (text) => text.endsWith('recorded'));
    return `${kind} ${family.id.at(-1)}`;
  } catch (thrown) {
    assert.ok(thrown instanceof CodemodError);
    return thrown.code;
  }
}

test('without a name: the last that is not undone, or that is', () => {
  assert.equal(chosen(journal(), 'undo'), 'nothing-to-undo');
  assert.equal(chosen(journal('A', 'B'), 'undo'), 'undo 1');
  assert.equal(chosen(journal('A', 'B'), 'redo'), 'nothing-to-redo');
  assert.equal(chosen(journal('A', 'B', 'uB'), 'undo'), 'undo 0');
  assert.equal(chosen(journal('A', 'B', 'uB'), 'redo'), 'redo 1');
  assert.equal(chosen(journal('A', 'B', 'uB', 'uA'), 'undo'), 'nothing-to-undo');
  assert.equal(chosen(journal('A', 'B', 'uB', 'uA'), 'redo'), 'redo 0', 'the one that was undone last');
  assert.equal(chosen(journal('A', 'B', 'uA', 'rA'), 'undo'), 'undo 0', 'a redo is the last word');
  assert.equal(chosen(journal('A', 'uA', 'rA', 'uA'), 'undo'), 'nothing-to-undo');
  assert.equal(chosen(journal('A', 'uA', 'rA'), 'redo'), 'nothing-to-redo');
  assert.equal(chosen(journal('A', 'pA'), 'undo'), 'undo 0', 'what is undone in part can be undone, and redone');
  assert.equal(chosen(journal('A', 'pA'), 'redo'), 'redo 0');
  assert.equal(chosen(journal('uZ'), 'redo'), 'redo f', 'of an application that is no longer kept');
});

test('with a name: to undo an undo is to redo, and to undo a redo is to undo', () => {
  const runs = journal('A', 'uA', 'rA');
  assert.equal(chosen(runs, 'undo', '00000000'), 'undo 0');
  assert.equal(chosen(runs, 'undo', '22222222'), 'undo 0');
  assert.equal(chosen(runs, 'undo', '11111111'), 'nothing-to-undo', 'it is redone: not the last word');
  assert.equal(chosen(journal('A', 'uA'), 'undo', '11111111'), 'redo 0');
  assert.equal(chosen(journal('A', 'uA'), 'redo', '11111111'), 'redo 0');
  assert.equal(chosen(journal('A', 'uA'), 'undo', '00000000'), 'nothing-to-undo');
  assert.equal(chosen(journal('A'), 'redo', '00000000'), 'nothing-to-redo');
});

test('a name may be shortened as long as it is one', () => {
  const runs = journal('A', 'B');
  for (const name of ['20250131T235911Z-11111111', '20250131T235911', '11111111', '1'])
    assert.equal(chosen(runs, 'undo', name), 'undo 1', name);
  for (const name of ['2', '20250131T2359']) assert.equal(chosen(runs, 'undo', name), 'run-ambiguous', name);
  for (const name of ['', '3', 'x', '../', '20250131T235911Z-111111112'])
    assert.equal(chosen(runs, 'undo', name), 'run-unknown', name);
  assert.equal(chosen(runs, 'undo', 'recorded'), 'run-pruned');
});

test('a run that is damaged, or was cut off, is told and never taken', () => {
  const damaged: JournalledRun = { kind: 'damaged', id: '20260131T000000Z-aaaaaaaa', message: 'run.json is not JSON' };
  const cutOff: JournalledRun = { kind: 'interrupted', id: '20260131T000000Z-bbbbbbbb' };
  const runs = [...journal('A'), damaged, cutOff];
  assert.equal(chosen(runs, 'undo'), 'undo 0');
  assert.equal(chosen(runs, 'undo', 'aaaa'), 'journal-damaged');
  assert.equal(chosen(runs, 'undo', 'bbbb'), 'run-unknown');
});
