import { type Command, Option } from 'commander';
import { CodemodError } from '../../core/errors.js';
import { PERMISSIONS, type Permission } from '../../pipeline/permissions.js';
import { FORMATS, type Format } from '../../reports/render.js';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { collect, collectParam, collectPermission, parseCount } from '../option-values.js';
import type { ColorChoice } from '../terminal.js';

/** By which files and fixes are chosen, as commander hands it over. */
export interface SelectionOptions {
  readonly unsafe?: boolean;
  readonly param?: Readonly<Record<string, string>>;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** False with `--no-ignore`. */
  readonly ignore: boolean;
  readonly jobs?: number;
  /** Of transforms of other tools. */
  readonly keepFormattingChanges?: boolean;
  readonly verifyIdempotent?: boolean;
  /** What transforms may do beside changing the files that they are given. */
  readonly allow?: readonly Permission[];
  /** Bytes. */
  readonly maxSize: number;
}

/** The options of `codemod apply`. */
export interface ApplyOptions extends SelectionOptions {
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly interactive?: boolean;
  /** What becomes of hunks of a plan that nobody has decided. */
  readonly undecided?: 'apply' | 'leave';
  readonly allowDirty?: boolean;
  readonly failOn?: 'findings' | 'skipped';
  readonly json?: boolean;
  /** Then `json` is true as well. */
  readonly jsonLines?: boolean;
  readonly format?: Format;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
}

/** Bytes. */
export const MAX_SIZE = 1024 * 1024;

const EXIT_CODES = `
Exit codes: 0 done, 1 --check would change something, 2 usage, 3 refused (dirty
tree, lock, files that cannot be written), 4 some files failed, the writing
failed, or what --fail-on asks for, 70 a bug, 74 the result could not be
printed, 130 interrupted.
`;

function help(): string {
  const lines = examples(
    'codemod apply sqlite-pool --dry-run  the diff of this folder, nothing is written',
    'codemod apply sqlite-pool src tests  carry it out in two folders',
    'codemod apply cli-sys-import --param modules=sys,json .',
    'codemod apply sqlite-pool --check  for CI: exit 1 when something would change',
    'codemod apply sqlite-pool --dry-run > a.patch  a patch for git apply',
    'codemod apply sqlite-pool --interactive  decide hunk by hunk',
    'codemod apply plan.json  carry out a plan that `codemod plan` has saved',
  );
  return lines + EXIT_CODES;
}

export function addApply(program: Command, finish: Finish): Command {
  const command = program
    .command('apply')
    .argument('<codemod>', 'a name from `codemod list`, the path of a codemod, or a plan file')
    .argument('[paths...]', 'files and folders of one repository (default: the current folder)')
    .description('run a codemod, or carry out a plan: show or write what it changes')
    .option('--dry-run', 'print the diff and a summary; write nothing')
    .option('--check', 'write nothing; exit 1 when something would change')
    .option('-i, --interactive', 'decide hunk by hunk in this terminal what is written')
    .addOption(
      new Option('--undecided <what>', 'of a plan that was reviewed in part: what becomes of the rest').choices([
        'apply',
        'leave',
      ]),
    );
  return addSelection(command)
    .option('--allow-dirty', 'change files that have uncommitted changes')
    .addOption(
      new Option('--fail-on <what>', 'exit 4 when there are findings, or skipped files').choices(['findings', 'skipped']),
    )
    .option('--json', 'print one JSON object instead of the diff and the summary')
    .addOption(jsonLinesOption())
    .addOption(new Option('--format <format>', 'print that instead of the diff').choices(FORMATS))
    .option('--stat', 'the same as --format stat')
    .option('-q, --quiet', 'print no summary and no progress')
    .addOption(new Option('--color <when>', 'use colour').choices(['auto', 'always', 'never']).default('auto'))
    .addHelpText('after', help)
    .action(async (name: string, paths: string[], given: ApplyOptions & { readonly stat?: boolean }) => {
      const options = withFormat(given);
      if (name === '-') throw new CodemodError('usage', 'A plan from standard input can only be shown: codemod show -');
      const hasWritten = options.dryRun !== true && options.check !== true;
      if (options.interactive === true && !hasWritten) {
        throw new CodemodError('usage', 'A review writes what is accepted: leave --dry-run and --check out, or --interactive.');
      }
      if (isPlanFile(name) && options.interactive === true) {
        const { runReview } = await import('../run-review.js');
        finish(await runReview(name, paths[0] ?? null, { tty: true, allowDirty: options.allowDirty === true }), { hasWritten });
        return;
      }
      if (isPlanFile(name)) {
        const { runApplyPlan } = await import('../run-apply-plan.js');
        finish(await runApplyPlan(name, paths, options), { hasWritten });
        return;
      }
      const { runApply } = await import('../run-apply.js');
      finish(await runApply(name, paths, options), { hasWritten });
    });
}

export function twoAnswers(format: string): CodemodError {
  return new CodemodError('usage', `--json and --format ${format} ask for two answers. Choose one.`);
}

/** Two formats have an option of their own. */
function withFormat({ stat, format, json, ...rest }: ApplyOptions & { readonly stat?: boolean }): ApplyOptions {
  const chosen = stat === true ? 'stat' : format;
  if (json === true && chosen !== undefined && chosen !== 'json') throw twoAnswers(chosen);
  if (json === true || chosen === 'json') return { ...rest, json: true };
  return chosen === undefined ? rest : { ...rest, format: chosen };
}

/** Of every command that takes long enough to tell how it goes. */
export function jsonLinesOption(): Option {
  return new Option('--json-lines', 'print lines of JSON: each file as it is planned, then changes and the end').implies({
    json: true,
  });
}

/** The options by which files and fixes are chosen, of every command that plans. */
export function addSelection(command: Command): Command {
  return command
    .option('--unsafe', 'also apply fixes that are marked unsafe')
    .option('--param <key=value>', 'set a parameter of the codemod (repeatable)', collectParam)
    .option('--include <glob>', 'only paths that match (repeatable)', collect)
    .option('--exclude <glob>', 'no paths that match (repeatable)', collect)
    .option('--no-ignore', 'also ignored, vendored and generated files')
    .option('--jobs <n>', 'child processes at most (default: one a processor)', parseCount)
    .option('--max-size <bytes>', 'skip larger files', parseCount, MAX_SIZE)
    .option('--keep-formatting-changes', 'of another tool: also what its printer did to the formatting')
    .option('--verify-idempotent', 'of another tool: fail files that a second run would change')
    .option('--allow <what>', `let transforms do more: ${PERMISSIONS.join(', ')} (repeatable)`, collectPermission);
}

/** A JSON file is a plan; a codemod or recipe never ends so. */
export function isPlanFile(argument: string): boolean {
  return argument.endsWith('.json');
}
