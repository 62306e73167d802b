import type { ImportDeclaration, SourceFile, TsMorph } from './shapes.js';

/** Names that compilers of JSX are told to call, in projects of various frameworks. */
const FACTORIES = new Set(['React', 'Preact', 'h', 'jsx', 'jsxs', 'jsxDEV', 'createElement', 'Fragment']);

/**
 * Tells which imports JSX may use without a word: `<a/>` becomes `React.createElement('a')`, or what the configuration or a
 * comment says. In a file with JSX that may be any default or namespace import.
 */
export function usedByJsx(sourceFile: SourceFile, { SyntaxKind }: TsMorph): (declaration: ImportDeclaration) => boolean {
  const kinds = [SyntaxKind.JsxElement, SyntaxKind.JsxSelfClosingElement, SyntaxKind.JsxFragment] as const;
  if (kinds.every((kind) => sourceFile.getDescendantsOfKind(kind).length === 0)) return () => false;
  const pragmas = [...sourceFile.getFullText().matchAll(/@jsx(?:Frag)?\s+([\w$]+)/g)].map(([, name = '']) => name);
  const names = new Set([...FACTORIES, ...pragmas]);
  return (declaration) =>
    declaration.getDefaultImport() !== undefined ||
    declaration.getNamespaceImport() !== undefined ||
    declaration.getNamedImports().some((one) => names.has((one.getAliasNode() ?? one.getNameNode()).getText()));
}
