import { applySteps, type CreateChange, type ModifyChange } from './change.js';
import { codecFor } from './encoding.js';
import { CodemodError } from './errors.js';
import { encodeSource } from './source-file.js';

const BOM_LENGTH = 3;

/** The text of a file as a modification sees it: without its byte order mark. */
export function originalText(change: ModifyChange, bytes: Buffer): string {
  const content = change.hasBom ? bytes.subarray(BOM_LENGTH) : bytes;
  return codecFor(change.encoding)?.decode(content) ?? inconsistent(change.path, `is not ${change.encoding}`);
}

/** The bytes of a text in the file's encoding. */
export function bytesOfText(change: Pick<ModifyChange, 'path' | 'encoding' | 'hasBom'>, text: string): Buffer {
  return encodeSource(change, text) ?? inconsistent(change.path, `cannot be written in ${change.encoding}`);
}

/** What a modification makes of the bytes that it was planned on. */
export function modifiedBytes(change: ModifyChange, bytes: Buffer): Buffer {
  return bytesOfText(change, applySteps(originalText(change, bytes), change.steps));
}

/** What a file that is made holds. */
export function createdBytes({ path, content, steps }: Pick<CreateChange, 'path' | 'content' | 'steps'>): Buffer {
  const bytes = Buffer.from(content, 'base64');
  if (steps.length === 0) return bytes;
  const text = codecFor('utf-8')?.decode(bytes) ?? inconsistent(path, 'is not utf-8');
  return Buffer.from(applySteps(text, steps));
}

function inconsistent(path: string, what: string): never {
  throw new CodemodError('plan-inconsistent', `The plan cannot be carried out: the text of ${path} ${what}.`, { path });
}
