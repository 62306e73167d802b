import type { NodePath } from '@babel/traverse';
import type { ArrowFunctionExpression, BlockStatement, TryStatement } from '@babel/types';
import type { Edit } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';

/**
 * Statements as text: lines ended by `\n`, two spaces a level, single quotes, semicolons. They come out in the file's style.
 * What they hold of the file itself (names, keys) must be a piece of one line.
 */
export type StatementText = string;

/** What stands behind a `try` block. */
export interface TryClauses {
  /** `name` is what the clause calls the error: see `freeName`. Without one it stands as `catch {`. */
  readonly catch?: { readonly name?: string; readonly body: StatementText };
  readonly finally?: StatementText;
}

/** Statements of one list, in the order of the text. */
export interface StatementRun {
  readonly first: NodePath;
  readonly last: NodePath;
}

/**
 * Edits of statements in the file's own style: indentation, line ends, quotes, semicolons. A block that stands on one
 * line is opened. Each answers null where the edit cannot be exact: statements that share a line with other code, comments in the
 * way, names that would leave their scope.
 */
export interface JavaScriptStyle {
  readonly quote: "'" | '"';
  /** False for files that leave statements to end with their line. */
  readonly semicolons: boolean;
  /** The white space that the line begins with on which the range starts. */
  indentOf(range: Range): string;
  /** One level of indentation: that of a block around the node, else the file's most common one. */
  unitAt(path: NodePath): string;
  /** A name like `base` that is neither declared nor used anywhere in the file: `base`, `base2`, ... */
  freeName(base: string): string;
  /**
   * Puts statements into a `try`. Null, too, where a `let`, `const` or function among them is used outside of them, where one
   * is a class, exported, imported or a `using`, which would be disposed of earlier.
   */
  wrapInTry(run: StatementRun, clauses: TryClauses): readonly Edit[] | null;
  /**
   * Makes one run the `try` and the run behind it the `finally`; with `clauses`, the second stands in a `try` of its own there.
   * Null, too, where {@link wrapInTry} would be, for either run.
   */
  finishWith(tried: StatementRun, always: StatementRun, clauses: TryClauses | null): readonly Edit[] | null;
  /** Makes `() => { try { return value; } ... }` of `() => value`. */
  wrapValueInTry(arrow: NodePath<ArrowFunctionExpression>, clauses: TryClauses): readonly Edit[] | null;
  /** Adds clauses that a `try` does not have yet. */
  addClauses(statement: NodePath<TryStatement>, clauses: TryClauses): readonly Edit[] | null;
  /** Above the statement and the comment lines right above it. */
  insertBefore(statement: NodePath, code: StatementText): readonly Edit[] | null;
  insertAfter(statement: NodePath, code: StatementText): readonly Edit[] | null;
  /** Behind the directives of a block. */
  insertAtStart(block: NodePath<BlockStatement>, code: StatementText): readonly Edit[] | null;
  insertAtEnd(block: NodePath<BlockStatement>, code: StatementText): readonly Edit[] | null;
}
