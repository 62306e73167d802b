import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';
import { columnsOf, indentOfLine, LEADING, mostCommon, stepOf } from './indentation.js';
import { Lines } from './lines.js';
import { isClause, isStatement, isSuite, statementsOf } from './statement.js';

/** What may follow a statement on the last line of it. */
const REST_OF_LINE = /^[ \t\f]*(?:;[ \t\f]*)?(?:#.*)?$/s;

/** How the statements of a file stand in its lines. */
export class FileLayout {
  readonly text: string;
  readonly lines: Lines;
  readonly #file: PythonFile;
  #commonUnit: string | null = null;

  constructor(file: PythonFile) {
    this.#file = file;
    this.text = file.text;
    this.lines = new Lines(file);
  }

  /** True when nothing but indentation stands before the node on its line, and the line is no continuation. */
  opensLine(node: SyntaxNode): boolean {
    const start = this.lines.startOf(node.start);
    return LEADING.exec(this.text.slice(start, node.start))?.[0].length === node.start - start && !this.#isContinuation(start);
  }

  /** True when nothing but `;` and a comment follows an end of code on its line. */
  closesLine(end: number): boolean {
    return REST_OF_LINE.test(this.text.slice(end, this.lines.endOf(end)));
  }

  /** True when the suite stands on the line of its header: `if x: y`. */
  isInline(suite: SyntaxNode): boolean {
    const first = statementsOf(suite)[0];
    return suite.type === 'block' && first !== undefined && !this.opensLine(first);
  }

  /** The white space before the first statement on the node's logical line, after a form feed. */
  indentOf(node: SyntaxNode): string {
    return indentOfLine(this.lines.textOf(this.#lineHead(node).start));
  }

  /** One level of indentation near the node: that of the suite around it, else that inside it, else the file's most common one. */
  unitAt(node: SyntaxNode): string {
    const indentOf = (inner: SyntaxNode): string => this.indentOf(inner);
    for (const around of node.ancestors()) {
      const step = stepOf(around, indentOf);
      if (step !== null) return step;
    }
    if (node.type !== 'module') {
      for (const inside of node.ofType('block')) {
        const step = stepOf(inside, indentOf);
        if (step !== null) return step;
      }
    }
    this.#commonUnit ??= mostCommon([...this.#file.root.ofType('block')].flatMap((suite) => stepOf(suite, indentOf) ?? []));
    return this.#commonUnit;
  }

  /**
   * Where the last line of a statement ends, given the end of its code; with the comment lines behind it that are
   * indented deeper than `indent`, for they belong to it.
   */
  extentEnd(end: number, indent: string): number {
    let extent = this.lines.endOf(end);
    const limit = columnsOf(indent).wide;
    for (let start = this.lines.nextStart(end); start !== null; start = this.lines.nextStart(start)) {
      const line = this.lines.textOf(start);
      if (isBlank(line)) continue;
      if (!isCommentLine(line) || columnsOf(indentOfLine(line)).wide <= limit) break;
      extent = this.lines.endOf(start);
    }
    return extent;
  }

  /**
   * Where the line of a statement begins, or that of the first comment line right above it in the same column. Comments
   * above the first statement of a module are the module's.
   */
  leadStart(statement: SyntaxNode): number {
    let start = this.lines.startOf(statement.start);
    if (statement.parent?.type === 'module' && statementsOf(statement.parent)[0] === statement) return start;
    const indent = this.indentOf(statement);
    for (;;) {
      const above = this.lines.previousStart(start);
      if (above === null) return start;
      const line = this.lines.textOf(above);
      if (!isCommentLine(line) || indentOfLine(line) !== indent || !this.#isComment(above)) return start;
      start = above;
    }
  }

  /** The statement or clause that the logical line of a node begins with. */
  #lineHead(node: SyntaxNode): SyntaxNode {
    let head = node;
    for (;;) {
      const heads = isStatement(head) || isClause(head);
      if (heads && this.opensLine(head)) return head;
      const before = heads
        ? head.parent?.children.findLast((child) => child.index < head.index && isStatement(child))
        : undefined;
      const outer = before !== undefined && this.#sharesLine(before, head) ? before : head.parent;
      if (outer === null) return head;
      head = outer;
    }
  }

  #sharesLine(before: SyntaxNode, after: SyntaxNode): boolean {
    return isSuite(after.parent ?? after) && /^(?:[ \t\f;]|\\(?:\r\n|\r|\n))*$/.test(this.text.slice(before.end, after.start));
  }

  /** True when the line before ends with a backslash that joins the two. */
  #isContinuation(lineStart: number): boolean {
    const previous = this.lines.previousStart(lineStart);
    if (previous === null) return false;
    const end = this.lines.endOf(previous);
    return this.text[end - 1] === '\\' && end > previous && !this.#isComment(end - 1);
  }

  #isComment(offset: number): boolean {
    const white = LEADING.exec(this.lines.textOf(offset))?.[0].length ?? 0;
    const at = Math.max(offset, this.lines.startOf(offset) + white);
    return this.#file.root.at({ start: at, end: at + 1 }).type === 'comment';
  }
}

export function isBlank(line: string): boolean {
  return /^[ \t\f]*$/.test(line);
}

function isCommentLine(line: string): boolean {
  return /^[ \t\f]*#/.test(line);
}
