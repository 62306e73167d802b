import type { Edit } from '../../core/edit.js';
import type { ImportRequest } from '../../core/fix.js';
import type { SyntaxNode } from '../../core/syntax-node.js';
import type { PythonFile } from './python-file.js';
import type { Scopes } from './scope/scope.js';

/** What a Python transform finds in its context, all of it bound to the file at hand and made when first used. */
export interface PythonServices {
  readonly scope: Scopes;
  readonly imports: Imports;
  readonly statements: Statements;
  /** The matches of a tree-sitter query, in the order of the text. Compiled once per process. */
  query<const Q extends string>(query: Q, within?: SyntaxNode): readonly QueryMatch<CaptureNames<Q>>[];
  /** The places that look like a piece of code; see {@link PatternMatch}. Compiled once per process. */
  pattern(code: string, within?: SyntaxNode): readonly PatternMatch[];
}

/** Imports of one file. */
export interface Imports {
  /** Every name bound by an import statement, wherever it stands. */
  readonly all: readonly ImportedBinding[];
  /**
   * The dotted name that an expression stands for after its imports are resolved: `sq.connect` is `sqlite3.connect`
   * under `import sqlite3 as sq`. Null where the base is not an import, is rebound, or the expression is no plain
   * attribute chain. A builtin is `builtins.<name>`.
   */
  qualifiedName(expression: SyntaxNode): string | null;
  /** The expression under which a module, or a name of it, can be reached at module level: `sq`, or null. */
  localName(module: string, name?: string): string | null;
  /**
   * Request the import; put the result in `imports` of a fix. It binds the module's (or the name's) own name: where
   * {@link Imports.localName} gives another way to it, use that instead.
   */
  need(module: string, name?: string): ImportRequest;
  /** Takes the import away if nothing but what the fixes replace uses it. */
  remove(module: string, name?: string): ImportRequest;
  /** An alias stays; where there is none, the fix has to change the uses too. */
  rename(from: { module: string; name?: string }, to: { module: string; name?: string }): ImportRequest;
}

export interface ImportedBinding {
  /** The name that is bound in the file; `*` for a star import. */
  readonly local: string;
  /** Dotted; leading dots for a relative import. */
  readonly module: string;
  /** The imported name, or null for `import module`. */
  readonly name: string | null;
  readonly statement: SyntaxNode;
  /** True when it runs unconditionally at module level: not in a function, class, `try`, `if` or `with`. */
  readonly topLevel: boolean;
}

/** Statements that were taken out of a file with {@link Statements.copy}, to be put elsewhere in it. */
export interface Snippet {
  /** How many lines it has. */
  readonly lines: number;
}

/**
 * What can be put into a file: Python with `\n` between lines and four spaces a level, which comes out in the file's
 * style, or statements of the file itself. Inside a string that spans lines nothing is indented, in either.
 */
export type Code = string | Snippet;

/** A clause of a `try` statement, or a compound statement of its own. */
export interface Clause {
  /** Without the colon: `except BaseException`, `else`, `finally`. */
  readonly header: string;
  readonly body: Code;
}

/** Statements that stay where they are and get a header: the first and the last of a run of siblings. */
export interface Section {
  /** Without the colon: `try`, `finally`, `with lock`. */
  readonly header: string;
  readonly first: SyntaxNode;
  readonly last: SyntaxNode;
  /** Puts the statements into one more compound statement under that header: `{ header: 'try', clauses: [...] }`. */
  readonly inner?: { readonly header: string; readonly clauses: readonly Clause[] };
}

/**
 * Edits of whole statements that keep the file's own indentation, newlines and comments. A method answers null when the
 * edit cannot be made exactly: nodes that are no siblings, a neighbour behind `;` that would be torn along, a docstring or
 * `__future__` import that would lose its place. A decorated definition is one statement.
 *
 * The edits of several calls can stand in one fix as long as they do not meet.
 *
 * @throws CodemodError `code-invalid` from methods that take code, when it is no Python.
 */
export interface Statements {
  /** One level of indentation as this file writes it, near the node: a tab, two spaces, four ... */
  unitAt(node: SyntaxNode): string;
  /** The white space before the first statement on the node's logical line. */
  indentOf(node: SyntaxNode): string;
  /** The statement that the node is part of; the node itself when it is one. */
  enclosing(node: SyntaxNode): SyntaxNode;
  /** The statements of a block or of the module, without comments. */
  of(block: SyntaxNode): readonly SyntaxNode[];
  /** The block of a clause, of a definition, or of a compound statement (the one under its first header); else null. */
  bodyOf(node: SyntaxNode): SyntaxNode | null;

