import type { SyntaxNode } from '../../../core/syntax-node.js';
import { visitAnnotation } from './visit-annotations.js';
import { visitTarget } from './visit-targets.js';
import type { Visit } from './walk.js';

/** `a = b`, `a: T`, `a: T = b`; chains nest to the right. */
const visitAssignment: Visit = (node, scope, walk) => {
  const declaresOnly = node.child('type') !== null && node.child('right') === null;
  walk.children(node, scope, (child) => {
    if (child.field === 'type') return visitAnnotation(scope);
    if (child.field !== 'left') return null;
    return declaresOnly ? visitDeclared(node) : visitTarget('assignment', node);
  });
};

/** The target of `a: T` without a value. `(a): T` is no declaration (PEP 526), and evaluates nothing. */
function visitDeclared(by: SyntaxNode): Visit {
  return (node, scope, walk) => {
    if (node.type === 'identifier') walk.bind(node, scope, 'annotation', by);
    else if (node.type === 'tuple_pattern') walk.children(node, scope, (child) => (child.type === 'identifier' ? nothing : null));
    else walk.go(node, scope);
  };
}

const nothing: Visit = () => {};

const visitAugmented: Visit = (node, scope, walk) => {
  walk.children(node, scope, (child) => (child.field === 'left' ? visitTarget('augmented-assignment', node) : null));
};

const visitFor: Visit = (node, scope, walk) => {
  walk.children(node, scope, (child) => (child.field === 'left' ? visitTarget('for', node) : null));
};

const visitDelete: Visit = (node, scope, walk) => {
  walk.children(node, scope, () => visitTarget('delete', node));
};

const visitExcept: Visit = (node, scope, walk) => {
  walk.children(node, scope, (child) => {
    if (child.type === 'as_pattern') return visitAs('except', node);
    return child.field === 'alias' ? visitTarget('except', node) : null;
  });
};

/** The grammar has `as` as an operator, and knows it also in expressions: everywhere but after `except` it is that of `with`. */
const visitWithAs: Visit = (node, scope, walk) => {
  visitAs('with', node.closest('with_statement') ?? node)(node, scope, walk);
};

function visitAs(kind: 'with' | 'except', by: SyntaxNode): Visit {
  return (node, scope, walk) => {
    walk.children(node, scope, (child) => (child.type === 'as_pattern_target' ? visitTarget(kind, by) : null));
  };
}

const visitGlobal: Visit = (node, scope, walk) => {
  for (const identifier of node.namedChildren) walk.declare(identifier, scope, 'global');
};

const visitNonlocal: Visit = (node, scope, walk) => {
  for (const identifier of node.namedChildren) walk.declare(identifier, scope, 'nonlocal');
};

/** Statements that bind names, but for imports and definitions. */
export const STATEMENTS: Readonly<Record<string, Visit>> = {
  assignment: visitAssignment,
  augmented_assignment: visitAugmented,
  for_statement: visitFor,
  delete_statement: visitDelete,
  except_clause: visitExcept,
  except_group_clause: visitExcept,
  as_pattern: visitWithAs,
  global_statement: visitGlobal,
  nonlocal_statement: visitNonlocal,
};
