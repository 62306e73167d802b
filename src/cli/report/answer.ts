/** The verbs of `codemod bulk` that have `--json`. */
export type BulkVerb =
  | ('init' | 'plan' | 'show' | 'approve' | 'publish' | 'status' | 'sync' | 'resume' | 'retry')
  | ('update' | 'merge' | 'close' | 'undo' | 'export' | 'list' | 'decisions' | 'serve');

/** The commands that have `--json`. */
export type AnsweringCommand =
  | ('apply' | 'decisions' | 'explain' | 'inventory' | 'list')
  | `bulk ${BulkVerb}`
  | ('plan' | 'query' | 'secrets diff' | 'show' | 'status' | 'tree' | 'runs' | 'undo' | 'redo');

/**
 * What a command prints with `--json`: one object on one line, which `report.schema.json` describes. `codemodReport` is the
 * version of that form: a member is never taken away from it, nor given another meaning.
 */
export function answer(command: AnsweringCommand, body: object): string {
  return `${JSON.stringify({ codemodReport: 1, command, ...body })}\n`;
}

/** One of the lines that a long run prints on its way, with `--json-lines`. */
export function eventLine(command: AnsweringCommand, event: 'file' | 'step' | 'change' | 'entry' | 'end', body: object): string {
  return answer(command, { event, ...body });
}

/** What a run came to, as `--json` answers it. */
export type RunAnswer = Readonly<Record<string, unknown>> & { readonly changes: readonly object[] };

/** The last lines: each change, then what `--json` has beside the changes and what was told on the way. */
export function lastLines(command: AnsweringCommand, { changes, outcomes: _, steps: __, ...rest }: RunAnswer): string {
  const lines = changes.map((change) => eventLine(command, 'change', { change }));
  return [...lines, eventLine(command, 'end', { ...rest, changes: changes.length })].join('');
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
