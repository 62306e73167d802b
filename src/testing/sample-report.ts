import type { ModifyChange } from '../core/change.js';
import { applySteps } from '../core/change.js';
import { insertAt, replaceRange } from '../core/edit.js';
import type { Left } from '../core/left.js';
import type { Plan } from '../core/plan.js';
import type { ReportFacts } from '../reports/report-facts.js';
import { contentId, create, modify, remove, rename, samplePlan } from './sample-plan.js';

/** Names and texts that would break out of a report where it let them. */
export const HOSTILE = [
  'a\n::error::owned',
  'a\r\n::stop-commands::x',
  '::set-output name=x::y',
  '##[error]owned',
  '%0A::error::owned',
  '</failure><script>alert(1)</script>',
  ']]><x>&amp;"\'',
  '\u0000\u0001\u001b[31m\ufffe\uffff\u2028',
  '\u202egnp.exe',
  '```\n# owned\n````',
  '[x](https://example.com) @someone #1 <img src=x onerror=alert(1)> | `',
  '{0} {{1}} [a](0)',
  'caf\u00e9 \u{1f600} 100%',
  'a,b:c;d',
] as const;

const TEXTS = {
  'a.py': 'x = 1\ny = 2\nz = 3\n',
  'old.py': 'old\n',
  'from.py': 'moved\n',
  'src/two words.py': 'print(1)\r\nprint(2)\r\n',
} as const;

/** Two passes: one on lines 1 and 2, then one that meets the first and one on line 3 that does not. */
function twoSteps(): ModifyChange {
  const text = TEXTS['a.py'];
  const base = modify('a.py', text, 'x = 1', 'x = 10');
  const [first] = base.steps;
  if (first === undefined) throw new Error('the sample has no step');
  const later = applySteps(text, [first]);
  const fix = { applicability: 'safe', caveat: '', imports: [] } as const;
  const second = {
    ...{ codemod: 'other', version: '2.0.0', importEdits: [1] },
    edits: [
      replaceRange(later, { start: 4, end: 6 }, '11'),
      insertAt(7, 'import q\n'),
      replaceRange(later, { start: 17, end: 18 }, '4'),
    ],
    fixes: [
      { ...fix, reason: 'The ten becomes eleven.', line: 1, edits: [0], key: '1'.repeat(64) },
      {
        ...{ ...fix, reason: 'The three becomes four.', applicability: 'unsafe' as const, caveat: 'somebody may count' },
        ...{ line: 3, edits: [1, 2], key: '2'.repeat(64), imports: [{ action: 'need', module: 'q' } as const] },
      },
    ],
  };
  const steps = [first, second];
  return { ...base, steps, after: contentId(applySteps(text, steps)) };
}

/** Something that is left, about a file as a whole unless more is said. */
export function sampleLeft(kind: Left['kind'], path: string | null, code: string, more: Partial<Left> = {}): Left {
  const base = {
    phase: 'transform',
    step: null,
    codemod: 'sample',
    line: null,
    range: null,
    question: null,
    sha256: '',
  } as const;
  return { ...base, kind, path, code, message: `About ${code}.`, ...more };
}

/** A plan with everything in it that a plan may hold. */
export function fullPlan(): Plan {
  const plan = samplePlan([
    twoSteps(),
    modify('src/two words.py', TEXTS['src/two words.py'], 'print(2)', 'print(22)'),
    remove('old.py', TEXTS['old.py']),
    rename('from.py', 'deep/to.py', TEXTS['from.py']),
    create('made/new.py', 'one\ntwo\n'),
  ]);
  const all: readonly Left[] = [
    sampleLeft('finding', 'a.py', 'SAMPLE001', { line: 2, question: 'Is it two?' }),
    sampleLeft('withheld', 'b.py', 'withheld-unsafe', { line: 7 }),
    sampleLeft('withheld', 'b.py', 'withheld-rejected', { line: 9 }),
    sampleLeft('skipped', 'big.bin', 'too-large', { codemod: null }),
    sampleLeft('failed', 'c.py', 'codemod-threw', { line: 3 }),
    sampleLeft('failed', null, 'template-invalid'),
  ];
  const other = { name: 'other', version: '2.0.0', params: {} };
  const counts = { discovered: 9, changed: 2, unchanged: 3, findings: 1, skipped: 1, failed: 2 };
  return { ...plan, codemods: [...plan.codemods, other], left: all, counts };
}

/** A plan of files with hostile names and findings with hostile messages. */
export function hostilePlan(): Plan {
  const changes = HOSTILE.map((name) => modify(`d/${name.replaceAll('/', '_')}`, 'x = 1\n', '1', '2'));
  return {
    ...samplePlan(changes),
    left: HOSTILE.flatMap((text, line) => [
      sampleLeft('finding', text, 'SAMPLE001', { message: text, question: text, line: line + 1 }),
      sampleLeft('failed', text, 'codemod-threw', { message: text }),
      sampleLeft('skipped', text, 'too-large', { message: text }),
    ]),
  };
}

interface SampleFacts extends ReportFacts {
  readonly texts: ReadonlyMap<string, Uint8Array>;
}

export function factsFor(plan: Plan, more: Partial<SampleFacts> = {}): SampleFacts {
  const hostile = HOSTILE.map((name) => [`d/${name.replaceAll('/', '_')}`, Buffer.from('x = 1\n')] as const);
  const texts = new Map<string, Uint8Array>([
    ...Object.entries(TEXTS).map(([path, text]) => [path, Buffer.from(text)] as const),
    ...hostile,
  ]);
  const doc = { title: 'There is a two', cause: 'Somebody wrote {2}.', remedy: 'Ask [them](x).', example: 'y = 2' };
  return {
    ...{ plan, texts, codes: new Map([['SAMPLE001', doc]]), summaries: new Map([['sample', 'Counts on.']]) },
    ...{ exitCode: 4, columns: 80 },
    ...more,
  };
}
