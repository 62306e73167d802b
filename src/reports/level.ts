import type { CodeDoc } from '../core/code-doc.js';
import { TOOL_CODES } from '../core/codes.js';
import type { Applicability } from '../core/fix.js';
import type { Left } from '../core/left.js';

/** How much a person has to look at something: a safe fix hardly, what failed the most. */
export type Level = 'note' | 'warning' | 'error';

export type CodeDocs = ReadonlyMap<string, CodeDoc>;

export function levelOfFix(applicability: Applicability): Level {
  return applicability === 'safe' ? 'note' : 'warning';
}

export function levelOfLeft({ kind, code }: Left, codes: CodeDocs): Level {
  if (kind === 'failed') return 'error';
  if (kind === 'skipped' || isSettled({ kind, code })) return 'note';
  return docOf(code, codes)?.information === true ? 'note' : 'warning';
}

/** A person has decided against it, in a review or in a comment: nobody is to be asked again. */
export function isSettled({ kind, code }: Pick<Left, 'kind' | 'code'>): boolean {
  return kind === 'withheld' && (code === 'withheld-rejected' || code === 'withheld-suppressed');
}

/** What is known of a code: the toolkit's own are known always. */
export function docOf(code: string, codes: CodeDocs): CodeDoc | null {
  return codes.get(code) ?? (Object.hasOwn(TOOL_CODES, code) ? (TOOL_CODES[code] ?? null) : null);
}

/** A fix in one sentence, with what speaks against it. */
export function withCaveat(reason: string, caveat: string): string {
  return caveat === '' ? reason : `${reason.replace(/\.$/, '')}: ${caveat}`;
}
