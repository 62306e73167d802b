import type { Left } from '../core/left.js';

/** Something that a plan leaves to a person, as a test describes it. */
export function sampleLeft(left: Partial<Left> = {}): Left {
  return {
    ...{ kind: 'finding', phase: 'transform', step: null, codemod: 'sample', path: 'src/a.py', code: 'SAMPLE001' },
    ...{ message: 'Look at this.', line: 1, range: null, question: null, sha256: 'f'.repeat(64) },
    ...left,
  };
}

/** One of each kind, and two of one file. */
export const SAMPLE_LEFT: readonly Left[] = [
  sampleLeft({
    kind: 'failed',
    path: null,
    codemod: 'sqlite-pool',
    code: 'codemod-threw',
    message: 'No pool was found.',
    line: null,
  }),
  sampleLeft({ path: 'src/a.py', message: 'This connection is shared.', line: 3, question: 'Is it closed elsewhere?' }),
  sampleLeft({ path: 'src/a.py', message: 'This one is opened twice.', line: 9 }),
  sampleLeft({ kind: 'skipped', codemod: null, path: 'src/big.py', code: 'too-large', message: 'It is 2 MB.', line: null }),
  sampleLeft({ kind: 'withheld', path: 'src/c.py', code: 'withheld-unsafe', message: 'The cursor may be kept.', line: 5 }),
];
