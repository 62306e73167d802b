import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { quoted } from '../core/quoted.js';
import type { Applied, ReviewSession } from '../core/review/session.js';
import { resolveTargets } from '../trees/targets.js';
import { finishInterrupted, warnOfDirty } from './carry-out.js';
import { carryOutPlan } from './carry-out-plan.js';
import { refuseStale } from './check-plan.js';
import { isPlanFile } from './commands/apply.js';
import type { ReviewOptions } from './commands/review.js';
import { decisionsFileOf } from './decisions-file.js';
import { ExitCode } from './exit-code.js';
import { reviewInBrowser, reviewOnTerminalOf } from './hold-review.js';
import { listenForInterruption } from './interruption.js';
import { asTyped, invocation } from './invocation.js';
import { drawCommand } from './report/prose.js';
import { openReview } from './review-session.js';
import { openPlan, type SavedPlan } from './saved-plan.js';
import { openTerminal, type Terminal } from './terminal.js';

/** `codemod review`: a plan, hunk by hunk. @returns the exit code. */
export async function runReview(typed: string, where: string | null, options: ReviewOptions): Promise<number> {
  const terminal = openTerminal('auto');
  if (options.tty === true) (await import('./review-on-terminal.js')).requireTerminal();
  if (typed === '-') throw new CodemodError('usage', 'A plan from standard input can only be shown: codemod show -');
  if (!isPlanFile(typed)) {
    const message = `${visibleLine(typed)} is no plan. Save one first: codemod plan ${visibleLine(quoted(typed))} --out plan.json`;
    throw new CodemodError('usage', message);
  }
  await finishInterrupted(await resolveTargets([where ?? '.'], process.cwd()), terminal);
  const saved = await openPlan(typed, where);
  terminal.err(`${visibleLine(saved.plan.asked.name)} in ${visibleLine(saved.targets.root)}\n`);
  if (options.allowDirty !== true) await warnOfDirty(saved.plan, saved.targets, terminal);
  const again = `${invocation()} review ${quoted(typed)}`;
  const session = sessionOf(saved, options.tty === true ? `${again} --tty` : again, options.allowDirty === true, terminal);
  await (options.tty === true ? reviewOnTerminalOf : reviewInBrowser)({
    ...{ session, terminal, effect: 'apply' },
    tell: (applied) => tellApplied(applied, terminal),
    again: (...more) => [again, ...more].join(' '),
    why: ({ kind }) =>
      kind === 'idle' ? 'Nobody was at the page for half an hour, so the review has ended. ' : 'The review has ended. ',
  });
  return ExitCode.done;
}

/** The files may have changed in the meantime, whatever the page shows: they are looked at again before anything is written. */
function sessionOf(saved: SavedPlan, again: string, allowDirty: boolean, terminal: Terminal): ReviewSession {
  const { plan, id, read, file, targets } = saved;
  return openReview({
    ...{ plan, id, read, decisionsFile: decisionsFileOf(file), again: visibleLine(again) },
    async carryOut(decided) {
      const interruption = listenForInterruption(terminal);
      try {
        await finishInterrupted(targets, terminal);
        await refuseStale(await openPlan(file, targets.root));
        return await carryOutPlan(saved, decided, { allowDirty, interruption, terminal, quiet: true });
      } catch (thrown) {
        throw asTypedHere(thrown);
      } finally {
        interruption.end();
      }
    },
  });
}

/** An error that a page shows names commands as they can be typed. */
function asTypedHere(thrown: unknown): unknown {
  if (!(thrown instanceof CodemodError)) return thrown;
  return new CodemodError(thrown.code, asTyped(thrown.message), { path: thrown.path, range: thrown.range, cause: thrown });
}

/** What a review has written. */
export function tellApplied({ run, files, records, takeBack }: Applied, terminal: Terminal): void {
  if (run === null) {
    terminal.err('Nothing was accepted, so no file was changed. What was rejected is remembered.\n');
    return;
  }
  terminal.err(`${files === 1 ? '1 file' : `${files} files`} changed. Run ${run}, recorded in ${visibleLine(records)}\n`);
  terminal.err(drawCommand('To take it back:', visibleLine(takeBack), terminal.columns));
}
