import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { isSyntaxObject, rootOf, type SyntaxObject, walk } from '../syntax-object.js';
import { reparsed } from './reparsed.js';

/**
 * The statement, by its first line, that a printed text reads as the end of the one before it, though neither the file nor the transform has it so: printers
 * that keep statements as they were written leave out the `;` between two that meet. https://tc39.es/ecma262/#sec-interesting-cases-of-automatic-semicolon-insertion
 *
 * @returns null where there is none, and where the printed text does not parse.
 */
export function joinedStatement(file: JavaScriptFile, printed: string): string | null {
  const exposed = statementsOf(file).filter((text) => EXPOSED.test(text));
  if (exposed.length === 0 && !/^\s*[([`]/m.test(printed)) return null;
  const after = reparsed(file, printed);
  if (isSkip(after)) return null;
  return continuedLine(file, after) ?? joinedWhole(file, after, exposed);
}

/** How statements begin that may go on with what stands before them. */
const EXPOSED = /^[([`+\-/]/;

/** The first line that goes on with a call, an index or a template, where there are more of those than in the file. No printer breaks a line there. */
function continuedLine(before: JavaScriptFile, after: JavaScriptFile): string | null {
  const [old, fresh] = [continuedLines(before), continuedLines(after)];
  return fresh.length > old.length ? (fresh.find((line) => !old.includes(line)) ?? fresh[0] ?? null) : null;
}

const CONTINUING = new Set([
  'CallExpression',
  'MemberExpression',
  'NewExpression',
  'OptionalCallExpression',
  'OptionalMemberExpression',
  'TaggedTemplateExpression',
]);

/** White space, comments and closing parentheses up to the bracket or the template that an expression goes on with. */
const TO_BRACKET = /^((?:[)\s]|\/\/.*|\/\*[\s\S]*?\*\/)*)[([`]/;

function continuedLines({ text, ast }: JavaScriptFile): readonly string[] {
  const lines: string[] = [];
  for (const { node } of walk(rootOf(ast))) {
    const head = CONTINUING.has(node.type) ? [node['callee'], node['object'], node['tag']].find(isSyntaxObject) : undefined;
    const [whole, between = ''] = head === undefined ? [] : (TO_BRACKET.exec(text.slice(head.end, node.end)) ?? []);
    if (head === undefined || whole === undefined || !/[\r\n\u2028\u2029]/.test(between)) continue;
    lines.push(firstLine(text.slice(head.end + between.length)));
  }
  return lines;
}

/** The second of two statements of the file that are one now, and nothing else, be there a line end between them or not. */
function joinedWhole(before: JavaScriptFile, after: JavaScriptFile, exposed: readonly string[]): string | null {
  if (exposed.length === 0) return null;
  const known = new Set(statementsOf(before).map(bare));
  for (const statement of statementsOf(after)
    .map(bare)
    .filter((text) => !known.has(text))) {
    const second = exposed.find((text) => {
      const end = bare(text);
      return statement.endsWith(end) && known.has(statement.slice(0, -end.length));
    });
    if (second !== undefined) return firstLine(second);
  }
  return null;
}

/** The texts of all that stands in lists of statements, and of the members of classes. */
function statementsOf({ text, ast }: JavaScriptFile): readonly string[] {
  const texts: string[] = [];
  for (const { node } of walk(rootOf(ast))) for (const { start, end } of listed(node)) texts.push(text.slice(start, end));
  return texts;
}

function listed(node: SyntaxObject): readonly SyntaxObject[] {
  return [node['body'], node['directives'], node['consequent']].flatMap((list) =>
    Array.isArray(list) ? list.filter(isSyntaxObject) : [],
  );
}

/** Without white space and the last `;`. */
function bare(statement: string): string {
  return statement.replace(/\s+/g, '').replace(/;$/, '');
}

function firstLine(text: string): string {
  const [line = ''] = text.split(/[\r\n\u2028\u2029]/);
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
