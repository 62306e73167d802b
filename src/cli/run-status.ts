import { visibleLine } from '../core/display.js';
import { quoted } from '../core/quoted.js';
import { examine } from '../recipes/examine.js';
import { loadBuiltInRecipes } from '../recipes/load-recipe.js';
import { nextSteps } from '../recipes/next-steps.js';
import { NO_CONFIG } from '../recipes/read-config.js';
import { resolveTargets } from '../trees/targets.js';
import type { StatusOptions } from './commands/status.js';
import { ExitCode } from './exit-code.js';
import { invocation } from './invocation.js';
import { configOf, requireRecipe } from './named-recipe.js';
import { bindJob } from './recipe-job.js';
import { answer } from './report/answer.js';
import { drawMatrix, drawNextSteps, drawTargets } from './report/draw-recipe.js';
import { wrapProse } from './report/prose.js';
import { openTerminal, type Terminal } from './terminal.js';
import { requireWhole } from './whole-repository.js';
import { checkConservation, optionsFor, withPlanner } from './with-planner.js';

/** `codemod status`: plans a recipe, writes nothing, and tells how every step stands. @returns the exit code. */
export async function runStatus(path: string | undefined, { recipe: name, json }: StatusOptions): Promise<number> {
  const terminal = openTerminal('auto', json === true);
  const named = await resolveTargets(path === undefined ? [] : [path], process.cwd());
  if (path !== undefined) requireWhole('codemod status', named);
  const targets = { ...named, paths: [] };
  const config = (await configOf(targets)) ?? NO_CONFIG;
  const recipe = await requireRecipe(name, config);
  const { job, codemods } = await bindJob(recipe, config, targets, {});
  const selection = optionsFor('recipe', recipe.name, { exclude: config.exclude });
  const { rows, mapping } = await withPlanner(codemods, targets, selection, terminal, (planner) =>
    examine(job, planner, (outcome) => {
      if (outcome.kind === 'planned') checkConservation(outcome.planned);
    }),
  );
  const at = path === undefined ? '' : ` ${quoted(path)}`;
  const next = nextSteps(rows, mapping.missing, {
    apply: `${invocation()} apply ${recipe.name}${at}`,
    explain: `${invocation()} explain`,
  });
  if (json === true) {
    const report = { recipe: recipe.name, root: targets.root, targets: mapping.targets, matrix: rows, next };
    terminal.out(answer('status', report));
    return ExitCode.done;
  }
  const columns = terminal.outColumns;
  terminal.out(`${terminal.outColors.bold(recipe.name)}  ${visibleLine(targets.root)}\n\n`);
  terminal.out(`${drawTargets(mapping.targets, columns, terminal.outColors).trimStart()}\n`);
  terminal.out(`${drawMatrix(rows, columns, terminal.outColors)}\n${drawNextSteps(next, columns, terminal.outColors)}`);
  await tellOptions(recipe.name, at, terminal);
  return ExitCode.done;
}

/** What a person can do with it: carry it out, a part of it, or leave a part for later. */
async function tellOptions(name: string, at: string, terminal: Terminal): Promise<void> {
  const others = (await loadBuiltInRecipes()).filter((one) => one.name !== name);
  const rows = [
    [`apply ${name} --dry-run${at}`, 'see what would change'],
    [`apply ${name}${at}`, 'approve it: carry it out'],
    ...others.map((one) => [`apply ${one.name}${at}`, one.description] as const),
    [`defer <step> --reason "..."${at}`, 'leave a step for later'],
  ] as const;
  const { bold, dim } = terminal.outColors;
  const row = ([command, what]: readonly [string, string]): string =>
    `  ${invocation()} ${command}\n${wrapProse(what, terminal.outColumns, '      ').split('\n').map(dim).join('\n')}\n`;
  terminal.out(`\n${bold('Options')}\n${rows.map(row).join('')}`);
}
