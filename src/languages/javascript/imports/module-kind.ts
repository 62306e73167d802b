import path from 'node:path';
import type { NodePath } from '@babel/traverse';
import type { Node, Program } from '@babel/types';
import { requireSource } from './import-items.js';
import type { ParsedModule } from './parsed-module.js';

/** How a file imports: `import`, `require`, or TypeScript's `import fs = require('fs')`. */
export type ModuleKind = 'import' | 'require' | 'import-equals';

/** What in a file tells how it imports. */
interface Signs {
  /** An `import` or `export` that is there at run time, `import.meta`, or `await` outside of functions. */
  readonly esm: boolean;
  /** The same for types, which is erased. */
  readonly types: boolean;
  /** `import fs = require('fs')` or `export =`. */
  readonly equals: boolean;
  /** `require('...')`, `module.exports`, `exports.name = ...`: surely run, or perhaps. */
  readonly commonJs: 'surely' | 'perhaps' | null;
  /** It asks by `typeof` whether it is a module at all, as files do that browsers load, too. */
  readonly asks: boolean;
}

/** How a file imports, by its ending, its statements and its use of `require`; or why that cannot be told. */
export function moduleKindOf({ file, program }: ParsedModule): ModuleKind | { readonly refused: string } {
  const extension = path.posix.extname(file.path).toLowerCase();
  const signs = signsOf(program);
  if (file.block !== undefined) return kindOfScript(program, signs);
  if (signs.equals && !signs.esm) return 'import-equals';
  if (extension === '.mjs' || extension === '.mts') return 'import';
  if (extension === '.cjs') return 'require';
  const isTypeScript = /^\.[cm]?tsx?$/.test(extension);
  if (signs.esm || (signs.types && (isTypeScript || signs.commonJs === null))) return 'import';
  if (signs.commonJs === 'surely' || (signs.commonJs === 'perhaps' && !signs.asks)) return 'require';
  if (extension === '.cts') return 'import-equals';
  const why = signs.asks ? 'it asks whether it is one, and may be run without' : 'it neither imports, exports nor requires';
  return { refused: `what kind of module the file is cannot be told: ${why}` };
}

/** Compilers of components read their scripts as ES modules; some leave it to a bundler to make something of `require`. */
function kindOfScript(program: NodePath<Program>, { commonJs }: Signs): ModuleKind | { readonly refused: string } {
  if (commonJs === null || program.node.body.some(isModuleStatement)) return 'import';
  return { refused: 'the script requires or exports as CommonJS modules do, which imports do not go with' };
}

function signsOf(program: NodePath<Program>): Signs {
  const statements = program.node.body;
  let commonJs: Signs['commonJs'] = null;
  let asks = false;
  let meta = false;
  program.traverse({
    MetaProperty(path) {
      meta ||= path.node.meta.name === 'import';
    },
    Identifier(path) {
      const { name } = path.node;
      if (name !== 'require' && name !== 'module' && name !== 'exports' && name !== 'define') return;
      if (path.scope.hasBinding(name, true) || !path.isReferencedIdentifier()) return;
      if (path.parentPath?.isUnaryExpression({ operator: 'typeof' }) === true) asks = true;
      else if (isCommonJs(path) && commonJs !== 'surely') commonJs = isUnconditional(path) ? 'surely' : 'perhaps';
    },
  });
  const isModule = program.node.sourceType === 'module';
  const isScriptOfTypes = statements.some(isTypeStatement) && !statements.some(isModuleStatement);
  return {
    esm: meta || statements.some(isModuleStatement) || (isModule && !isScriptOfTypes && !statements.some(isEquals)),
    types: statements.some(isTypeStatement),
    equals: statements.some(isEquals),
    commonJs,
    asks,
  };
}

function isModuleStatement(node: Node): boolean {
  if (node.type === 'ImportDeclaration') return node.importKind !== 'type' && node.importKind !== 'typeof';
  if (node.type === 'ExportNamedDeclaration') return node.exportKind !== 'type';
  return node.type === 'ExportDefaultDeclaration' || node.type === 'ExportAllDeclaration';
}

function isTypeStatement(node: Node): boolean {
  return (node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration') && !isModuleStatement(node);
}

function isEquals(node: Node): boolean {
  if (node.type === 'TSExportAssignment') return true;
  return node.type === 'TSImportEqualsDeclaration' && node.moduleReference.type === 'TSExternalModuleReference';
}

function isCommonJs(path: NodePath): boolean {
  const { parentPath, parent } = path;
  if (path.isIdentifier({ name: 'require' }) && parentPath !== null && requireSource(parentPath) !== null) return true;
  if (parent.type !== 'MemberExpression' || path.key !== 'object' || parent.property.type !== 'Identifier') return false;
  if (path.isIdentifier({ name: 'module' })) return !parent.computed && parent.property.name === 'exports';
  if (path.isIdentifier({ name: 'require' })) return !parent.computed && parent.property.name === 'main';
  return parentPath?.parentPath?.isAssignmentExpression() === true && parentPath.key === 'left';
}

/** True where the expression is run whenever the file is. */
function isUnconditional(path: NodePath): boolean {
  for (let at: NodePath | null = path; at !== null && !at.isProgram(); at = at.parentPath) {
    if (at.isFunction() || at.isConditionalExpression() || at.isLogicalExpression() || at.isClass()) return false;
    if (!at.isStatement() || at.isVariableDeclaration() || at.isExpressionStatement()) continue;
    const isTest = at.isIfStatement() && path.findParent((parent) => parent.parentPath === at)?.key === 'test';
    if (!isTest) return false;
  }
  return true;
}
