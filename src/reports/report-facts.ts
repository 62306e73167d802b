import type { Change } from '../core/change.js';
import type { CodeDoc } from '../core/code-doc.js';
import { sha256 } from '../core/hash.js';
import type { Plan } from '../core/plan.js';
import type { ChangeText } from './change-text.js';
import { changeText } from './change-text.js';

/** The bytes of a plan's files as they were when it was made, by path. What is not there, or differs, is told without. */
export type Texts = Pick<ReadonlyMap<string, Uint8Array>, 'get'>;

/** What a report is made of. The same facts give the same bytes: no clock, no disk, no environment. */
export interface ReportFacts {
  readonly plan: Plan;
  readonly texts: Texts;
  /** What the codemods say of their codes. The toolkit's own codes are known. */
  readonly codes: ReadonlyMap<string, CodeDoc>;
  /** One sentence about a codemod, by its name. */
  readonly summaries: ReadonlyMap<string, string>;
  /** What the command answers with. */
  readonly exitCode: number;
  /** Of the terminal that the report is for. */
  readonly columns: number;
}

/** The bytes that a change was planned on. Null: it makes a file, or the file is missing or another one by now. */
export function bytesBefore(change: Change, texts: Texts): Uint8Array | null {
  const bytes = change.kind === 'create' ? undefined : texts.get(change.path);
  return bytes === undefined || whyUntold(change, texts) !== null ? null : bytes;
}

/** Why the text of a change cannot be shown, or null where it can. */
export function whyUntold(change: Change, texts: Texts): string | null {
  if (change.kind === 'create' || change.kind === 'rename') return null;
  const bytes = texts.get(change.path);
  if (bytes === undefined) return 'the file as it was is not at hand';
  return sha256(bytes) === change.before.sha256 ? null : 'the file is not as it was when the plan was made';
}

/** A change as text, or why there is none. */
export function textOf(change: Change, texts: Texts): ChangeText | string {
  return whyUntold(change, texts) ?? changeText(change, bytesBefore(change, texts));
}
