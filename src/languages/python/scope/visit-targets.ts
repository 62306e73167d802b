import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { BindingKind } from './scope.js';
import type { Visit } from './walk.js';

/** What can stand around the names of a target. In `del` and after `as`, the grammar has expressions where others have patterns. */
const AROUND = new Set([
  'as_pattern_target',
  'expression_list',
  'list',
  'list_pattern',
  'list_splat',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'parenthesized_expression',
  'pattern_list',
  'tuple',
  'tuple_pattern',
]);

/** Binds the names of a target. Attributes and subscripts bind nothing: `a` of `a.b = 1` and of `a[i] = 1` is read. */
export function visitTarget(kind: BindingKind, by: SyntaxNode): Visit {
  const visit: Visit = (node, scope, walk) => {
    if (node.type === 'identifier') walk.bind(node, scope, kind, by);
    else if (AROUND.has(node.type)) walk.children(node, scope, () => visit);
    else walk.go(node, scope);
  };
  return visit;
}
