import type { Expression, Node, Statement } from '@babel/types';
import type { Range } from '../../../core/range.js';
import { placed } from './import-item.js';
import type { ParsedModule } from './parsed-module.js';

/**
 * The imports that a file begins with: statements that import, or that only require, so that none of the file's own code
 * has run when the last of them has. What stands between them and belongs to them (`'use strict'`) is not in the list.
 */
export function leadingRun({ program }: ParsedModule): readonly (Statement & Range)[] {
  const run: (Statement & Range)[] = [];
  for (const statement of program.node.body) {
    if (isImport(statement)) run.push(placed(statement));
    else if (!isMarker(statement)) break;
  }
  return run;
}

function isImport(statement: Statement): boolean {
  if (statement.type === 'ImportDeclaration') return true;
  if (statement.type === 'TSImportEqualsDeclaration') return statement.moduleReference.type === 'TSExternalModuleReference';
  if (statement.type === 'ExpressionStatement') return isRequired(statement.expression);
  if (statement.type !== 'VariableDeclaration' || statement.declare === true) return false;
  return statement.declarations.every(({ id, init }) => init != null && isRequired(init) && isPlain(id));
}

/** `Object.defineProperty(exports, '__esModule', { value: true })`, as compilers write it. */
function isMarker(statement: Statement): boolean {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return false;
  const { arguments: given } = statement.expression;
  return given[0]?.type === 'Identifier' && given[1]?.type === 'StringLiteral' && given[1].value === '__esModule';
}

/** `require('m')`, `require('m').name`, and calls of those with plain values: nothing of the file can be called back. */
function isRequired(node: Expression): boolean {
  if (node.type === 'MemberExpression') return !node.computed && node.object.type !== 'Super' && isRequired(node.object);
  if (node.type !== 'CallExpression' || !node.arguments.every(isLiteral)) return false;
  if (node.callee.type === 'Identifier') return node.callee.name === 'require' && node.arguments.length === 1;
  return node.callee.type !== 'V8IntrinsicIdentifier' && node.callee.type !== 'Super' && node.callee.type !== 'Import'
    ? isRequired(node.callee)
    : false;
}

function isLiteral(node: Node): boolean {
  if (node.type === 'ObjectExpression') {
    return node.properties.every((one) => one.type === 'ObjectProperty' && !one.computed && isLiteral(one.value));
  }
  return node.type === 'StringLiteral' || node.type === 'NumericLiteral' || node.type === 'BooleanLiteral';
}

/** Names and patterns of names: a default value could be any code. */
function isPlain(id: Node): boolean {
  if (id.type === 'Identifier') return true;
  if (id.type !== 'ObjectPattern') return false;
  return id.properties.every((one) => (one.type === 'RestElement' ? one.argument : one.value).type === 'Identifier');
}
