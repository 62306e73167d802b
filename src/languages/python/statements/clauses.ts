import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { Clause } from '../services.js';
import type { FileLayout } from './file-layout.js';
import { wholeLines } from './remove.js';
import { codeEnd, isClause, suiteOf } from './statement.js';
import { clausesText } from './wrap.js';

type Kind = 'except' | 'except*' | 'else' | 'finally';

/** The order that the grammar wants: https://docs.python.org/3/reference/compound_stmts.html#the-try-statement */
const ORDER: readonly Kind[] = ['except', 'except*', 'else', 'finally'];

/** A part that a `try` statement has or is to get. */
interface Part {
  readonly kind: Kind | 'try';
  readonly bare: boolean;
  readonly node: SyntaxNode | null;
  readonly clause: Clause | null;
}

/** Adds clauses to a `try` statement, each where the grammar wants it: a handler behind the others, before a bare one. */
export function addClauses(layout: FileLayout, node: SyntaxNode, clauses: readonly Clause[]): readonly Edit[] | null {
  const body = suiteOf(node);
  const wanted = clauses.map((clause) => partOf(clause.header, null, clause));
  if (node.type !== 'try_statement' || body === null || wanted.includes(null)) return null;
  const existing = node.children.filter(isClause).map((child) => partOf(headerOf(child), child, null));
  const parts: Part[] = [{ kind: 'try', bare: false, node: body, clause: null }];
  for (const part of [...existing, ...wanted]) if (part !== null) parts.splice(placeFor(part, parts), 0, part);
  return isGrammatical(parts) ? insertParts(layout, node, parts) : null;
}

function insertParts(layout: FileLayout, node: SyntaxNode, parts: readonly Part[]): readonly Edit[] | null {
  const indent = layout.indentOf(node);
  const body = suiteOf(node);
  const unit = layout.unitAt(body?.namedChildren[0] ?? node);
  const edits: Edit[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.node === null) continue;
    const clauses: Clause[] = [];
    for (let next = parts[index + 1]; next?.clause != null; next = parts[index + 1 + clauses.length]) clauses.push(next.clause);
    if (clauses.length === 0) continue;
    const end = codeEnd(part.node);
    const at = layout.extentEnd(end, indent);
    const newline = layout.lines.newlineAt(at);
    const texts = clausesText(clauses, { indent, unit, newline });
    if (texts === null || !layout.closesLine(end)) return null;
    edits.push(insertAt(at, ['', ...texts].join(newline)));
  }
  return edits.length === 0 ? null : edits;
}

/** Puts another header before the colon of a compound statement or clause: `except (A, B) as error`, without the colon. */
export function replaceHeader(layout: FileLayout, node: SyntaxNode, header: string): readonly Edit[] | null {
  const owner = node.type === 'decorated_definition' ? node.child('definition') : node;
  const colon = owner === null ? null : colonOf(owner);
  if (owner === null || colon === null) return null;
  const edit = replaceRange(layout.text, { start: owner.start, end: colon.start }, header);
  return edit.oldText === edit.newText ? null : [edit];
}

/** Takes a clause out with its lines, where what stays is still a statement. */
export function removeClause(layout: FileLayout, clause: SyntaxNode): readonly Edit[] | null {
  const owner = clause.parent;
  if (owner === null || !isClause(clause) || clause.type === 'case_clause' || !layout.closesLine(codeEnd(clause))) return null;
  const rest = owner.children.filter((child) => isClause(child) && child !== clause);
  if (owner.type === 'try_statement') {
    const parts = rest.map((child) => partOf(headerOf(child), child, null)).filter((part) => part !== null);
    if (!isGrammatical(parts)) return null;
  }
  const end = layout.extentEnd(codeEnd(clause), layout.indentOf(clause));
  return [replaceRange(layout.text, wholeLines(layout, layout.lines.startOf(clause.start), end), '')];
}

function colonOf(owner: SyntaxNode): SyntaxNode | null {
  const suite = suiteOf(owner);
  return owner.children.findLast((child) => child.type === ':' && suite !== null && child.index < suite.index) ?? null;
}

function headerOf(clause: SyntaxNode): string {
  const end = colonOf(clause)?.start ?? clause.end;
  return clause.text.slice(0, end - clause.start);
}

function partOf(header: string, node: SyntaxNode | null, clause: Clause | null): Part | null {
  const word = /^(except(?:\s*\*)?|else|finally)(?![\w])/.exec(header)?.[1]?.replace(/\s/g, '');
  const kind = ORDER.find((known) => known === word);
  return kind === undefined ? null : { kind, bare: header.trim() === 'except', node, clause };
}

/** Where a part belongs among the others: behind its kind, and a handler before a bare one. */
function placeFor(part: Part, parts: readonly Part[]): number {
  const rank = (other: Part): number => (other.kind === 'try' ? -1 : ORDER.indexOf(other.kind) * 2 + (other.bare ? 1 : 0));
  const after = parts.findLastIndex((other) => rank(other) <= rank(part));
  return after + 1;
}

function isGrammatical(parts: readonly Part[]): boolean {
  const count = (kind: Kind): number => parts.filter((part) => part.kind === kind).length;
  const handlers = count('except') + count('except*');
  if (count('except') > 0 && count('except*') > 0) return false;
  if (count('else') > 1 || count('finally') > 1 || parts.filter((part) => part.bare).length > 1) return false;
  return handlers > 0 || (count('finally') > 0 && count('else') === 0);
}
