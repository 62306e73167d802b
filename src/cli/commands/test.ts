import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';

export function addTest(program: Command, finish: Finish): Command {
  return program
    .command('test')
    .argument('[name]', 'one codemod; default: all')
    .description('run the fixtures of codemods through the engine')
    .option('--update', 'write what comes out into expected/ and case.yaml, unless it does not parse or does not settle')
    .option('--only <case>', 'only cases whose name holds this')
    .addHelpText('after', () =>
      examples('codemod test', 'codemod test sqlite-pool --only queue', 'codemod test my-codemod --update'),
    )
    .action(async (name: string | undefined, options: { update?: boolean; only?: string }) => {
      const { testCodemods } = await import('../test-codemods.js');
      finish(await testCodemods(name, options), { hasWritten: options.update === true });
    });
}
