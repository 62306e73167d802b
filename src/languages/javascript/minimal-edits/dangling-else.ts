import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { isSyntaxObject, rootOf, type SyntaxObject, walk } from '../syntax-object.js';
import { reparsed } from './reparsed.js';

/**
 * The `if` without braces around it, by its first line, whose `else` may be meant for the `if` before it: printers leave the braces out where a
 * statement becomes an `if` inside of another one. https://tc39.es/ecma262/#sec-if-statement
 *
 * @returns null where there are no more of them than in the file, and where the printed text does not parse.
 */
export function danglingElse(file: JavaScriptFile, printed: string): string | null {
  if (!/\belse\b/.test(printed)) return null;
  const after = reparsed(file, printed);
  if (isSkip(after)) return null;
  const [old, fresh] = [danglingIn(file), danglingIn(after)];
  return fresh.length > old.length ? (fresh.find((line) => !old.includes(line)) ?? fresh[0] ?? null) : null;
}

function danglingIn({ ast, text }: JavaScriptFile): readonly string[] {
  const found: string[] = [];
  for (const { node } of walk(rootOf(ast))) {
    if (node.type !== 'IfStatement' || isSyntaxObject(node['alternate'])) continue;
    const inner = lastIf(node['consequent']);
    if (inner !== null) found.push(text.slice(inner.start, inner.end).split(/[\r\n\u2028\u2029]/)[0] ?? '');
  }
  return found;
}

/** The `if` with an `else` that a statement is, or ends with, where nothing closes it. */
function lastIf(statement: unknown): SyntaxObject | null {
  let last = statement;
  while (isSyntaxObject(last) && last.type !== 'DoWhileStatement') {
    if (last.type !== 'IfStatement') last = last['body'];
    else if (isSyntaxObject(last['alternate'])) return last;
    else last = last['consequent'];
  }
  return null;
}
