import { applyError } from '../apply/apply-error.js';
import { recordDecisions } from '../apply/record-decisions.js';
import { countOf } from '../core/count-of.js';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { groupBy } from '../core/group-by.js';
import { type DecisionEntry, decisionLine, readRejections } from '../records/decisions-log.js';
import { resolveTargets } from '../trees/targets.js';
import type { DecisionsOptions } from './commands/decisions.js';
import { ExitCode } from './exit-code.js';
import { invocation } from './invocation.js';
import { answer } from './report/answer.js';
import { drawCommand, wrapProse } from './report/prose.js';
import { openTerminal, type Terminal } from './terminal.js';
import { toolVersion } from './tool-version.js';

/** A hunk that was rejected; its entries have a key each. */
interface RejectedHunk {
  readonly id: string;
  readonly entries: readonly DecisionEntry[];
}

/** `codemod decisions`: lists what was rejected, or forgets some of it. @returns the exit code. */
export async function runDecisions(path: string | undefined, { forget, json }: DecisionsOptions): Promise<number> {
  const terminal = openTerminal('auto', json === true);
  const { root } = await resolveTargets(path === undefined ? [] : [path], process.cwd());
  const hunks = byHunk([...(await readRejections(root)).values()]);
  const forgotten = forget === undefined ? [] : chosen(hunks, forget);
  if (forgotten.length > 0) await forgetAll(root, forgotten);
  const left = hunks.filter((hunk) => !forgotten.includes(hunk));
  if (json === true) terminal.out(answer('decisions', jsonOf(root, left, forgotten)));
  else if (forget === undefined) tellList(left, terminal);
  else
    terminal.err(
      `${countOf(forgotten.length, 'decision')} forgotten: the next run asks again. ${countOf(left.length, 'decision')} left.\n`,
    );
  return ExitCode.done;
}

function byHunk(entries: readonly DecisionEntry[]): readonly RejectedHunk[] {
  return [...groupBy(entries, ({ hunk }) => hunk)].map(([id, own]) => ({ id, entries: own }));
}

function chosen(hunks: readonly RejectedHunk[], ids: readonly string[]): readonly RejectedHunk[] {
  if (ids.includes('all')) return hunks;
  const named = ids.map((id) => {
    const found = hunks.filter((hunk) => id !== '' && hunk.id.startsWith(id));
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    const why = found.length === 0 ? 'Nothing that was rejected has the id' : 'More than one that was rejected has an id like';
    throw new CodemodError('usage', `${why} ${visibleLine(id)}. See: codemod decisions`);
  });
  return [...new Set(named)];
}

async function forgetAll(root: string, hunks: readonly RejectedHunk[]): Promise<void> {
  const ts = new Date().toISOString();
  const lines = hunks.flatMap(({ entries }) =>
    entries.map((entry) => decisionLine({ ...entry, ts, action: 'forget', reason: '' })),
  );
  const result = await recordDecisions(root, toolVersion().version, lines);
  if (result.kind !== 'done') throw applyError(result);
}

function tellList(hunks: readonly RejectedHunk[], terminal: Terminal): void {
  if (hunks.length === 0) {
    terminal.err('Nothing was rejected here.\n');
    return;
  }
  const { bold, dim } = terminal.outColors;
  for (const { id, entries } of hunks) {
    const [entry] = entries;
    if (entry === undefined) continue;
    const { codemod, path, ts, reason } = entry;
    terminal.out(`${bold(visibleLine(id))}  ${visibleLine(codemod)}  ${visibleLine(path)}\n`);
    const said = reason === '' ? 'no reason was given' : visibleLine(reason);
    terminal.out(`${dim(wrapProse(`${visibleLine(ts.slice(0, 10))}: ${said}`, terminal.outColumns - 4, '    '))}\n`);
  }
  terminal.err(drawCommand('To let runs ask again:', `${invocation()} decisions --forget <id>`, terminal.columns));
}

function jsonOf(root: string, left: readonly RejectedHunk[], forgotten: readonly RejectedHunk[]): object {
  const describe = ({ id, entries }: RejectedHunk): object => {
    const [entry] = entries;
    return { id, codemod: entry?.codemod, path: entry?.path, reason: entry?.reason, time: entry?.ts };
  };
  return { root, rejected: left.map(describe), forgotten: forgotten.map(describe) };
}
