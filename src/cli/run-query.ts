import { statSync } from 'node:fs';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { languageOf } from '../languages/registry.js';
import type { Planned } from '../pipeline/plan.js';
import { ExitCode } from './exit-code.js';
import { inspect, loadSyntaxCodemod, problemsOf, tellProblems } from './inspect-syntax.js';
import { answer } from './report/answer.js';
import { captureNames } from './syntax-codemods/capture-names.js';
import type { FoundNode } from './syntax-codemods/query.js';
import { openTerminal, type Terminal } from './terminal.js';

/** `codemod query`: one line a match, `path:line:column`, then its captures. @returns the exit code. */
export async function runQuery(
  query: string,
  paths: readonly string[],
  options: { readonly json?: boolean; readonly pattern?: boolean },
): Promise<number> {
  const isPattern = options.pattern === true;
  if (query.trim() === '') throw new CodemodError(isPattern ? 'pattern-invalid' : 'query-invalid', 'The query is empty.');
  for (const named of paths) refuseOtherLanguages(named);
  const terminal = openTerminal('auto', options.json === true);
  const inspected = await inspect(await loadSyntaxCodemod('query'), { query, pattern: isPattern }, paths, terminal);
  const problems = problemsOf(inspected);
  // After the mistakes that the parser of queries has found.
  if (!isPattern) checkCaptures(query);
  const matches = inspected.notes.flatMap(({ path, shown, values }) =>
    (values as readonly (readonly FoundNode[])[]).map((captures) => ({ path, shown, captures })),
  );
  if (options.json === true) {
    const told = matches.map(({ path, captures }) => ({ path, captures }));
    terminal.out(answer('query', { counts: inspected.counts, matches: told, problems }));
  } else for (const { shown, captures } of matches) terminal.out(drawMatch(shown, captures, terminal));
  tellProblems(problems, terminal);
  if (inspected.notes.length === 0) terminal.err(nothingFound(inspected.counts));
  return problems.some(({ kind }) => kind === 'failed') ? ExitCode.failed : ExitCode.done;
}

/** A match is shown by its captures: of a query without one there is nothing to see. */
function checkCaptures(query: string): void {
  if (captureNames(query).length > 0) return;
  const message = 'The query captures nothing that could be shown. Give a node a name: (call) @call';
  throw new CodemodError('query-invalid', message);
}

function refuseOtherLanguages(named: string): void {
  if (statSync(named, { throwIfNoEntry: false })?.isFile() !== true || languageOf(named)?.name === 'python') return;
  const tree = languageOf(named)?.name === 'javascript' ? ` To see its tree: codemod tree ${named}` : '';
  throw new CodemodError('usage', `${named} is no Python file, and queries are for Python alone.${tree}`);
}

function nothingFound({ discovered }: Planned['counts']): string {
  if (discovered === 0) return 'There is no Python file there, and queries are for Python alone.\n';
  return `Nothing matches in ${discovered === 1 ? '1 Python file' : `${discovered} Python files`}.\n`;
}

function drawMatch(at: string, nodes: readonly FoundNode[], { outColors: { cyan, dim } }: Terminal): string {
  const [first] = nodes;
  if (first === undefined) return '';
  const capture = ({ capture: name, text }: FoundNode): string => `${cyan(`@${name}`)} ${shorten(text)}`;
  return `${at}:${first.from.line}:${first.from.column} ${nodes.map(capture).join(dim(' | '))}\n`;
}

function shorten(text: string): string {
  const [line = '', ...more] = text.split(/\r\n|\r|\n/);
  const cut = line.length > 80 || more.length > 0;
  return visibleLine(line.slice(0, 80)) + (cut ? ' …' : '');
}
