import type { NodePath } from '@babel/traverse';
import type { Identifier, Program } from '@babel/types';

/** What the names of a program mean, as far as its scopes tell. All places are where a name starts. */
export interface Meanings {
  /** For each name that is used or declared, where it is declared; null where that is nowhere in the file. */
  readonly declaredAt: ReadonlyMap<number, number | null>;
  /** Names that are the key of a property and its value at once. */
  readonly shorthands: ReadonlySet<number>;
}

export function meaningsOf(program: NodePath<Program>): Meanings {
  const declaredAt = new Map<number, number | null>();
  const shorthands = new Set<number>();
  const types = new Map<string, number>();
  program.traverse({
    'TSInterfaceDeclaration|TSTypeAliasDeclaration|TSEnumDeclaration'({ node }) {
      if ('id' in node && node.id?.type === 'Identifier' && !types.has(node.id.name)) types.set(node.id.name, startOf(node.id));
    },
    ObjectProperty({ node, parent }) {
      if (node.shorthand && parent.type === 'ObjectExpression') shorthands.add(node.key.start ?? -1);
    },
  });
  program.traverse({
    'Identifier|JSXIdentifier'(path: NodePath) {
      const { node } = path;
      if ((node.type !== 'Identifier' && node.type !== 'JSXIdentifier') || isBareName(path)) return;
      const binding = typeParameter(path, node.name) ?? scopeOf(path).getBinding(node.name)?.identifier;
      declaredAt.set(node.start ?? -1, binding === undefined ? (types.get(node.name) ?? null) : startOf(binding));
    },
  });
  return { declaredAt, shorthands };
}

/** `typeof name` in the type of a function may mean a parameter of that type, which is in no scope. */
function typeParameter(path: NodePath, name: string): Identifier | undefined {
  if (path.parent.type !== 'TSTypeQuery') return undefined;
  for (let around: NodePath | null = path.parentPath; around !== null; around = around.parentPath) {
    const parameters = 'parameters' in around.node ? around.node.parameters : [];
    const found = [...(parameters ?? [])].find((one) => one.type === 'Identifier' && one.name === name);
    if (found?.type === 'Identifier') return found;
  }
  return undefined;
}

function startOf({ start }: Identifier): number {
  return start ?? -1;
}

/** A function or class is named in the scope around it. */
function scopeOf({ key, parent, parentPath, scope }: NodePath): NodePath['scope'] {
  const isNamed = key === 'id' && (parent.type === 'FunctionDeclaration' || parent.type === 'ClassDeclaration');
  return isNamed ? (parentPath?.parentPath?.scope ?? scope) : scope;
}

/** Names of properties, private ones among them, labels, other modules and parameters of types: no scope knows them. */
function isBareName({ key, listKey, parent }: NodePath): boolean {
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return key === 'property' && !parent.computed;
    case 'TSQualifiedName':
      return key === 'right';
    case 'ImportSpecifier':
      return key === 'imported' && parent.imported.start !== parent.local.start;
    case 'ExportSpecifier':
      return key === 'exported' && parent.exported.start !== parent.local.start;
    case 'JSXMemberExpression':
      return key === 'property';
    case 'JSXAttribute':
      return key === 'name';
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return key === 'label';
    case 'PrivateName':
      return true;
    case 'MetaProperty':
    case 'ImportAttribute':
    case 'TSNamedTupleMember':
    case 'TSTypePredicate':
    case 'TSIndexSignature':
      return key !== 'typeAnnotation' && key !== 'elementType';
    case 'TSEnumMember':
      return key === 'id';
    default:
      if (listKey === 'parameters' || (listKey === 'params' && parent.type.startsWith('TS'))) return true;
      return key === 'key' && !('computed' in parent && parent.computed === true) && !('shorthand' in parent && parent.shorthand);
  }
}
