import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { Visit } from './walk.js';

/** A pattern of `case` (PEP 634): a lone name is bound, a dotted one is a value, and so is the name of a class. */
function visitPattern(by: SyntaxNode): Visit {
  const visit: Visit = (node, scope, walk) => {
    const first = node.childOfType('identifier');
    switch (node.type) {
      case 'dotted_name':
        if (first === null) return;
        if (node.namedChildren.length > 1) walk.read(first, scope);
        else if (first.text !== '_') walk.bind(first, scope, 'match', by);
        return;
      case 'splat_pattern':
      case 'as_pattern':
        walk.children(node, scope, (child) => (child.type === 'identifier' ? capture : visit));
        return;
      case 'class_pattern':
        walk.children(node, scope, (child) => (child.index === 0 ? visitDottedValue : visit));
        return;
      case 'keyword_pattern':
        walk.children(node, scope, (child) => (child.index === 0 ? () => {} : visit));
        return;
      default:
        walk.children(node, scope, () => visit);
    }
  };
  const capture: Visit = (node, scope, walk) => {
    if (node.text !== '_') walk.bind(node, scope, 'match', by);
  };
  return visit;
}

const visitDottedValue: Visit = (node, scope, walk) => {
  const first = node.childOfType('identifier');
  if (first !== null) walk.read(first, scope);
};

export const PATTERNS: Readonly<Record<string, Visit>> = {
  case_clause: (node, scope, walk) => {
    const pattern = visitPattern(node);
    walk.children(node, scope, (child) => (child.type === 'case_pattern' ? pattern : null));
  },
};
