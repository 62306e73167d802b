import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { ScopeDraft } from './draft.js';
import type { Visit, Walk } from './walk.js';

const visitImport: Visit = (node, scope, walk) => {
  for (const child of node.children) {
    if (child.type === 'wildcard_import') walk.starImports.push(node);
    else if (child.field === 'name') bindImported(child, node, scope, walk);
  }
};

/** `a.b as c` binds `c`, and `a.b` binds `a`. */
function bindImported(imported: SyntaxNode, statement: SyntaxNode, scope: ScopeDraft, walk: Walk): void {
  const identifier = imported.type === 'aliased_import' ? imported.child('alias') : imported.childOfType('identifier');
  if (identifier !== null) walk.bind(identifier, scope, 'import', statement);
}

export const IMPORTS: Readonly<Record<string, Visit>> = {
  import_statement: visitImport,
  import_from_statement: visitImport,
  future_import_statement: visitImport,
};
