import { CodemodError } from '../core/errors.js';
import { resolveParams } from '../core/params.js';
import { didYouMean } from '../core/suggest.js';
import { loadModule } from '../pipeline/load-codemod.js';
import type { Planned } from '../pipeline/plan.js';
import { loadBuiltInRecipes } from '../recipes/load-recipe.js';
import { resolveTargets } from '../trees/targets.js';
import { carryOut, finishInterrupted } from './carry-out.js';
import type { DeferOptions } from './commands/defer.js';
import { diffsOf } from './diffs-of.js';
import { errorRecords } from './error-records.js';
import { ExitCode } from './exit-code.js';
import { listenForInterruption } from './interruption.js';
import { configOf } from './named-recipe.js';
import { planTargets } from './plan-targets.js';
import { readFiles } from './read-files.js';
import { printDiffs } from './report/draw-diff.js';
import { openTerminal } from './terminal.js';
import { optionsFor } from './with-planner.js';

/** To take a step up again is to lose the reason why it was deferred: that is what was asked for. */
const OPTIONS = optionsFor('command', 'defer', { threshold: 'unsafe', maxSize: 256 * 1024 });

/** `codemod defer`: one edit of `codemod.yaml`, as a run like any other. @returns the exit code. */
export async function runDefer(step: string, path: string | undefined, options: DeferOptions): Promise<number> {
  const reason = options.reason?.trim() ?? '';
  if (options.remove !== true && reason === '') {
    throw new CodemodError('usage', 'Say why with --reason "...": whoever finds the step left out wants to know.');
  }
  const terminal = openTerminal(options.color);
  const targets = { ...(await resolveTargets(path === undefined ? [] : [path], process.cwd())), paths: [] };
  await checkStep(step, Object.values((await configOf(targets))?.recipes ?? {}));
  const loaded = await loadModule(new URL('./syntax-codemods/defer.js', import.meta.url).href);
  const given = { step, reason: options.remove === true ? '' : reason };
  const params = resolveParams('defer', loaded.codemod.params, given);
  const interruption = listenForInterruption(terminal);
  try {
    if (options.dryRun !== true) await finishInterrupted(targets, terminal);
    const planned = await planTargets({ ...loaded, params }, targets, OPTIONS, terminal);
    refuseInexact(planned);
    if (planned.plan.changes.length === 0) {
      terminal.err(`codemod.yaml says so already.\n`);
      return ExitCode.done;
    }
    printDiffs((await diffsOf(planned.plan, await readFiles(planned.plan, targets))).values(), terminal);
    if (options.dryRun === true) return ExitCode.done;
    const writing = { allowDirty: options.allowDirty === true, interruption, terminal };
    const { run } = await carryOut(planned.plan, (name) => errorRecords(planned.plan.left, name), targets, writing);
    terminal.err(`Run ${run}.\n`);
    return ExitCode.done;
  } finally {
    interruption.end();
  }
}

/** What was found, skipped or failed is codemod.yaml itself: there is no other file. */
function refuseInexact({ outcomes, project }: Planned): void {
  const [why] = [
    ...outcomes.flatMap(({ skip, failure, findings }) => [
      skip?.message,
      failure?.message,
      ...findings.map(({ message }) => message),
    ]),
    ...project.failures.map(({ message }) => message),
  ].filter((message) => message !== undefined);
  if (why !== undefined) throw new CodemodError('config-invalid', `codemod.yaml was not changed: ${why}. Add the entry by hand.`);
}

/** A step that no recipe has would be deferred for ever, and nobody would notice. */
async function checkStep(step: string, own: readonly { readonly steps: readonly object[] }[]): Promise<void> {
  const ofOwn = own.flatMap(({ steps }) =>
    steps.flatMap((one) => ['id', 'codemod', 'command'].flatMap((key) => Reflect.get(one, key) ?? [])),
  );
  const known = [...(await loadBuiltInRecipes()).flatMap(({ steps }) => steps.map(({ id }) => id)), ...ofOwn.map(String)];
  if (known.includes(step)) return;
  const hint = didYouMean(step, [...new Set(known)]) ?? 'See: codemod show codex-setup.';
  throw new CodemodError('usage', `No recipe has a step "${step}". ${hint}`);
}
