import type { ScopeDraft } from './draft.js';
import { visitTarget } from './visit-targets.js';
import type { Visit } from './walk.js';

/** Only the first iterable is evaluated outside. */
const visitComprehension: Visit = (node, scope, walk) => {
  const inner = walk.open('comprehension', node, scope);
  const first = node.childOfType('for_in_clause');
  walk.children(node, inner, (child) => (child.type === 'for_in_clause' ? visitClause(child === first ? scope : inner) : null));
};

function visitClause(iterable: ScopeDraft): Visit {
  return (node, scope, walk) => {
    for (const child of node.children) {
      if (child.field === 'left') walk.go(child, scope, visitTarget('for', node));
      else if (child.named && child.type !== 'comment') walk.go(child, iterable);
    }
  };
}

/** `:=` in a comprehension binds in the scope around it (PEP 572). */
const visitWalrus: Visit = (node, scope, walk) => {
  let target = scope;
  while (target.kind === 'comprehension' && target.parent !== null) target = target.parent;
  const name = node.child('name');
  if (name !== null) walk.bind(name, scope, 'walrus', node, target);
  walk.go(node.child('value'), scope);
};

const visitAttribute: Visit = (node, scope, walk) => walk.go(node.child('object'), scope);

const visitKeyword: Visit = (node, scope, walk) => walk.go(node.child('value'), scope);

/** In `f"{a:=5}"` the grammar sees a walrus, where Python has `a` and the format `=5`. A real one wears parentheses. */
const visitInterpolation: Visit = (node, scope, walk) => {
  walk.children(node, scope, (child) => (child.type === 'named_expression' ? visitFormatted : null));
};

const visitFormatted: Visit = (node, scope, walk) => {
  walk.go(node.child('name'), scope);
  const format = node.child('value');
  // Of the format, only its own fields hold names; they look like sets.
  for (const part of format?.descendants((each) => each.type !== 'set') ?? []) {
    if (part.type === 'set') walk.children(part, scope);
  }
};

export const EXPRESSIONS: Readonly<Record<string, Visit>> = {
  list_comprehension: visitComprehension,
  set_comprehension: visitComprehension,
  dictionary_comprehension: visitComprehension,
  generator_expression: visitComprehension,
  named_expression: visitWalrus,
  attribute: visitAttribute,
  keyword_argument: visitKeyword,
  interpolation: visitInterpolation,
  format_expression: visitInterpolation,
};
