import type { Plan } from '../core/plan.js';
import { create, modify, remove, rename, samplePlan } from './sample-plan.js';

/** A plan with the files that it is for, and the trees before and after it, as `treeOf` shows them without `.codex`. */
export interface SampleRun {
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** Permission bits of files that do not have 644. */
  readonly modes: Readonly<Record<string, number>>;
  readonly plan: Plan;
  /** How many entries the plan adds to the change log. */
  readonly entries: number;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** Five files, one of every kind of change and two modifications; and one record in the errors log. */
export const SAMPLE_FILES = {
  'a.py': 'x = 1\ny = 2\n',
  'lib/b.py': 'x = 1\r\n',
  'old.py': 'old\n',
  'from.py': 'moved\n',
  'keep.py': 'keep\n',
} as const;

export const SAMPLE_PLAN = samplePlan([
  modify('a.py', SAMPLE_FILES['a.py'], 'x = 1', 'x = 3'),
  modify('lib/b.py', SAMPLE_FILES['lib/b.py'], '1', '2'),
  remove('old.py', SAMPLE_FILES['old.py']),
  rename('from.py', 'deep/er/to.py', SAMPLE_FILES['from.py']),
  create('tests/new/test_a.py', 'new\n', 0o755),
]);

/** How many entries the plan adds to the change log. */
export const SAMPLE_ENTRIES = 5;

/** The tree after the plan, with folders of mode 755. */
export const SAMPLE_AFTER: Readonly<Record<string, string>> = {
  'a.py': 'file 644 x = 3\ny = 2\n',
  deep: 'folder 755',
  'deep/er': 'folder 755',
  'deep/er/to.py': 'file 644 moved\n',
  'keep.py': 'file 644 keep\n',
  lib: 'folder 755',
  'lib/b.py': 'file 644 x = 2\r\n',
  tests: 'folder 755',
  'tests/new': 'folder 755',
  'tests/new/test_a.py': 'file 755 new\n',
};

export const SAMPLE_BEFORE: Readonly<Record<string, string>> = {
  'a.py': 'file 644 x = 1\ny = 2\n',
  'from.py': 'file 644 moved\n',
  'keep.py': 'file 644 keep\n',
  lib: 'folder 755',
  'lib/b.py': 'file 644 x = 1\r\n',
  'old.py': 'file 644 old\n',
};

export const SMALL: SampleRun = {
  files: SAMPLE_FILES,
  modes: {},
  plan: SAMPLE_PLAN,
  entries: SAMPLE_ENTRIES,
  before: SAMPLE_BEFORE,
  after: SAMPLE_AFTER,
};
