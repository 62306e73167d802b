import type { Range } from '../../../core/range.js';
import type { SyntaxNode } from '../../../core/syntax-node.js';
import { asStatement, codeEnd, isClause, isStatement, statementsOf } from './statement.js';

/** Sibling statements that follow each other, from the first token to the last. */
export interface Run extends Range {
  readonly suite: SyntaxNode;
  readonly statements: readonly SyntaxNode[];
  readonly first: SyntaxNode;
  readonly last: SyntaxNode;
  /** True when the suite has no other statements. */
  readonly whole: boolean;
}

/** The run between two statements, both included; null when they are no siblings in that order. */
export function runOf(from: SyntaxNode, to: SyntaxNode): Run | null {
  const first = asStatement(from);
  const last = asStatement(to);
  const suite = first?.parent ?? null;
  if (first === null || last === null || suite === null || last.parent !== suite || first.index > last.index) return null;
  const all = statementsOf(suite);
  const statements = all.filter((statement) => statement.index >= first.index && statement.index <= last.index);
  const whole = statements.length === all.length;
  return { suite, statements, first, last, start: first.start, end: codeEnd(last), whole };
}

/** What the lines of some code consist of, as far as indentation is concerned. */
export interface LineFacts {
  /** The strings that span lines, in order: what lies in them is never touched. */
  readonly strings: readonly Range[];
  /** Where logical lines begin. */
  readonly heads: ReadonlySet<number>;
}

export function lineFactsOf(nodes: readonly SyntaxNode[]): LineFacts {
  const strings: Range[] = [];
  const heads = new Set<number>();
  for (const root of nodes) {
    for (const node of root.descendants((inner) => inner.type !== 'string')) {
      if (node.type === 'string' && /[\r\n]/.test(node.text)) strings.push(node);
      if (isStatement(node) || isClause(node) || node.type === 'decorator' || node.field === 'definition') heads.add(node.start);
    }
  }
  return { strings, heads };
}

/** True when an offset lies inside a string that spans lines. */
export function isInString(facts: LineFacts, offset: number): boolean {
  let low = 0;
  let high = facts.strings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((facts.strings[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const string = facts.strings[low];
  return string !== undefined && string.start < offset && offset < string.end;
}
