import { codeSpan, markdownText, visibleLine } from '../core/display.js';
import { matrixId, type NextStep, type Row } from '../core/matrix.js';
import type { FileSystem } from '../files/file-system.js';
import type { Folder } from '../files/folder.js';
import { appendEntry, readTail, withRecord } from './append.js';

export const RESULTS = 'results.md';

export const RESULTS_HEADER = `# Results

How this repository stands after each run of a recipe of codex-codemod that left it otherwise than the run before. Nothing in
this file is ever rewritten.
`;

const END = '<!-- end -->';
const MATRIX = /<!-- matrix ([0-9a-f]{64}) -->/g;

/** What a run of a recipe came to. */
export interface Results {
  readonly recipe: string;
  /** The id of the run that changed files; null when none did. */
  readonly run: string | null;
  /** The commit that the files were checked out from; null outside of git, and before the first. */
  readonly head: string | null;
  /** UTC, ISO 8601. */
  readonly time: string;
  /** As it stands after the run. */
  readonly rows: readonly Row[];
  /** What the run changed: `action path`. */
  readonly implemented: readonly { readonly action: string; readonly kind: string; readonly path: string }[];
  readonly next: readonly NextStep[];
}

/** Adds an entry, unless the last one has the same matrix. The caller holds the repository's lock. @returns whether it did. */
export async function appendResults(fs: FileSystem, folder: Folder, results: Results): Promise<boolean> {
  let added = false;
  await withRecord(fs, folder, RESULTS, (record) => {
    const tail = record.size === 0 ? '' : readTail(fs, record, (text) => text.match(MATRIX) !== null);
    if (lastMatrix(tail) === matrixId(results.rows)) return;
    const opening = record.size === 0 ? RESULTS_HEADER : sealOf(tail);
    appendEntry(fs, record, opening + resultsEntry(results));
    added = true;
  });
  return added;
}

/** The matrix of the last entry that is whole; null when there is none. */
function lastMatrix(tail: string): string | null {
  const whole = tail.slice(0, tail.lastIndexOf(END) + 1);
  return [...whole.matchAll(MATRIX)].at(-1)?.[1] ?? null;
}

/** What ends an entry that a kill has torn: every later one begins on a line of its own. */
function sealOf(tail: string): string {
  const isWhole = tail.endsWith(`${END}\n`) || (tail.endsWith('\n') && !tail.includes('\n## '));
  return isWhole ? '' : `\n\n(This entry is not complete: its run was interrupted.)\n\n${END}\n`;
}

function resultsEntry({ recipe, run, head, time, rows, implemented, next }: Results): string {
  const changed = implemented.map(({ action, kind, path }) => `${codeSpan(action)}: ${kind} ${codeSpan(path)}`);
  return `
## ${time.slice(0, 19).replace('T', ' ')} UTC: ${codeSpan(recipe)}

- Run: ${run === null ? 'changed no file' : codeSpan(run)}
- HEAD: ${head === null ? 'none' : codeSpan(head)}

${matrixTable(rows)}
### Implemented

${list(changed, 'Nothing: this run changed no file.')}
### Skipped

${list(rows.filter(({ state }) => state === 'skipped' || state === 'deferred').map(rowLine), 'Nothing.')}
### Residual gaps

${list(rows.filter(({ state }) => state === 'open' || state === 'failed' || state === 'to do').map(rowLine), 'None.')}
### Recommended next steps

${list(
  next.map(({ priority, text }) => `${priority}: ${markdownText(text)}`),
  'None.',
)}
<!-- matrix ${matrixId(rows)} -->
${END}
`;
}

function matrixTable(rows: readonly Row[]): string {
  const cells = rows.map(({ phase, area, action, state, detail }) => {
    const result = detail === '' ? state : `${state}: ${markdownText(detail)}`;
    return `| ${markdownText(phase)} | ${markdownText(area)} | ${codeSpan(action)} | ${result} |\n`;
  });
  return `| phase | area | action | result |\n| --- | --- | --- | --- |\n${cells.join('')}`;
}

function rowLine({ action, state, detail }: Row): string {
  return `${codeSpan(action)}: ${state}${detail === '' ? '' : `, ${markdownText(visibleLine(detail))}`}`;
}

function list(items: readonly string[], none: string): string {
  return items.length === 0 ? `${none}\n` : items.map((item) => `- ${item}\n`).join('');
}
