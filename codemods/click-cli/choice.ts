import type { PythonPackage } from 'codex-codemod';
import type { GroupNote } from './cli-note.js';

/** What is to be done. */
export type Choice =
  | { readonly kind: 'extend'; readonly path: string; readonly group: GroupNote }
  | { readonly kind: 'create'; readonly package: PythonPackage; readonly isNewPackage: boolean };

/** Why nothing is done. */
export interface Refusal {
  readonly kind: 'refuse';
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly question?: string;
}

export function refuse(code: string, path: string, message: string, question?: string): Refusal {
  return { kind: 'refuse', code, path, message, ...(question === undefined ? {} : { question }) };
}
