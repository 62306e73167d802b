import type { Binding, SyntaxNode } from 'codex-codemod';
import type { Reading } from './reading.js';

/** What a statement does to a name when it is left in the ordinary way. */
type Effect = 'always' | 'perhaps';

/** True when the name is bound after the run of sibling statements, whichever way it was gone through. */
export function isBoundAfter(name: Binding, first: SyntaxNode, last: SyntaxNode, reading: Reading): boolean {
  for (let node: SyntaxNode | null = first; node !== null; node = node === last ? null : node.nextSibling) {
    if (effectOf(node, name, reading) === 'always') return true;
  }
  return false;
}

/** Statements are nested as deep as Python allows at most (100 indents), so this may recurse. */
function effectOf(statement: SyntaxNode, name: Binding, reading: Reading): Effect {
  switch (statement.type) {
    case 'expression_statement':
      return binds(statement, name, reading) ? 'always' : 'perhaps';
    case 'if_statement':
      return ifEffect(statement, name, reading);
    case 'with_statement':
      return withEffect(statement, name, reading);
    case 'try_statement':
      return tryEffect(statement, name, reading);
    default:
      return 'perhaps';
  }
}

function binds(node: SyntaxNode, name: Binding, reading: Reading): boolean {
  for (const identifier of node.ofType('identifier')) {
    const parent = identifier.parent;
    const isTarget = parent?.type === 'assignment' ? parent.child('left') === identifier : parent?.type === 'named_expression';
    const resolution = isTarget ? reading.scope.resolve(identifier) : null;
    if (resolution?.kind === 'bound' && resolution.binding === name) return true;
  }
  return false;
}

function suiteEffect(suite: SyntaxNode | null, name: Binding, reading: Reading): Effect {
  for (const statement of suite?.namedChildren ?? []) {
    if (/^(return|raise|continue|break)_statement$/.test(statement.type)) return 'always';
    if (effectOf(statement, name, reading) === 'always') return 'always';
  }
  return 'perhaps';
}

function ifEffect(statement: SyntaxNode, name: Binding, reading: Reading): Effect {
  const condition = statement.child('condition');
  if (condition !== null && binds(condition, name, reading)) return 'always';
  const suites = [statement.child('consequence')];
  for (const clause of statement.children) {
    if (clause.type === 'elif_clause') suites.push(clause.child('consequence'));
    if (clause.type === 'else_clause') suites.push(clause.child('body'));
  }
  const all = suites.every((suite) => suiteEffect(suite, name, reading) === 'always');
  const exhaustive = statement.childOfType('else_clause') !== null || asksForNone(condition, name, reading);
  return all && exhaustive ? 'always' : 'perhaps';
}

/** `if name is None:` and `if not name:`: where they bind the name, it is bound to something afterwards. */
function asksForNone(condition: SyntaxNode | null, name: Binding, reading: Reading): boolean {
  const tested =
    condition?.type === 'not_operator'
      ? condition.child('argument')
      : condition?.type === 'comparison_operator' && / is None$/.test(condition.text)
        ? condition.namedChildren[0]
        : null;
  const resolution = tested?.type === 'identifier' ? reading.scope.resolve(tested) : null;
  return resolution?.kind === 'bound' && resolution.binding === name;
}

function withEffect(statement: SyntaxNode, name: Binding, reading: Reading): Effect {
  const clause = statement.childOfType('with_clause');
  if (clause === null || /\bsuppress\(/.test(clause.text)) return 'perhaps';
  for (const target of clause.ofType('as_pattern_target')) {
    const [identifier] = target.namedChildren;
    const resolution = identifier?.type === 'identifier' ? reading.scope.resolve(identifier) : null;
    if (resolution?.kind === 'bound' && resolution.binding === name) return 'always';
  }
  return suiteEffect(statement.child('body'), name, reading);
}

function tryEffect(statement: SyntaxNode, name: Binding, reading: Reading): Effect {
  const last = statement.childOfType('finally_clause')?.childOfType('block') ?? null;
  if (last !== null && suiteEffect(last, name, reading) === 'always') return 'always';
  const clauses = statement.children.filter(({ type }) => type === 'except_clause' || type === 'except_group_clause');
  const body = suiteEffect(statement.child('body'), name, reading);
  const rest = statement.childOfType('else_clause');
  const through = body === 'always' || (rest !== null && suiteEffect(rest.child('body'), name, reading) === 'always');
  return through && clauses.every((clause) => suiteEffect(clause.childOfType('block'), name, reading) === 'always')
    ? 'always'
    : 'perhaps';
}