  /**
   * Puts a run of sibling statements into `try:` with these clauses. Null for a run that holds a docstring, or directly a
   * `global`, `nonlocal`, `__future__` or star import statement.
   */
  wrapInTry(first: SyntaxNode, last: SyntaxNode, clauses: readonly Clause[]): readonly Edit[] | null;
  /**
   * The same for any headers, in the order given: `[{ header: 'try', first: a, last: a }, { header: 'finally', first: b,
   * last: b }]` makes `try: a finally: b` of two neighbours. The sections must follow each other and the first part must
   * be one.
   */
  wrap(parts: readonly (Section | Clause)[]): readonly Edit[] | null;
  /**
   * Adds clauses to a `try` statement where the grammar wants them: `except` behind the other handlers but before a bare
   * one, `else`, `finally`. Clauses that go to one place must come in one call.
   */
  addClause(tryStatement: SyntaxNode, ...clauses: readonly Clause[]): readonly Edit[] | null;
  /** Takes an `elif`, `else`, `except` or `finally` out with its lines, where what stays is still a statement. */
  removeClause(clause: SyntaxNode): readonly Edit[] | null;
  /** Exchanges what stands before the colon of a compound statement or clause: `except (A, B) as error`. */
  replaceHeader(node: SyntaxNode, header: string): readonly Edit[] | null;

  /** Above the comments that stand right above the statement in its column; those above a module's first are not its own. */
  insertBefore(statement: SyntaxNode, code: Code): readonly Edit[] | null;
  insertAfter(statement: SyntaxNode, code: Code): readonly Edit[] | null;
  /** As the first statements of a block, after a docstring, and after the `__future__` imports of a module. */
  insertAtStart(block: SyntaxNode, code: Code): readonly Edit[] | null;
  insertAtEnd(block: SyntaxNode, code: Code): readonly Edit[] | null;
  /** Puts code in the place of statements; comments behind the last one stay. */
  replace(first: SyntaxNode, last: SyntaxNode, code: Code): readonly Edit[] | null;
  /** Takes statements out with their lines, comments behind them included; a suite left empty gets `pass`. */
  remove(first: SyntaxNode, last: SyntaxNode): readonly Edit[] | null;
  /**
   * The statements as {@link Code}, comments behind them included. To move them, insert the copy elsewhere and `remove`
   * them here.
   */
  copy(first: SyntaxNode, last: SyntaxNode): Snippet | null;
  /** Code as it would stand at a statement, in the file's style, without the indentation of its first line. */
  render(code: Code, at: SyntaxNode): string | null;
}

/** One match of a query: the nodes under each capture name. */
export interface QueryMatch<Name extends string = string> {
  /** The first node of a capture. @throws CodemodError `capture-missing` when the match has none; use `all` for optional captures. */
  one(capture: Name): SyntaxNode;
  all(capture: Name): readonly SyntaxNode[];
}

/**
 * One match of a code pattern: Python with metavariables, as ast-grep has them.
 *
 * - `$NAME` matches one expression, statement or identifier, and the same text wherever it is repeated. It does not match
 *   `k=v`, `*args` or `x as y`, which are no expressions.
 * - `$$$NAME` matches any number of arguments, elements, parameters or statements, as few as possible.
 * - `$_` and `$$$` match without a name, and so does every name that begins with `_`.
 *
 * White space, comments, quote style, trailing commas and the brackets of `from x import (...)` do not count; everything
 * else does: `def f($$$): $$$` is not `def f() -> int`, and not `async def`. Several statements match where they follow
 * each other; a `$$$` at their end takes all that follow.
 */
export interface PatternMatch {
  /** What matched; of several statements the first. */
  readonly node: SyntaxNode;
  /** Of several statements the last; else `node`. */
  readonly last: SyntaxNode;
  /** @throws CodemodError `capture-missing` when the pattern has no such metavariable, or has it as `$$$NAME`. */
  one(name: string): SyntaxNode;
  /** @throws CodemodError `capture-missing` when the pattern has no such metavariable. */
  list(name: string): readonly SyntaxNode[];
}

/** The capture names of a query's text: `'(call) @c (identifier) @f'` gives `'c' | 'f'`. */
export type CaptureNames<Q extends string> = string extends Q
  ? string
  : Q extends `${string}@${infer Rest}`
    ? TakeName<Rest> | CaptureNames<Rest>
    : never;

type TakeName<T extends string> = T extends `${infer Name}${' ' | ')' | '\n' | ']' | '\t' | '"'}${string}` ? Shortest<Name> : T;
type Shortest<T extends string> = T extends `${infer Name}${' ' | ')' | '\n' | ']' | '\t' | '"'}${string}` ? Shortest<Name> : T;

/** Makes the services of a file. */
export type MakePythonServices = (file: PythonFile) => PythonServices;

/**
 * Places the import requests of a file: edits that meet no other, or the reason why they cannot be placed. The new
 * texts of the other edits count as uses of the names that stand in them.
 */
export type PlaceImports = (
  file: PythonFile,
  scopes: Scopes,
  requests: readonly ImportRequest[],
  /** The edits of the fixes that ask for them. */
  others: readonly Edit[],
) => { readonly edits: readonly Edit[] } | { readonly refused: string };
