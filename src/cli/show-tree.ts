import { statSync } from 'node:fs';
import { visible } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { Position } from '../core/range.js';
import { LANGUAGES, languageOf } from '../languages/registry.js';
import { ExitCode } from './exit-code.js';
import { inspect, loadSyntaxCodemod, problemsOf, tellProblems } from './inspect-syntax.js';
import { answer } from './report/answer.js';
import type { ShownNode } from './syntax-codemods/tree.js';
import { openTerminal, type Terminal } from './terminal.js';

/** `codemod tree`: one line a node, indented, with the positions where it begins and ends. @returns the exit code. */
export async function showTree(file: string, { json }: { readonly json?: boolean }): Promise<number> {
  const loaded = await loadSyntaxCodemod('tree');
  refuseOthers(file, Object.keys(loaded.codemod.languages));
  const terminal = openTerminal('auto', json === true);
  const inspected = await inspect(loaded, {}, [file], terminal);
  const problems = problemsOf(inspected);
  const nodes = inspected.notes.flatMap(({ values }) => values as readonly ShownNode[]);
  if (json === true) terminal.out(answer('tree', { nodes, problems }));
  else for (const node of nodes) terminal.out(drawNode(node, terminal));
  tellProblems(problems, terminal);
  // It was asked for one file, and did not show it.
  return inspected.notes.length === 0 ? ExitCode.failed : ExitCode.done;
}

function refuseOthers(file: string, languages: readonly string[]): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new CodemodError('usage', `${file} is a folder. Name one file.`);
  }
  if (languages.includes(languageOf(file)?.name ?? '')) return;
  const endings = LANGUAGES.filter(({ name }) => languages.includes(name)).flatMap(({ extensions }) => extensions);
  throw new CodemodError('usage', `${file} is of no language whose tree can be shown. Known endings: ${endings.join(', ')}.`);
}

function drawNode({ type, field, depth, from, to, text }: ShownNode, { outColors }: Terminal): string {
  const { bold, cyan, dim, green } = outColors;
  const label = field === null ? '' : `${cyan(field)}: `;
  const leaf = text === null ? '' : ` ${green(JSON.stringify(visible(text)))}`;
  return `${'  '.repeat(depth)}${label}${bold(type)} ${dim(`${at(from)}-${at(to)}`)}${leaf}\n`;
}

function at({ line, column }: Position): string {
  return `${line}:${column}`;
}
