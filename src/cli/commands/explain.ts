import type { Command } from 'commander';
import type { Explained } from '../explain-code.js';
import { examples, invocation } from '../invocation.js';
import type { Finish } from '../main.js';
import { openTerminal } from '../terminal.js';

export function addExplain(program: Command, _finish: Finish): Command {
  return program
    .command('explain')
    .argument('[code]', 'a code of a finding, a skip or an error; default: list them all')
    .description('say what a code means: cause, remedy, example')
    .option('--json', 'print JSON')
    .addHelpText('after', () => examples('codemod explain POOL004', 'codemod explain dirty-tree'))
    .action(async (code: string | undefined, { json }: { json?: boolean }) => {
      const { allCodes, explain } = await import('../explain-code.js');
      const terminal = openTerminal('auto');
      const { bold } = terminal.outColors;
      const found = code === undefined ? await allCodes() : await explain(code);
      if (json === true) terminal.out(`${JSON.stringify(found, null, 2)}\n`);
      else if ('doc' in found) terminal.out(page(found, bold));
      else terminal.out(found.map(({ code: one, doc }) => `${bold(one)}  ${doc.title}\n`).join(''));
    });
}

function page({ code, doc, codemod }: Explained, bold: (text: string) => string): string {
  const example = doc.example === undefined ? '' : `\n${bold('Example')}\n${doc.example.trimEnd()}\n`;
  const owner = codemod === null ? '' : `\n${bold('Reported by')}\n${codemod}: ${invocation()} show ${codemod}\n`;
  return `${bold(code)}  ${doc.title}\n\n${bold('Cause')}\n${doc.cause}\n\n${bold('Remedy')}\n${doc.remedy}\n${example}${owner}`;
}
