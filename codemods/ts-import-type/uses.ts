import type { AnyNode, SourceFile, TsMorph } from './shapes.js';

/** How the identifiers of one name are used in a file: `no` is for those that are no reference at all. */
export type Use = 'type' | 'value' | 'no';

/**
 * Every use of every name, outside of imports. Scopes are not looked at: whatever binds the name once more, or stands where
 * this function does not know what it is, is a use as a value, so that the import stays as it is.
 */
export function usesByName(sourceFile: SourceFile, morph: TsMorph): ReadonlyMap<string, ReadonlySet<Use>> {
  const uses = new Map<string, Set<Use>>();
  for (const identifier of sourceFile.getDescendantsOfKind(morph.SyntaxKind.Identifier)) {
    const name = identifier.getText();
    const seen = uses.get(name) ?? new Set();
    uses.set(name, seen.add(useOf(identifier, morph)));
  }
  return uses;
}

function useOf(identifier: AnyNode, morph: TsMorph): Use {
  const { Node } = morph;
  const above = identifier.getAncestors();
  if (above.some((node) => Node.isImportDeclaration(node) || Node.isJSDoc(node))) return 'no';
  const parent = identifier.getParent();
  if (parent === undefined) return 'value';
  if (Node.isExportSpecifier(parent)) return exportUse(identifier, parent, morph);
  if (isMerelyName(identifier, parent, morph)) return 'no';
  if (!isTypePosition(identifier, morph)) return 'value';
  // With `emitDecoratorMetadata` the types of members of a decorated class are values when the program runs.
  const decorated = above.some(
    (node) =>
      (Node.isClassDeclaration(node) || Node.isClassExpression(node)) &&
      node.getDescendantsOfKind(morph.SyntaxKind.Decorator).length > 0,
  );
  return decorated ? 'value' : 'type';
}

function exportUse(identifier: AnyNode, specifier: AnyNode, { Node }: TsMorph): Use {
  if (!Node.isExportSpecifier(specifier)) return 'value';
  const declaration = specifier.getExportDeclaration();
  if (specifier.getNameNode() !== identifier || declaration.getModuleSpecifier() !== undefined) return 'no';
  return declaration.isTypeOnly() || specifier.isTypeOnly() ? 'type' : 'value';
}

/** True where a name is that of a member, not of a thing in scope. */
function isMerelyName(identifier: AnyNode, parent: AnyNode, { Node }: TsMorph): boolean {
  if (Node.isQualifiedName(parent)) return parent.getRight() === identifier;
  if (Node.isBindingElement(parent)) return parent.getPropertyNameNode() === identifier;
  const isMember =
    Node.isPropertyAccessExpression(parent) ||
    Node.isPropertyAssignment(parent) ||
    Node.isPropertySignature(parent) ||
    Node.isPropertyDeclaration(parent) ||
    Node.isMethodSignature(parent) ||
    Node.isMethodDeclaration(parent) ||
    Node.isGetAccessorDeclaration(parent) ||
    Node.isSetAccessorDeclaration(parent) ||
    Node.isEnumMember(parent) ||
    Node.isNamedTupleMember(parent) ||
    Node.isJsxAttribute(parent);
  return isMember && parent.getNameNode() === identifier;
}

/** True in `A`, `A.B` and `typeof A` where a type stands, in `implements A`, and in `extends A` of an interface. */
function isTypePosition(identifier: AnyNode, { Node, SyntaxKind }: TsMorph): boolean {
  let entity = identifier;
  let parent = entity.getParent();
  const isLeft = (node: AnyNode | undefined): boolean =>
    (Node.isQualifiedName(node) && node.getLeft() === entity) ||
    (Node.isPropertyAccessExpression(node) && node.getExpression() === entity);
  while (parent !== undefined && isLeft(parent)) {
    entity = parent;
    parent = entity.getParent();
  }
  if (Node.isTypeReference(parent)) return parent.getTypeName() === entity;
  if (Node.isTypeQuery(parent)) return parent.getExprName() === entity;
  if (!Node.isExpressionWithTypeArguments(parent)) return false;
  const clause = parent.getParent();
  if (!Node.isHeritageClause(clause)) return false;
  return clause.getToken() === SyntaxKind.ImplementsKeyword || Node.isInterfaceDeclaration(clause.getParent());
}
