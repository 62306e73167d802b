import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';

export function addTree(program: Command, finish: Finish): Command {
  return program
    .command('tree')
    .argument('<file>', 'a Python, JavaScript or TypeScript file')
    .description('show the syntax tree of a file, to find out what to match')
    .option('--json', 'print JSON')
    .addHelpText('after', () => examples('codemod tree app.py', 'codemod tree src/app.ts --json'))
    .action(async (file: string, options: { json?: boolean }) => {
      const { showTree } = await import('../show-tree.js');
      finish(await showTree(file, options));
    });
}
