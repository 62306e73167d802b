import { type Edit, insertAt } from '../../../core/edit.js';
import { newlineNear } from '../../../core/source-file.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import { lineStartAt } from '../../lines.js';
import type { PythonFile } from '../python-file.js';
import { itemsOf } from './import-items.js';
import { compareNames, isSorted } from './isort-order.js';

/** Lines are not made longer than this (PEP 8), unless the file has longer ones. */
const LINE_LENGTH = 79;

/** Edits that add names to `from m import ...`, or null where that cannot be done exactly. */
export function extendFrom(file: PythonFile, statement: SyntaxNode, names: readonly string[]): readonly Edit[] | null {
  const items = itemsOf(statement);
  if (items.length === 0 || items.some((item) => item.name === '*')) return null;
  const nodes = items.map((item) => item.node);
  const { sorted, rest } = split(nodes, names);
  return /[\r\n]/.test(statement.text)
    ? extendColumn(file, statement, nodes, sorted, rest)
    : extendLine(file, statement, nodes, sorted, rest);
}

/** A new name and the name that it is written before. */
interface Sorted {
  readonly name: string;
  readonly next: SyntaxNode;
}

/** Where the names are in order, a new one goes before the first later one; all others go to the end. */
function split(nodes: readonly SyntaxNode[], names: readonly string[]): { sorted: readonly Sorted[]; rest: readonly string[] } {
  const texts = nodes.map((node) => node.text);
  if (!isSorted(texts, compareNames)) return { sorted: [], rest: names };
  const inOrder = [...names].sort(compareNames);
  const sorted = inOrder.flatMap((name) => {
    const next = nodes.find((node) => compareNames(node.text, name) > 0);
    return next === undefined ? [] : [{ name, next }];
  });
  return { sorted, rest: inOrder.slice(sorted.length) };
}

function extendLine(
  file: PythonFile,
  statement: SyntaxNode,
  nodes: readonly SyntaxNode[],
  sorted: readonly Sorted[],
  rest: readonly string[],
): readonly Edit[] | null {
  const line = /^[^\r\n]*/.exec(file.text.slice(statement.end))?.[0] ?? '';
  if (line.includes('#')) return null;
  const edits = [...insertedBefore(sorted, ', '), ...appended(nodes, rest.map((name) => `, ${name}`).join(''))];
  const length = statement.end - lineStartAt(file.text, statement.start) + line.length;
  const added = edits.reduce((sum, edit) => sum + edit.newText.length, 0);
  return length + added <= Math.max(LINE_LENGTH, longestLine(file.text)) ? edits : null;
}

/** A name a line, between parentheses: new names get lines of their own. */
function extendColumn(
  file: PythonFile,
  statement: SyntaxNode,
  nodes: readonly SyntaxNode[],
  sorted: readonly Sorted[],
  rest: readonly string[],
): readonly Edit[] | null {
  const { text } = file;
  const last = nodes.at(-1);
  const indents = nodes.map((node) => text.slice(lineStartAt(text, node.start), node.start));
  const indent = indents.at(-1) ?? '';
  if (last === undefined || statement.childOfType('(') === null || indents.some((white) => /\S/.test(white))) return null;
  const newline = newlineNear(file, last.end);
  const ownLine = rest.map((name) => `${newline}${indent}${name}`).join(',');
  const edits = insertedBefore(sorted, `,${newline}${indent}`);
  const lineEnd = last.end + (/^[^\r\n]*/.exec(text.slice(last.end))?.[0].length ?? 0);
  if (rest.length === 0) return edits;
  if (lineEnd >= statement.end) return [...edits, ...appended(nodes, `,${ownLine}`)];
  if (last.nextSibling?.type === ',') return [...edits, insertAt(lineEnd, `${ownLine},`)];
  if (lineEnd === last.end) return [...edits, insertAt(lineEnd, `,${ownLine}`)];
  return [...edits, insertAt(last.end, ','), insertAt(lineEnd, ownLine)];
}

function insertedBefore(sorted: readonly Sorted[], separator: string): readonly Edit[] {
  const texts = new Map<number, string>();
  for (const { name, next } of sorted) texts.set(next.start, `${texts.get(next.start) ?? ''}${name}${separator}`);
  return [...texts].map(([offset, text]) => insertAt(offset, text));
}

function appended(nodes: readonly SyntaxNode[], text: string): readonly Edit[] {
  const last = nodes.at(-1);
  return last === undefined || text === '' ? [] : [insertAt(last.end, text)];
}

function longestLine(text: string): number {
  return text.split(/\r\n|\r|\n/).reduce((longest, line) => Math.max(longest, line.length), 0);
}
