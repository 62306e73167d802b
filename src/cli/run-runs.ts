import { existsSync } from 'node:fs';
import path from 'node:path';
import { readRuns, withJournal } from '../apply/read-journal.js';
import { visibleLine } from '../core/display.js';
import { quoted } from '../core/quoted.js';
import { nodeFileSystem } from '../files/file-system.js';
import { resolveTargets } from '../trees/targets.js';
import type { RunsOptions } from './commands/runs.js';
import { ExitCode } from './exit-code.js';
import { invocation } from './invocation.js';
import { answer } from './report/answer.js';
import { drawRuns } from './report/draw-runs.js';
import { drawCommand, wrapProse } from './report/prose.js';
import { type RunRow, runRows } from './report/run-rows.js';
import { openTerminal, type Terminal } from './terminal.js';

/** What `codemod runs --json` answers. */
interface RunsReport {
  /** The folder whose runs they are: absolute. */
  readonly root: string;
  /** Newest first. */
  readonly runs: readonly RunRow[];
}

/** `codemod runs`: the journal as it stands. Writes nothing. @returns the exit code. */
export async function runRuns(typed: string | undefined, { json }: RunsOptions): Promise<number> {
  const terminal = openTerminal('auto', json === true);
  const { root } = await resolveTargets(typed === undefined ? [] : [typed], process.cwd());
  const rows = await withJournal(root, nodeFileSystem, async (workspace) =>
    workspace === null ? [] : runRows(await readRuns(workspace)),
  );
  if (json === true) {
    const report: RunsReport = { root, runs: rows };
    terminal.out(answer('runs', report));
    return ExitCode.done;
  }
  terminal.out(rows.length === 0 ? '' : drawRuns(rows, terminal.outColumns, terminal.outColors));
  terminal.err(closing(rows, root, typed, terminal));
  return ExitCode.done;
}

function closing(rows: readonly RunRow[], root: string, typed: string | undefined, { columns }: Terminal): string {
  const at = typed === undefined ? '' : ` ${quoted(typed)}`;
  const canUndo = rows.some((row) => row.state === 'finished' && row.standing !== null && row.standing !== 'undone');
  if (canUndo)
    return drawCommand('To see what an undo would do:', visibleLine(`${invocation()} undo <run>${at} --dry-run`), columns);
  if (rows.length > 0) return '';
  const none = wrapProse(`No run is in the journal of ${visibleLine(root)}.`, columns);
  const above = journalAbove(root);
  if (above === null) return `${none}\n`;
  const command = visibleLine(`${invocation()} runs ${quoted(path.relative(process.cwd(), above))}`);
  return `${none}\n${drawCommand('There is one in a folder above:', command, columns)}`;
}

/** Outside of a repository the records stand in the folder that was named then. */
function journalAbove(root: string): string | null {
  for (let folder = path.dirname(root); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.codex', 'runs'))) return folder;
    if (path.dirname(folder) === folder) return null;
  }
}
