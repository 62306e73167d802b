import type { NodePath } from '@babel/traverse';
import type { Identifier, ImportDeclaration, Node, ObjectPattern, Program, Statement, VariableDeclarator } from '@babel/types';
import { isNodesRequire } from '../scope/origin.js';
import { type ImportItem, placed } from './import-item.js';

/** What is the same for all names of a statement. */
type Common = Pick<ImportItem, 'module' | 'form' | 'topLevel' | 'statement' | 'source'>;

const cache = new WeakMap<Program, readonly ImportItem[]>();

/** Every name that an import statement or a `require` binds, and every module that is imported for what it does, in the order of the text. */
export function importItems(program: NodePath<Program>): readonly ImportItem[] {
  const known = cache.get(program.node);
  if (known !== undefined) return known;
  const items: ImportItem[] = [];
  program.traverse({
    ImportDeclaration: (path) => void items.push(...declared(path.node)),
    TSImportEqualsDeclaration: (path) => void items.push(...assigned(path)),
    VariableDeclarator: (path) => void items.push(...required(path)),
    ExpressionStatement: (path) => void items.push(...run(path)),
  });
  cache.set(program.node, items);
  return items;
}

function declared(node: ImportDeclaration): readonly ImportItem[] {
  const statement = placed(node);
  const common: Common = {
    module: node.source.value,
    form: 'import',
    topLevel: true,
    statement,
    source: placed(node.source),
  };
  if (node.specifiers.length === 0) return [bare(common, isTypeKind(node.importKind))];
  return node.specifiers.map((specifier) => {
    const isNamed = specifier.type === 'ImportSpecifier';
    const name = isNamed ? nameOf(specifier.imported) : specifier.type === 'ImportDefaultSpecifier' ? 'default' : null;
    const typeOnly = isTypeKind(node.importKind) || (isNamed && isTypeKind(specifier.importKind));
    return { ...common, local: specifier.local.name, name, typeOnly, node: placed(specifier), identifier: specifier.local };
  });
}

function isTypeKind(kind: string | null | undefined): boolean {
  return kind === 'type' || kind === 'typeof';
}

function bare(common: Common, typeOnly: boolean): ImportItem {
  return { ...common, local: null, name: null, typeOnly, node: common.statement, identifier: null };
}

function assigned({ node, parentPath }: NodePath<Extract<Node, { type: 'TSImportEqualsDeclaration' }>>): readonly ImportItem[] {
  const { moduleReference, id } = node;
  if (moduleReference.type !== 'TSExternalModuleReference') return [];
  const statement = placed(node);
  const { expression } = moduleReference;
  const common: Common = {
    module: expression.value,
    form: 'import-equals',
    topLevel: parentPath?.isProgram() === true,
    statement,
    source: placed(expression),
  };
  return [{ ...common, local: id.name, name: null, typeOnly: isTypeKind(node.importKind), node: statement, identifier: id }];
}

function required(path: NodePath<VariableDeclarator>): readonly ImportItem[] {
  const { parentPath: declaration, node } = path;
  if (declaration?.isVariableDeclaration() !== true || declaration.node.declare === true) return [];
  const init = path.get('init') as NodePath;
  const property = memberName(init.node);
  const call = property === null ? init : (init.get('object') as NodePath);
  const source = requireSource(call);
  if (source === null) return [];
  const statement = placed(declaration.node);
  const common: Common = {
    module: source.value,
    form: 'require',
    topLevel: declaration.parentPath?.isProgram() === true && declaration.node.kind !== 'using',
    statement,
    source: placed(source),
  };
  if (node.id.type === 'Identifier') {
    return [{ ...common, local: node.id.name, name: property, typeOnly: false, node: placed(node), identifier: node.id }];
  }
  return node.id.type === 'ObjectPattern' && property === null ? destructured(node.id, common) : [];
}

function destructured(pattern: ObjectPattern, common: Common): readonly ImportItem[] {
  return pattern.properties.flatMap((property) => {
    if (property.type !== 'ObjectProperty' || property.computed || property.value.type !== 'Identifier') return [];
    const name = nameOf(property.key);
    const { value } = property;
    return name === ''
      ? []
      : [{ ...common, local: value.name, name, typeOnly: false, node: placed(property), identifier: value }];
  });
}

function run(path: NodePath<Extract<Statement, { type: 'ExpressionStatement' }>>): readonly ImportItem[] {
  const source = requireSource(path.get('expression'));
  if (source === null) return [];
  const statement = placed(path.node);
  const topLevel = path.parentPath?.isProgram() === true;
  return [bare({ module: source.value, form: 'require', topLevel, statement, source: placed(source) }, false)];
}

/** The text in `require('text')`, where `require` is Node's. */
export function requireSource(path: NodePath): Extract<Node, { type: 'StringLiteral' }> | null {
  if (!path.isCallExpression()) return null;
  const callee = path.get('callee');
  const [source, ...more] = path.node.arguments;
  if (source?.type !== 'StringLiteral' || more.length > 0) return null;
  return callee.isIdentifier({ name: 'require' }) && isNodesRequire(callee) ? source : null;
}

function memberName(node: Node | null | undefined): string | null {
  if (node?.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return null;
  return node.property.name;
}

function nameOf(node: Node | Identifier): string {
  return node.type === 'StringLiteral' ? node.value : node.type === 'Identifier' ? node.name : '';
}
