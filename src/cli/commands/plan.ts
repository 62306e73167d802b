import { type Command, Option } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import type { ColorChoice } from '../terminal.js';
import { addSelection, jsonLinesOption, type SelectionOptions } from './apply.js';

/** The options of `codemod plan`. */
export interface PlanCommandOptions extends SelectionOptions {
  /** The file to write; absent: standard output. */
  readonly out?: string;
  /** A plan file that is made again. */
  readonly refresh?: string;
  /** Both with `--json-lines`. */
  readonly json?: boolean;
  readonly jsonLines?: boolean;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
}

export function addPlan(program: Command, finish: Finish): Command {
  const command = program
    .command('plan')
    .argument('[codemod]', 'a name from `codemod list`, or the path of a codemod or recipe')
    .argument('[paths...]', 'files and folders of one repository (default: the current folder)')
    .description('save what a run would change, to be reviewed and carried out later')
    .option('--out <file>', 'write the plan there (default: standard output)')
    .option('--refresh <plan>', 'make a plan again; decisions about hunks that stay the same are kept');
  return addSelection(command)
    .addOption(jsonLinesOption())
    .option('-q, --quiet', 'print no summary and no progress')
    .addOption(new Option('--color <when>', 'use colour').choices(['auto', 'always', 'never']).default('auto'))
    .addHelpText('after', () =>
      examples(
        'codemod plan sqlite-pool --out plan.json',
        'codemod review plan.json  decide about it in a browser',
        'codemod apply plan.json  carry it out, exactly',
        'codemod plan --refresh plan.json  after the files have changed',
      ),
    )
    .action(async (name: string | undefined, paths: string[], options: PlanCommandOptions) => {
      const { runPlan } = await import('../run-plan.js');
      finish(await runPlan(name, paths, options), { hasWritten: options.out !== undefined || options.refresh !== undefined });
    });
}
