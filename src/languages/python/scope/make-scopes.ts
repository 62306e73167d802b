import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';
import { BUILTIN_NAMES, CLASS_BODY_NAMES } from './builtin-names.js';
import type { ScopeDraft } from './draft.js';
import { lookup } from './lookup.js';
import { resolveNames } from './resolve-names.js';
import type { Resolution, Scope, Scopes } from './scope.js';
import { visitValue } from './visit-value.js';
import { type Mention, Walk } from './walk.js';

/** Finds the scopes of a file and what its names stand for, as CPython's `symtable` does, in time linear in the file. */
export function makeScopes(file: PythonFile): Scopes {
  const walk = new Walk(visitValue, hasLazyAnnotations(file.root));
  const module = walk.open('module', file.root, null);
  walk.run(file.root, module);
  resolveNames(module, walk.scopes);
  const reads: SyntaxNode[] = [];
  const annotationReads: SyntaxNode[] = [];
  for (const mention of walk.mentions.values()) {
    fileMention(mention, module);
    if (mention.role === 'read') (mention.scope.unevaluated ? annotationReads : reads).push(mention.identifier);
  }
  const maybeStar = walk.starImports.length > 0;
  return {
    module,
    all: walk.scopes,
    reads,
    annotationReads,
    starImports: walk.starImports,
    lazyAnnotations: walk.lazyAnnotations,
    lookup,
    scopeOf: (node) => scopeAround(node, walk.borders) ?? module,
    resolve: (identifier) => resolutionOf(walk.mentions.get(identifier), maybeStar),
  };
}

/** The statement counts only at the top of a module, so it can be looked for before the walk. */
function hasLazyAnnotations(root: SyntaxNode): boolean {
  return root.children.some(
    (statement) =>
      statement.type === 'future_import_statement' &&
      statement
        .childrenIn('name')
        .some((name) => (name.type === 'aliased_import' ? name.child('name') : name)?.text === 'annotations'),
  );
}

/** Lists a mention with the binding that it speaks of. */
function fileMention({ identifier, scope, name, role, site }: Mention, module: ScopeDraft): void {
  const binding = scope.names.get(name) ?? null;
  if (site !== null) binding?.sites.push(site);
  else if (role === 'declared') binding?.addDeclaration(identifier);
  else {
    binding?.uses.push(identifier);
    // A class body looks up its own names in its namespace, then in the module's: functions around it are passed over.
    if (scope.kind === 'class' && binding?.scope === scope) module.bindings.get(name)?.addFallbackUse(identifier);
  }
}

function scopeAround(node: SyntaxNode, borders: ReadonlyMap<SyntaxNode, Scope>): Scope | null {
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    const scope = borders.get(at);
    if (scope !== undefined) return scope;
  }
  return null;
}

function resolutionOf(mention: Mention | undefined, maybeStar: boolean): Resolution {
  if (mention === undefined) return { kind: 'none' };
  const binding = mention.scope.names.get(mention.name) ?? null;
  if (binding !== null) return { kind: 'bound', binding };
  const builtin = BUILTIN_NAMES.has(mention.name) || (mention.scope.kind === 'class' && CLASS_BODY_NAMES.has(mention.name));
  return { kind: builtin ? 'builtin' : 'unbound', maybeStar };
}
