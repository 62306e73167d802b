import { type Command, Option } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';

export function addNew(program: Command, finish: Finish): Command {
  return program
    .command('new')
    .argument('<name>', 'lower case words joined by "-"')
    .description('write the folder of a new codemod, and its fixtures with one failing case')
    .addOption(new Option('--language <language>', 'the language it changes').choices(['python', 'typescript']).default('python'))
    .addHelpText('after', () =>
      examples('codemod new retire-old-api --language python', 'codemod new await-saves --language typescript'),
    )
    .action(async (name: string, { language }: { language: string }) => {
      const { writeNewCodemod } = await import('../write-new-codemod.js');
      finish(await writeNewCodemod(name, language), { hasWritten: true });
    });
}
