import type { SyntaxNode } from 'codex-codemod';
import type { Code } from './codes.js';

export type RefusalCode = Code;

/** Why a place is left as it is, though something may be wrong with it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly at: SyntaxNode;
  /** More than the title of the code says. */
  readonly why?: string;
}

export function isRefusal(value: unknown): value is Refusal {
  return value !== null && typeof value === 'object' && 'code' in value && 'at' in value;
}
