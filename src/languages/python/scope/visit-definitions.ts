import type { ScopeDraft } from './draft.js';
import { visitAnnotation } from './visit-annotations.js';
import { visitTarget } from './visit-targets.js';
import { namesOfTypeParameters, visitTypeParameters } from './visit-types.js';
import type { Visit } from './walk.js';

/** Defaults are evaluated outside, annotations and the return type where the type parameters are known. */
const visitFunction: Visit = (node, scope, walk) => {
  const name = node.child('name');
  if (name !== null) walk.bind(name, scope, 'function', node);
  const generics = node.child('type_parameters');
  const signature = generics === null ? scope : walk.open('type-parameters', node, scope);
  const inner = walk.open('function', node, signature);
  walk.go(generics, signature, visitTypeParameters);
  walk.go(node.child('parameters'), inner, visitParameters(scope, signature));
  walk.go(node.child('return_type'), signature, visitAnnotation(signature));
  walk.go(node.child('body'), inner);
};

const visitLambda: Visit = (node, scope, walk) => {
  const inner = walk.open('lambda', node, scope);
  walk.go(node.child('parameters'), inner, visitParameters(scope, scope));
  walk.go(node.child('body'), inner);
};

function visitParameters(defaults: ScopeDraft, annotations: ScopeDraft): Visit {
  const annotation = visitAnnotation(annotations);
  const visitParameter: Visit = (node, scope, walk) => {
    if (node.children.length === 0) return visitTarget('parameter', node)(node, scope, walk);
    for (const child of node.children) {
      if (child.field === 'value') walk.go(child, defaults);
      else if (child.field === 'type') walk.go(child, annotations, annotation);
      else if (child.named && child.type !== 'comment') walk.go(child, scope, visitTarget('parameter', node));
    }
  };
  return (node, scope, walk) => {
    const separators = new Set(['keyword_separator', 'positional_separator']);
    walk.children(node, scope, (child) => (separators.has(child.type) ? () => {} : visitParameter));
  };
}

/** Bases and keywords are evaluated outside, where the type parameters are known; private names of the body belong to the class. */
const visitClass: Visit = (node, scope, walk) => {
  const name = node.child('name');
  if (name !== null) walk.bind(name, scope, 'class', node);
  const generics = node.child('type_parameters');
  const className = name?.text ?? '';
  const only = new Set(generics === null ? [] : namesOfTypeParameters(generics));
  const header = generics === null ? scope : walk.open('type-parameters', node, scope, { className, only });
  const inner = walk.open('class', node, header, { className, only: null });
  walk.go(generics, header, visitTypeParameters);
  walk.go(node.child('superclasses'), header);
  walk.go(node.child('body'), inner);
};

export const DEFINITIONS: Readonly<Record<string, Visit>> = {
  function_definition: visitFunction,
  lambda: visitLambda,
  class_definition: visitClass,
};
