import { reviewFiles } from '../core/review/review-files.js';
import { create, modify, remove, rename, samplePlan } from './sample-plan.js';
import { type SampleSession, sampleSession } from './sample-session.js';

const TEXTS: Readonly<Record<string, string>> = { 'edited.txt': 'old\n', 'gone.txt': 'bye\n', 'here.txt': 'stay\n' };

/** A review of files that are made (three), taken away, moved and edited, as a plan really is reviewed. */
export function wholeFileSession(): SampleSession {
  const plan = samplePlan([
    create('made/a.txt', 'a\n'),
    create('made/b.txt', 'b\n'),
    create('made/c.txt', 'c\n'),
    remove('gone.txt', 'bye\n'),
    rename('here.txt', 'there.txt', 'stay\n'),
    modify('edited.txt', 'old\n', 'old', 'new'),
  ]);
  const files = reviewFiles(plan, (path) => Buffer.from(TEXTS[path] ?? ''));
  return sampleSession(files, plan);
}
