import path from 'node:path';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { DecisionRecord } from '../core/review/decision.js';
import { reviewFiles } from '../core/review/review-files.js';
import { MAX_SIZE } from './commands/apply.js';
import type { PlanCommandOptions } from './commands/plan.js';
import { appendDecisions, decisionsFileOf, readDecisions } from './decisions-file.js';
import { runApply } from './run-apply.js';
import { openPlan, type SavedPlan } from './saved-plan.js';
import { openTerminal } from './terminal.js';

/** `codemod plan`: what `apply --dry-run` plans, saved. @returns the exit code. */
export async function runPlan(name: string | undefined, paths: readonly string[], options: PlanCommandOptions): Promise<number> {
  if (options.jsonLines === true && options.out === undefined && options.refresh === undefined) {
    throw new CodemodError(
      'usage',
      'Standard output would hold the plan and the lines of --json-lines. Name a file for the plan: --out.',
    );
  }
  if (options.refresh !== undefined) return await refresh(options.refresh, name, paths, options);
  if (name === undefined) throw new CodemodError('usage', 'Name a codemod or a recipe, or a plan to make again: --refresh.');
  return await runApply(name, paths, { ...options, dryRun: true, save: options.out ?? null });
}

async function refresh(
  file: string,
  name: string | undefined,
  paths: readonly string[],
  { out, refresh: _, ...given }: PlanCommandOptions,
): Promise<number> {
  refuseSelection(given);
  const [where, ...more] = paths;
  if (more.length > 0) throw new CodemodError('usage', 'A plan is made again for one repository: name its folder, or none.');
  const before = await openPlan(file, where ?? null);
  const { asked, options } = before.plan;
  const { root } = before.targets;
  const wanted = {
    ...given,
    ...{ unsafe: options.threshold === 'unsafe', param: asked.params, include: options.include, exclude: options.exclude },
    ...{ ignore: !options.noIgnore, maxSize: options.maxSize, dryRun: true, save: out ?? file },
    ...{ keepFormattingChanges: options.foreign?.keepFormatting === true },
    ...{ verifyIdempotent: options.foreign?.verifyIdempotent === true },
  };
  const folders = options.paths.length === 0 ? [root] : options.paths.map((one) => path.join(root, one));
  const exitCode = await runApply(nameOf(before, name), folders, wanted);
  await keepDecisions(before, out ?? file, given);
  return exitCode;
}

/** What was asked for is told by the plan; the code of a stranger's plan is loaded only when its user names it too. */
function nameOf({ plan: { asked }, targets: { root } }: SavedPlan, typed: string | undefined): string {
  const isPath = asked.name.includes('/');
  if (typed === undefined) {
    if (!isPath && asked.kind !== 'command') return asked.name;
    const message = `The plan is of ${visibleLine(asked.name)}. Code is loaded only when you name it: codemod plan ${visibleLine(asked.name)} --refresh ...`;
    throw new CodemodError('usage', message);
  }
  const same = isPath ? path.resolve(typed) === path.resolve(root, asked.name) : typed === asked.name;
  if (same) return typed;
  throw new CodemodError('usage', `The plan is of ${visibleLine(asked.name)}, not of ${visibleLine(typed)}.`);
}

function refuseSelection({ unsafe, param, include, exclude, ignore, maxSize, ...given }: PlanCommandOptions): void {
  const { keepFormattingChanges, verifyIdempotent } = given;
  const isPlain = [unsafe, param, include, exclude, keepFormattingChanges, verifyIdempotent].every((one) => one === undefined);
  if (isPlain && ignore && maxSize === MAX_SIZE) return;
  throw new CodemodError('usage', 'A plan is made again with the options that it has. For other ones, make a new plan.');
}

/** Decisions about hunks that are still the same go over to the new plan. */
async function keepDecisions(
  before: SavedPlan,
  out: string,
  { quiet, color }: Pick<PlanCommandOptions, 'quiet' | 'color'>,
): Promise<void> {
  const { decisions: old } = readDecisions(decisionsFileOf(before.file), before.id);
  if (old.size === 0) return;
  const after = await openPlan(out, before.targets.root);
  const time = new Date().toISOString();
  const hunks = reviewFiles(after.plan, after.read).flatMap((file) => file.hunks);
  const records = hunks.flatMap(({ id }): readonly DecisionRecord[] => {
    const decision = old.get(id);
    // An edited hunk names lines by their numbers, which may be others by now.
    if (decision === undefined || (decision.edited !== null && after.id !== before.id)) return [];
    return [{ codemodDecision: 1, plan: after.id, hunk: id, ...decision, time }];
  });
  const isSame = after.id === before.id && after.file === before.file;
  if (!isSame) await appendDecisions(decisionsFileOf(after.file), records);
  if (quiet === true) return;
  const kept = `${records.length} of ${old.size === 1 ? '1 decision' : `${old.size} decisions`}`;
  openTerminal(color).err(`${kept} went over to the new plan; ${hunks.length - records.length} of its hunks are undecided.\n`);
}
