import type { Binding, NodePath } from '@babel/traverse';
import type { Node } from '@babel/types';

/** Where a value comes from: a module, and the names that lead from what it exports to the value. */
export interface Origin {
  /** As it is written, but for the `node:` of a built-in module: `fs` is `node:fs`. */
  readonly module: string;
  /** `['promises', 'readFile']`. None: what the module exports as a whole, or as its default. */
  readonly members: readonly string[];
}

/**
 * Follows an expression through names that are bound once, properties that are named, `require` and `import`, to the
 * module that it comes from. Null: it comes from none, or that cannot be proved.
 *
 * What a module exports as `default` is taken for the module, as CommonJS modules are seen by `import`:
 * https://nodejs.org/api/esm.html#commonjs-namespaces
 */
export function originOf(path: NodePath): Origin | null {
  return follow(path, new Set());
}

function follow(path: NodePath, seen: Set<Node>): Origin | null {
  if (seen.has(path.node)) return null;
  seen.add(path.node);
  if (path.isIdentifier() || path.isJSXIdentifier()) {
    const binding = path.scope.getBinding(path.node.name);
    return binding === undefined ? null : followBinding(binding, seen);
  }
  if (path.isMemberExpression()) return member(follow(path.get('object'), seen), propertyName(path.node));
  if (path.isOptionalMemberExpression()) return member(follow(path.get('object'), seen), propertyName(path.node));
  if (path.isAwaitExpression()) return isImport(path.get('argument')) ? follow(path.get('argument'), seen) : null;
  const value = annotated(path);
  if (value !== null) return follow(value, seen);
  return path.isCallExpression() ? loaded(path) : path.isImportExpression() ? named(path.node.source) : null;
}

/** The value of an expression that says something about its type. */
function annotated(path: NodePath): NodePath | null {
  if (path.isTSAsExpression()) return path.get('expression');
  if (path.isTSSatisfiesExpression()) return path.get('expression');
  if (path.isTSNonNullExpression()) return path.get('expression');
  if (path.isTSTypeAssertion()) return path.get('expression');
  if (path.isTypeCastExpression()) return path.get('expression');
  return path.isParenthesizedExpression() ? path.get('expression') : null;
}

function isImport(path: NodePath): boolean {
  return path.isImportExpression() || (path.isCallExpression() && path.get('callee').isImport());
}

/** `require('module')` where `require` is Node's, or `import('module')`, whose promise has to be awaited. */
function loaded(path: NodePath): Origin | null {
  if (!path.isCallExpression()) return null;
  const callee = path.get('callee');
  const [source] = path.node.arguments;
  if (callee.isImport()) return path.parentPath?.isAwaitExpression() === true ? named(source) : null;
  if (callee.isIdentifier({ name: 'require' }) && isNodesRequire(callee)) return named(source);
  return null;
}

/** The global of CommonJS, or one that `createRequire` has made. */
export function isNodesRequire(callee: NodePath): boolean {
  const binding = callee.scope.getBinding('require');
  if (binding === undefined) return true;
  if (!binding.constant || !binding.path.isVariableDeclarator()) return false;
  const init = binding.path.get('init');
  const maker = init.isCallExpression() ? originOf(init.get('callee')) : null;
  return maker?.module === 'module' && maker.members.join('.') === 'createRequire';
}

function named(source: Node | null | undefined): Origin | null {
  if (source?.type === 'StringLiteral') return moduleOrigin(source.value);
  const isPlain = source?.type === 'TemplateLiteral' && source.expressions.length === 0;
  const [text] = isPlain ? source.quasis : [];
  return text === undefined ? null : moduleOrigin(text.value.cooked ?? text.value.raw);
}

function moduleOrigin(module: string): Origin {
  return { module: module.replace(/^node:/, ''), members: [] };
}

function followBinding(binding: Binding, seen: Set<Node>): Origin | null {
  const { path } = binding;
  if (path.isImportSpecifier()) return member(importedFrom(path), nameOf(path.node.imported));
  if (path.isImportDefaultSpecifier() || path.isImportNamespaceSpecifier()) return importedFrom(path);
  if (path.isTSImportEqualsDeclaration()) {
    const { moduleReference } = path.node;
    return moduleReference.type === 'TSExternalModuleReference' ? named(moduleReference.expression) : null;
  }
  if (!binding.constant || !path.isVariableDeclarator()) return null;
  const init = path.get('init') as NodePath;
  if (init.node === null || init.node === undefined) return null;
  const names = namesTo(path.node.id, binding.identifier);
  return names === null ? null : names.reduce(member, follow(init, seen));
}

function importedFrom({ parent }: NodePath): Origin | null {
  return parent.type === 'ImportDeclaration' ? moduleOrigin(parent.source.value) : null;
}

/** The names of the properties that lead to a name in a pattern. Null where it may hold anything else. */
function namesTo(pattern: Node, identifier: Node): readonly string[] | null {
  if (pattern === identifier) return [];
  if (pattern.type !== 'ObjectPattern') return null;
  for (const property of pattern.properties) {
    if (property.type !== 'ObjectProperty') continue;
    const below = namesTo(property.value, identifier);
    const name = propertyName({ property: property.key, computed: property.computed });
    if (below !== null) return name === null ? null : [name, ...below];
  }
  return null;
}

function propertyName({ property, computed }: { readonly property: Node; readonly computed: boolean }): string | null {
  if (property.type === 'StringLiteral') return property.value;
  return property.type === 'Identifier' && !computed ? property.name : null;
}

function nameOf(node: Node): string {
  return node.type === 'StringLiteral' ? node.value : node.type === 'Identifier' ? node.name : '';
}

/** A `default` that comes first is the module itself. */
function member(origin: Origin | null, name: string | null): Origin | null {
  if (origin === null || name === null) return null;
  if (origin.members.length === 0 && name === 'default') return origin;
  return { ...origin, members: [...origin.members, name] };
}
