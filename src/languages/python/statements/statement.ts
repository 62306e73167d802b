import type { SyntaxNode } from '../../../core/syntax-node.js';

/** Named children of a block that are no statements. */
const NO_STATEMENT = new Set(['comment', 'case_clause', 'ERROR']);

/** The parts of a compound statement that have a header and a suite of their own. */
const CLAUSES = new Set(['elif_clause', 'else_clause', 'except_clause', 'except_group_clause', 'finally_clause', 'case_clause']);

/** True for a child of a block or of the module that Python executes. A decorated definition is one statement. */
export function isStatement(node: SyntaxNode): boolean {
  return node.named && node.parent !== null && isSuite(node.parent) && !NO_STATEMENT.has(node.type);
}

/** True for what holds statements. */
export function isSuite(node: SyntaxNode): boolean {
  return node.type === 'block' || node.type === 'module';
}

export function isClause(node: SyntaxNode): boolean {
  return CLAUSES.has(node.type);
}

/** The statements of a suite, in order. */
export function statementsOf(suite: SyntaxNode): readonly SyntaxNode[] {
  return suite.children.filter(isStatement);
}

/** The node as a statement: itself, or the decorated definition around a bare one. Null for everything else. */
export function asStatement(node: SyntaxNode): SyntaxNode | null {
  const whole = node.parent?.type === 'decorated_definition' && node.field === 'definition' ? node.parent : node;
  return isStatement(whole) ? whole : null;
}

/** The suite of a compound statement (the first: that of `if`, `try`, `for`), of a clause or of a definition, or null. */
export function suiteOf(node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'decorated_definition') return node.child('definition')?.childOfType('block') ?? null;
  return node.type === 'match_statement' ? null : node.childOfType('block');
}

/** Where the last token ends. The grammar lets a suite end with the comments behind it; this does not. */
export function codeEnd(node: SyntaxNode): number {
  let last = node;
  for (;;) {
    const inner = last.children.findLast((child) => child.type !== 'comment' && child.end > child.start);
    if (inner === undefined) return last.end;
    last = inner;
  }
}

/** True for the string that Python keeps as `__doc__`: of a module, class or function, its first statement. */
export function isDocstring(statement: SyntaxNode): boolean {
  const suite = statement.parent;
  return suite !== null && canHaveDocstring(suite) && statementsOf(suite)[0] === statement && isStringStatement(statement);
}

export function canHaveDocstring(suite: SyntaxNode): boolean {
  return suite.type === 'module' || suite.parent?.type === 'function_definition' || suite.parent?.type === 'class_definition';
}

/** True for a statement that is a string literal alone; bytes and f-strings are none. */
export function isStringStatement(statement: SyntaxNode): boolean {
  if (statement.type !== 'expression_statement' || statement.namedChildren.length !== 1) return false;
  let value = statement.namedChildren[0];
  while (value?.type === 'parenthesized_expression') value = value.namedChildren[0];
  const parts = value?.type === 'concatenated_string' ? value.namedChildren : value === undefined ? [] : [value];
  return parts.length > 0 && parts.every((part) => part.type === 'string' && !/^[a-z]*[bf]/i.test(part.text));
}
