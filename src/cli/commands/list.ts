import type { Command } from 'commander';
import type { Codemod } from '../../core/codemod.js';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { openTerminal } from '../terminal.js';

export function addList(program: Command, _finish: Finish): Command {
  return program
    .command('list')
    .description('list the codemods: name, languages, one sentence')
    .option('--json', 'print JSON')
    .addHelpText('after', () => examples('codemod list', 'codemod list --json'))
    .action(async ({ json }: { json?: boolean }) => {
      const { loadAllBuiltIn } = await import('../../pipeline/load-codemod.js');
      const codemods = (await loadAllBuiltIn()).map(({ codemod }) => codemod);
      const terminal = openTerminal('auto');
      terminal.out(json === true ? asJson(codemods) : asTable(codemods, terminal.outColors.bold));
    });
}

function asJson(codemods: readonly Codemod[]): string {
  const list = codemods.map((codemod) => ({
    name: codemod.name,
    version: codemod.version,
    languages: Object.keys(codemod.languages),
    summary: codemod.summary,
  }));
  return `${JSON.stringify(list, null, 2)}\n`;
}

function asTable(codemods: readonly Codemod[], bold: (text: string) => string): string {
  const languages = (codemod: Codemod): string => Object.keys(codemod.languages).join(', ');
  const nameWidth = Math.max(...codemods.map(({ name }) => name.length));
  const row = (codemod: Codemod): string =>
    `${bold(codemod.name.padEnd(nameWidth))}  ${languages(codemod)}\n  ${codemod.summary}\n`;
  return codemods.map(row).join('');
}
