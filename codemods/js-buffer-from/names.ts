import type { JscodeshiftApi } from 'codex-codemod';
import { type AnyNode, ancestorsOf, isNode, listOf, nameOf, stringOf } from './nodes.js';

/** The names of a file, found once each. */
export interface Names {
  /** True when the name means the global of Node, or the same thing imported from `buffer`. */
  isGlobal(name: string): boolean;
  /** The value of the only thing of that name, a constant that `use` can see; else null. */
  constantAt(name: string, use: readonly AnyNode[]): AnyNode | null;
}

interface Occurrence {
  readonly node: AnyNode;
  /** The nearest first. */
  readonly above: readonly AnyNode[];
}

export function namesOf(root: ReturnType<JscodeshiftApi['j']>, { j }: JscodeshiftApi): Names {
  const found = new Map<string, Occurrence[]>();
  for (const path of root.find(j.Identifier).paths()) {
    const node: unknown = path.node;
    const name = nameOf(node);
    if (name === null || !isNode(node)) continue;
    const occurrence = { node, above: ancestorsOf(path) };
    found.set(name, [...(found.get(name) ?? []), occurrence]);
  }
  return {
    isGlobal: (name) => (found.get(name) ?? []).every((one) => isRead(one) || isFromBuffer(one)),
    constantAt: (name, use) => constantOf(found.get(name) ?? [], use),
  };
}

function constantOf(occurrences: readonly Occurrence[], use: readonly AnyNode[]): AnyNode | null {
  const [declared, ...more] = occurrences.filter((one) => !isRead(one));
  if (declared === undefined || more.length > 0) return null;
  const [declarator, declaration, scope] = declared.above;
  if (declarator?.type !== 'VariableDeclarator' || declarator['id'] !== declared.node) return null;
  if (declaration?.['kind'] !== 'const' || scope === undefined || !use.includes(scope)) return null;
  const { init } = declarator;
  return isNode(init) ? init : null;
}

/** Parents below which a name is read, wherever it stands. What is not listed may bind it. */
const READERS = new Set([
  ...['NewExpression', 'CallExpression', 'BinaryExpression', 'LogicalExpression', 'UnaryExpression', 'ConditionalExpression'],
  ...['ArrayExpression', 'ReturnStatement', 'ExpressionStatement', 'TemplateLiteral', 'SpreadElement', 'IfStatement'],
  ...['AwaitExpression', 'SequenceExpression', 'ThrowStatement', 'ExportSpecifier', 'SwitchStatement', 'WhileStatement'],
  ...['TSTypeReference', 'TSQualifiedName', 'TSAsExpression', 'TSNonNullExpression', 'GenericTypeAnnotation'],
]);

/** Parents whose key is no name at all. */
const KEYED = new Set([
  ...['Property', 'ObjectProperty', 'ObjectMethod', 'MethodDefinition', 'ClassMethod', 'ClassProperty', 'PropertyDefinition'],
  ...['TSPropertySignature', 'TSMethodSignature'],
]);

function isRead({ node, above }: Occurrence): boolean {
  const [parent, holder] = above;
  if (parent === undefined) return false;
  if (READERS.has(parent.type)) return true;
  const isKey = parent['key'] === node && parent['computed'] !== true && parent['shorthand'] !== true;
  if (KEYED.has(parent.type)) return isKey || (holder?.type === 'ObjectExpression' && parent['value'] !== undefined);
  if (parent.type === 'VariableDeclarator') return parent['init'] === node;
  if (parent.type === 'AssignmentExpression') return parent['right'] === node;
  if (parent.type === 'ImportSpecifier') return parent['imported'] === node && nameOf(parent['local']) !== nameOf(node);
  return parent.type === 'MemberExpression' || parent.type === 'OptionalMemberExpression';
}

/** True for the name in `import { Buffer } from 'buffer'`, `const { Buffer } = require('buffer')` and `... = require('buffer').Buffer`. */
function isFromBuffer({ node, above }: Occurrence): boolean {
  const [parent, holder, outer] = above;
  if (nameOf(node) !== 'Buffer' || parent === undefined) return false;
  if (parent.type === 'ImportSpecifier') return nameOf(parent['imported']) === 'Buffer' && isBufferModule(holder?.['source']);
  if (parent.type === 'VariableDeclarator') return isMemberOfBuffer(parent['init']);
  const isOwnName = KEYED.has(parent.type) && nameOf(parent['key']) === 'Buffer' && nameOf(parent['value']) === 'Buffer';
  return isOwnName && holder?.type === 'ObjectPattern' && outer?.type === 'VariableDeclarator' && isRequired(outer['init']);
}

function isMemberOfBuffer(value: unknown): boolean {
  return (
    isNode(value) && value.type === 'MemberExpression' && nameOf(value['property']) === 'Buffer' && isRequired(value['object'])
  );
}

function isRequired(value: unknown): boolean {
  if (!isNode(value) || value.type !== 'CallExpression' || nameOf(value['callee']) !== 'require') return false;
  return isBufferModule(listOf(value['arguments'])[0]);
}

function isBufferModule(value: unknown): boolean {
  const module = stringOf(value);
  return module === 'buffer' || module === 'node:buffer';
}
