import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from '../../testing/suite.js';
import { applySteps, type PlannedFix, type Step } from '../change.js';
import { applyEdits, type Edit, editFault } from '../edit.js';
import { coupledFixes } from './couple.js';
import { narrowSteps } from './narrow.js';

const test = suite('fixes kept and left out');

/** A character, with the fixes that have put it there and taken it away, as `step/fix`. */
interface Cell {
  readonly character: string;
  readonly madeBy: readonly string[] | null;
  readonly removedBy: readonly string[][];
}

/** What the kept fixes make of the text, seen character by character: slow, and plain to see. */
function oracle(text: string, steps: readonly Step[], kept: ReadonlySet<string>): string {
  let cells: Cell[] = [...text].map((character) => ({ character, madeBy: null, removedBy: [] }));
  for (const [number, { edits, fixes }] of steps.entries()) {
    const next: Cell[] = [];
    let offset = 0;
    const ownersOf = (index: number): readonly string[] =>
      fixes.flatMap((fix, place) => (fix.edits.includes(index) ? [`${number}/${place}`] : []));
    const insertions = (at: number): void => {
      for (const [index, edit] of edits.entries()) {
        if (edit.start !== at) continue;
        next.push(...[...edit.newText].map((character): Cell => ({ character, madeBy: ownersOf(index), removedBy: [] })));
      }
    };
    for (const cell of cells) {
      if (cell.removedBy.length > 0) {
        next.push(cell);
        continue;
      }
      insertions(offset);
      const remover = edits.findIndex((edit) => edit.start <= offset && offset < edit.end);
      next.push(remover < 0 ? cell : { ...cell, removedBy: [[...ownersOf(remover)]] });
      offset++;
    }
    insertions(offset);
    cells = next;
  }
  const stands = (owners: readonly string[] | null): boolean => owners === null || owners.some((owner) => kept.has(owner));
  return cells
    .filter(({ madeBy, removedBy }) => stands(madeBy) && !removedBy.some((owners) => stands(owners)))
    .map(({ character }) => character)
    .join('');
}

const raw = fc.record({
  text: fc.string({ maxLength: 120, size: 'max', unit: fc.constantFrom('a', 'b', '\n', ' ') }),
  steps: fc.array(
    fc.record({
      cuts: fc.array(
        fc.record({
          at: fc.nat(60),
          length: fc.nat(4),
          made: fc.string({ maxLength: 4, unit: fc.constantFrom('X', 'Y', '\n') }),
        }),
        { maxLength: 5, size: 'max' },
      ),
      owners: fc.array(fc.nat(5), { minLength: 5, maxLength: 5 }),
      imports: fc.nat(5),
    }),
    { minLength: 1, maxLength: 4, size: 'max' },
  ),
  keeps: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
});

const NEED = [{ action: 'need', module: 'sys' }] as const;

/** Steps out of numbers: edits that do not meet, each of one fix; the last of a step may be an import that all of its fixes share. */
function stepsFrom(text: string, plans: ReturnType<typeof rawSteps>): readonly Step[] {
  let current = text;
  return plans.map(({ cuts, owners, imports }) => {
    const edits: Edit[] = [];
    for (const { at, length, made } of [...cuts].sort((a, b) => a.at - b.at)) {
      const start = Math.min(at, current.length);
      const end = Math.min(start + length, current.length);
      const oldText = current.slice(start, end);
      const last = edits.at(-1);
      if (oldText === made || (last !== undefined && start <= last.end)) continue;
      edits.push({ start, end, oldText, newText: made });
    }
    const shared = imports < edits.length && edits[imports]?.oldText === '' ? imports : -1;
    const numbers = [...new Set(edits.flatMap((_, index) => (index === shared ? [] : [owners[index] ?? 0])))];
    const fixes = numbers.map((number): PlannedFix => {
      const own = edits.flatMap((_, index) => (index === shared || (owners[index] ?? 0) === number ? [index] : []));
      const about = { reason: '', applicability: 'safe', caveat: '', line: 1, key: '' } as const;
      return { ...about, edits: own, imports: shared < 0 ? [] : NEED };
    });
    const kept = fixes.length === 0 ? [] : edits;
    current = applyEdits(current, kept);
    const importEdits = shared < 0 || fixes.length === 0 ? [] : [shared];
    return { codemod: 'x', version: '1.0.0', edits: kept, importEdits, fixes };
  });
}

function rawSteps(value: {
  steps: { cuts: { at: number; length: number; made: string }[]; owners: number[]; imports: number }[];
}) {
  return value.steps;
}

function keptPlaces(steps: readonly Step[], keeps: readonly boolean[]): ReadonlySet<string> {
  const groups = coupledFixes(steps);
  return new Set(groups.flatMap((group, index) => (keeps[index] === true ? group.map(({ step, fix }) => `${step}/${fix}`) : [])));
}

test('any groups of fixes can be left out: the rest makes just what it makes', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  let several = 0;
  fc.assert(
    fc.property(raw, (value) => {
      const steps = stepsFrom(value.text, rawSteps(value));
      const kept = keptPlaces(steps, value.keeps);
      if (coupledFixes(steps).length > 1) several++;
      const narrowed = narrowSteps(value.text, steps, ({ step, fix }) => kept.has(`${step}/${fix}`));
      assert.equal(narrowed.text, oracle(value.text, steps, kept));
      assert.equal(applySteps(value.text, narrowed.steps), narrowed.text);
      for (const { edits } of narrowed.dropped) for (const edit of edits) assert.equal(editFault(narrowed.text, edit), null);
    }),
    { numRuns: 20_000, seed },
  );
  assert.ok(several > 5_000, `seed ${seed}: only ${several} cases had more than one group`);
});

test('kept whole, the steps are what they were, and left out whole, nothing is left', () => {
  fc.assert(
    fc.property(raw, (value) => {
      const steps = stepsFrom(value.text, rawSteps(value)).filter(({ edits }) => edits.length > 0);
      assert.deepEqual(narrowSteps(value.text, steps, () => true).steps, steps);
      assert.deepEqual(narrowSteps(value.text, steps, () => false).steps, []);
    }),
    { numRuns: 2_000 },
  );
});

test('control: fixes that are taken for independent and are not, do not come out right', () => {
  const first: Step = sampleStep('abc', 1, 2, 'XYZ');
  const second: Step = sampleStep('aXYZc', 2, 3, 'q');
  assert.equal(coupledFixes([first, second]).length, 1);
  const kept = new Set(['1/0']);
  const narrowed = () => narrowSteps('abc', [first, second], ({ step, fix }) => kept.has(`${step}/${fix}`));
  assert.throws(narrowed, /other text|outside/);
});

function sampleStep(text: string, start: number, end: number, newText: string): Step {
  const edit = { start, end, oldText: text.slice(start, end), newText };
  const fix = { reason: '', applicability: 'safe', caveat: '', line: 1, edits: [0], imports: [], key: '' } as const;
  return { codemod: 'x', version: '1.0.0', edits: [edit], importEdits: [], fixes: [fix] };
}
