import type { ImportDeclaration } from './shapes.js';

/**
 * The local names of an import that could become `import type` as a whole, or none. TypeScript refuses it beside a default
 * import with named ones (TS1363) and around names that have a `type` of their own (TS2206).
 */
export function convertibleNames(declaration: ImportDeclaration): readonly string[] {
  const clause = declaration.getImportClause();
  if (clause === undefined || declaration.isTypeOnly() || declaration.getAttributes() !== undefined) return [];
  // `import defer` and `import source` say when the module is run.
  if (/^import\s+(defer|source)\s+(\*|[\w$]+\s+from)/.test(declaration.getText())) return [];
  const named = declaration.getNamedImports();
  const alone = declaration.getDefaultImport() ?? declaration.getNamespaceImport();
  if (alone !== undefined)
    return clause.getNamedBindings() !== undefined && clause.getDefaultImport() !== undefined ? [] : [alone.getText()];
  if (named.some((specifier) => specifier.isTypeOnly())) return [];
  return named.map((specifier) => (specifier.getAliasNode() ?? specifier.getNameNode()).getText());
}
