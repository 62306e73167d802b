import { applySteps, type Change, type CreateChange, type ModifyChange } from '../core/change.js';
import { codecFor } from '../core/encoding.js';
import { CodemodError } from '../core/errors.js';
import { encodeSource } from '../core/source-file.js';
import type { PlannedStep } from './file-step.js';

const BOM_LENGTH = 3;

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

/** The text of a file as a modification sees it: without its byte order mark. */
export function originalText(change: ModifyChange, bytes: Buffer): string {
  const content = change.hasBom ? bytes.subarray(BOM_LENGTH) : bytes;
  return codecFor(change.encoding)?.decode(content) ?? inconsistent(change.path, `is not ${change.encoding}`);
}

/** The bytes of a text in the file's encoding. */
export function bytesOfText(change: Pick<ModifyChange, 'path' | 'encoding' | 'hasBom'>, text: string): Buffer {
  return encodeSource(change, text) ?? inconsistent(change.path, `cannot be written in ${change.encoding}`);
}

function modifiedBytes(change: ModifyChange, bytes: Buffer): Buffer {
  return bytesOfText(change, applySteps(originalText(change, bytes), change.steps));
}

function createdBytes({ path, content, steps }: CreateChange): Buffer {
  const bytes = Buffer.from(content, 'base64');
  if (steps.length === 0) return bytes;
  const text = codecFor('utf-8')?.decode(bytes) ?? inconsistent(path, 'is not utf-8');
  return Buffer.from(applySteps(text, steps));
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

function inconsistent(path: string, what: string): never {
  throw new CodemodError('plan-inconsistent', `The plan cannot be carried out: the text of ${path} ${what}.`, { path });
}
