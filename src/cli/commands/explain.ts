import type { Command } from 'commander';
import { examples, invocation } from '../invocation.js';
import type { Finish } from '../main.js';
import { openTerminal } from '../terminal.js';

export function addExplain(program: Command, _finish: Finish): Command {
  return program
    .command('explain')
    .argument('<code>', 'a code of a finding, a skip or an error')
    .description('say what a code means: cause, remedy, example')
    .option('--json', 'print JSON')
    .addHelpText('after', () => examples('codemod explain POOL004', 'codemod explain dirty-tree'))
    .action(async (code: string, { json }: { json?: boolean }) => {
      const { explain } = await import('../explain-code.js');
      const found = await explain(code);
      const terminal = openTerminal('auto');
      const { bold } = terminal.outColors;
      if (json === true) terminal.out(`${JSON.stringify(found, null, 2)}\n`);
      else {
        const { doc } = found;
        const example = doc.example === undefined ? '' : `\n${bold('Example')}\n${doc.example.trimEnd()}\n`;
        const owner =
          found.codemod === null ? '' : `\n${bold('Reported by')}\n${found.codemod}: ${invocation()} show ${found.codemod}\n`;
        terminal.out(
          `${bold(found.code)}  ${doc.title}\n\n${bold('Cause')}\n${doc.cause}\n\n${bold('Remedy')}\n${doc.remedy}\n${example}${owner}`,
        );
      }
    });
}
