/** The commands that have `--json`. */
export type AnsweringCommand =
  | ('apply' | 'decisions' | 'explain' | 'inventory' | 'list')
  | ('query' | 'secrets diff' | 'show' | 'status' | 'tree');

/**
 * What a command prints with `--json`: one object on one line, which `report.schema.json` describes. `codemodReport` is the
 * version of that form: a member is never taken away from it, nor given another meaning.
 */
export function answer(command: AnsweringCommand, body: object): string {
  return `${JSON.stringify({ codemodReport: 1, command, ...body })}\n`;
}

/** What ended a command. */
export interface AnsweredError {
  /** As `codemod explain` knows it. */
  readonly code: string;
  readonly message: string;
  readonly path: string | null;
  readonly exitCode: number;
}

/** @param command null where none is known by what was typed. */
export function errorAnswer(command: string | null, error: AnsweredError): string {
  return `${JSON.stringify({ codemodReport: 1, ...(command === null ? {} : { command }), error })}\n`;
}
