import type { Command } from 'commander';
import { visibleLine } from '../../core/display.js';
import { quoted } from '../../core/quoted.js';
import type { Explained } from '../explain-code.js';
import { examples, invocation } from '../invocation.js';
import type { Finish } from '../main.js';
import { answer } from '../report/answer.js';
import { hangText, wrapProse } from '../report/prose.js';
import { openTerminal } from '../terminal.js';

export function addExplain(program: Command, _finish: Finish): Command {
  return program
    .command('explain')
    .argument('[code]', 'a code of a finding, a skip or an error; default: list them all')
    .description('say what a code means: cause, remedy, example')
    .option('--codemod <name>', 'the codemod that reports the code, where it is none of the toolkit: its path')
    .option('--json', 'print JSON')
    .addHelpText('after', () =>
      examples(
        'codemod explain POOL004',
        'codemod explain dirty-tree',
        'codemod explain API001 --codemod ./codemods/rename-api/codemod.ts',
      ),
    )
    .action(async (code: string | undefined, { codemod, json }: { codemod?: string; json?: boolean }) => {
      const { allCodes, codesOf, explain } = await import('../explain-code.js');
      const terminal = openTerminal('auto');
      const { bold } = terminal.outColors;
      const columns = terminal.outColumns;
      const listed = codemod === undefined ? allCodes : () => codesOf(codemod);
      const found = code === undefined ? await listed() : await explain(code, codemod);
      if (json === true) terminal.out(answer('explain', { codes: 'doc' in found ? [found] : found }));
      else if ('doc' in found) terminal.out(page(found, bold, columns));
      else terminal.out(found.map(({ code: one, doc }) => hangText(`${one}  `, doc.title, columns, bold)).join(''));
    });
}

function page({ code, doc, codemod }: Explained, bold: (text: string) => string, columns: number): string {
  const section = (title: string, text: string): string => `\n${bold(title)}\n${text}\n`;
  return [
    hangText(`${code}  `, doc.title, columns, bold),
    section('Cause', wrapProse(doc.cause, columns)),
    section('Remedy', wrapProse(doc.remedy, columns)),
    // Code and commands, to be copied.
    doc.example === undefined ? '' : section('Example', doc.example.trimEnd()),
    codemod === null ? '' : section('Reported by', `${visibleLine(`${codemod}: ${invocation()} show ${quoted(codemod)}`)}`),
  ].join('');
}
