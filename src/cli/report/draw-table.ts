import { wrapWords } from './wrap-words.js';

const INDENT = '    ';

/**
 * A Markdown table that is wider than the terminal, as a list: the first cell of each row, and below it the others with
 * the heads of their columns.
 */
export function drawTable(lines: readonly string[], columns: number): readonly string[] {
  const [head = [], , ...rows] = lines.map(cellsOf);
  return rows.flatMap(([name = '', ...cells]) => [
    ...wrapWords(name, columns),
    ...cells.flatMap((cell, index) => drawCell(head[index + 1] ?? '', cell, columns)),
  ]);
}

function drawCell(title: string, cell: string, columns: number): readonly string[] {
  if (cell === '') return [];
  return wrapWords(title === '' ? cell : `${title}: ${cell}`, columns - INDENT.length).map((line) => INDENT + line);
}

/** https://github.github.com/gfm/#tables-extension-: a pipe behind a backslash is no border. */
function cellsOf(line: string): readonly string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}
