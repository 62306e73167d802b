import type { Change } from '../core/change.js';
import { createdBytes, modifiedBytes } from '../core/change-bytes.js';
import type { PlannedStep } from './file-step.js';

/** The paths that changes lead from one state to another. A rename is two of them: the new name appears, the old one goes. */
export function stepsOf(changes: readonly Change[]): readonly PlannedStep[] {
  return changes.flatMap(stepsOfChange);
}

function stepsOfChange(change: Change): readonly PlannedStep[] {
  const { path } = change;
  switch (change.kind) {
    case 'modify':
      return [step(path, change.before, change.after, (original) => modifiedBytes(change, original(path)))];
    case 'create':
      return [step(path, null, change.after, () => createdBytes(change))];
    case 'delete':
      return [step(path, change.before, null, nothing)];
    case 'rename':
      return [
        { ...step(change.to, null, change.before, (original) => original(path)), like: path },
        step(path, change.before, null, nothing),
      ];
  }
}

function step(
  path: string,
  before: PlannedStep['before'],
  after: PlannedStep['after'],
  content: PlannedStep['content'],
): PlannedStep {
  return { path, before, after, content, like: null, formerOwner: null };
}

function nothing(): Buffer {
  return Buffer.alloc(0);
}
