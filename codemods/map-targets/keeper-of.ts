import type { Scopes, SyntaxNode } from 'codex-codemod';

interface Keeping {
  readonly scope: Scopes;
  /** The spellings of thread-locals in the file. */
  readonly locals: ReadonlySet<string>;
}

const PUTS = new Set(['put', 'put_nowait', 'append', 'appendleft', 'add', 'insert', 'setdefault']);
/** What a value stands in and is handed on with. */
const AROUND = new Set(['await', 'parenthesized_expression', 'tuple', 'list', 'expression_list', 'list_comprehension']);

/** The container or the thread-local that an expression is put into and that outlives the call, or null. */
export function keeperOf(expression: SyntaxNode, keeping: Keeping): string | null {
  let value = expression;
  let isInContainer = false;
  for (let parent = value.parent; parent !== null; parent = value.parent) {
    if (AROUND.has(parent.type)) isInContainer ||= parent.type === 'list' || parent.type === 'list_comprehension';
    else if (parent.type === 'assignment' && parent.child('right') === value) {
      const keeper = keeperOfTarget(parent.child('left'), isInContainer, keeping);
      if (keeper !== null) return keeper;
    } else break;
    value = parent;
  }
  const call = value.parent?.type === 'argument_list' ? value.parent.parent : null;
  const callee = call?.child('function');
  const method = callee?.type === 'attribute' ? (callee.child('attribute')?.text ?? '') : '';
  return PUTS.has(method) ? lasting(callee?.child('object') ?? null, expression, keeping) : null;
}

function keeperOfTarget(left: SyntaxNode | null, isInContainer: boolean, keeping: Keeping): string | null {
  if (left?.type === 'subscript') return lasting(left.child('value'), left, keeping);
  if (left?.type === 'attribute' && keeping.locals.has(left.child('object')?.text ?? '')) return left.text;
  return isInContainer ? lasting(left, left, keeping) : null;
}

/** The text of what outlives a function: an attribute, a parameter, or a name of an outer scope. A local name is none. */
function lasting(object: SyntaxNode | null, from: SyntaxNode | null, { scope }: Keeping): string | null {
  if (object === null || from === null) return null;
  if (object.type === 'attribute' || object.type === 'subscript') return object.text;
  const resolved = object.type === 'identifier' ? scope.resolve(object) : null;
  if (resolved?.kind !== 'bound') return null;
  const { binding } = resolved;
  const isLocal = binding.scope.kind !== 'module' && binding.scope.kind !== 'class' && binding.scope === scope.scopeOf(from);
  return isLocal && !binding.sites.some(({ kind }) => kind === 'parameter') ? null : object.text;
}
