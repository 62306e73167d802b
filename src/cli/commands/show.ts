import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { openTerminal } from '../terminal.js';

export function addShow(program: Command, _finish: Finish): Command {
  return program
    .command('show')
    .argument('<codemod>', 'a name from `codemod list`, or the path of a codemod')
    .description('show what a codemod promises and refuses, its parameters and codes')
    .option('--json', 'print JSON')
    .addHelpText('after', () => examples('codemod show sqlite-pool', 'codemod show ./codemods/rename-api/codemod.ts --json'))
    .action(async (argument: string, { json }: { json?: boolean }) => {
      const { loadNamed } = await import('../load-named.js');
      const { describeCodemod, describeAsJson } = await import('../describe-codemod.js');
      const loaded = await loadNamed(argument);
      const terminal = openTerminal('auto');
      terminal.out(json === true ? describeAsJson(loaded) : describeCodemod(loaded, terminal.outColors));
    });
}
