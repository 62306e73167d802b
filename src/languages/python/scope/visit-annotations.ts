import type { ScopeDraft } from './draft.js';
import type { Visit } from './walk.js';

/** An annotation whose names are those of `scope`. Under `from __future__ import annotations` it opens a scope that is never run. */
export function visitAnnotation(scope: ScopeDraft): Visit {
  return (node, _, walk) => walk.children(node, walk.lazyAnnotations ? walk.open('annotation', node, scope) : scope);
}
