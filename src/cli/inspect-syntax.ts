import { statSync } from 'node:fs';
import path from 'node:path';
import { visible, visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { ParamValue } from '../core/params.js';
import { positionsOf } from '../core/source-file.js';
import { loadModule } from '../pipeline/load-codemod.js';
import type { Planned } from '../pipeline/plan.js';
import { resolveTargets, type Targets } from '../trees/targets.js';
import { WorkTree } from '../trees/work-tree.js';
import { ExitCode } from './exit-code.js';
import { planTargets } from './plan-targets.js';
import type { FoundNode } from './syntax-codemods/query.js';
import type { ShownNode } from './syntax-codemods/tree.js';
import { openTerminal, type Terminal } from './terminal.js';

interface Output {
  readonly json?: boolean;
}

const OPTIONS = { threshold: 'safe', include: [], exclude: [], noIgnore: false, maxSize: 1024 * 1024 } as const;

/** `codemod tree`: one line a node, indented, with the positions where it begins and ends. @returns the exit code. */
export async function showTree(file: string, { json }: Output): Promise<number> {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new CodemodError('usage', `${file} is a folder. Name one file.`);
  }
  const terminal = openTerminal('auto', json === true);
  const { planned, positions } = await inspect('tree', {}, [file], terminal);
  const { bold, cyan, dim, green } = terminal.outColors;
  for (const { path: file, values } of planned.notes) {
    const at = await positions(file);
    const nodes = values as readonly ShownNode[];
    if (json === true)
      terminal.out(`${JSON.stringify(nodes.map((node) => ({ ...node, from: at(node.start), to: at(node.end) })))}\n`);
    else {
      for (const { type, field, depth, start, end, text } of nodes) {
        const label = field === null ? '' : `${cyan(field)}: `;
        const leaf = text === null ? '' : ` ${green(JSON.stringify(visible(text)))}`;
        terminal.out(`${'  '.repeat(depth)}${label}${bold(type)} ${dim(`${place(at(start))}-${place(at(end))}`)}${leaf}\n`);
      }
    }
  }
  return tellProblems(planned, terminal);
}

/** `codemod query`: one line a match, `path:line:column`, then its captures. @returns the exit code. */
export async function runQuery(
  query: string,
  paths: readonly string[],
  options: Output & { pattern?: boolean },
): Promise<number> {
  const terminal = openTerminal('auto', options.json === true);
  const params = { query, pattern: options.pattern === true };
  const { planned, shown, positions } = await inspect('query', params, paths, terminal);
  for (const { path: file, values } of planned.notes) {
    const at = await positions(file);
    for (const match of values as readonly (readonly FoundNode[])[]) {
      const nodes = match.map((node) => ({ ...node, from: at(node.start), to: at(node.end) }));
      terminal.out(
        options.json === true ? `${JSON.stringify({ path: file, captures: nodes })}\n` : drawMatch(shown(file), nodes, terminal),
      );
    }
  }
  return tellProblems(planned, terminal);
}

type Placed = FoundNode & { readonly from: { line: number; column: number } };

function drawMatch(at: string, nodes: readonly Placed[], { outColors: { cyan, dim } }: Terminal): string {
  const [first] = nodes;
  if (first === undefined) return '';
  const capture = ({ capture: name, text }: Placed): string => `${cyan(`@${name}`)} ${shorten(text)}`;
  return `${at}:${place(first.from)} ${nodes.map(capture).join(dim(' | '))}\n`;
}

function shorten(text: string): string {
  const [line = '', ...more] = text.split(/\r\n|\r|\n/);
  const cut = line.length > 80 || more.length > 0;
  return visibleLine(line.slice(0, 80)) + (cut ? ' …' : '');
}

function place({ line, column }: { line: number; column: number }): string {
  return `${line}:${column}`;
}

async function inspect(
  codemod: 'tree' | 'query',
  params: Readonly<Record<string, ParamValue>>,
  paths: readonly string[],
  terminal: Terminal,
) {
  const loaded = await loadModule(new URL(`./syntax-codemods/${codemod}.js`, import.meta.url).href);
  const targets = await resolveTargets(paths, process.cwd());
  const planned = await planTargets({ ...loaded, params }, targets, OPTIONS, terminal);
  const shown = (file: string): string => visibleLine(path.relative(process.cwd(), path.join(targets.root, file)));
  return { planned, shown, positions: (file: string) => positionsIn(file, targets) };
}

async function positionsIn(file: string, targets: Targets) {
  const read = await new WorkTree(targets.root, targets.repository).read(file, OPTIONS.maxSize);
  // Positions count in the text without its byte order mark, as every range does.
  const text = read.kind === 'content' ? read.bytes.toString('utf8').replace(/^\ufeff/, '') : '';
  return positionsOf(text);
}

/** A query that does not compile fails in every file: it is told once, as the mistake of the command line that it is. */
function tellProblems({ outcomes, counts }: Planned, terminal: Terminal): number {
  const failures = outcomes.flatMap(({ path, failure }) => (failure === null ? [] : [{ path, ...failure }]));
  const typed = failures.find(({ code }) => code === 'query-invalid' || code === 'pattern-invalid');
  if (typed !== undefined) throw new CodemodError(typed.code, typed.message);
  for (const { path, code, message } of failures) terminal.err(`${visibleLine(path)}  ${code}: ${visibleLine(message)}\n`);
  for (const { path, skip } of outcomes) {
    if (skip !== null) terminal.err(`${visibleLine(path)}  ${skip.code}: ${visibleLine(skip.message)}\n`);
  }
  if (counts.discovered === 0) terminal.err('No source file there.\n');
  return failures.length > 0 ? ExitCode.failed : ExitCode.done;
}
