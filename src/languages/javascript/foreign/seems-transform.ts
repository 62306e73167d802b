import { parse } from '@babel/parser';
import type { Node, Program } from '@babel/types';
import { parserOptions } from '../parser-options.js';

/** How many names are followed to what they stand for. */
const MOST_STEPS = 5;

const DEFINES = /^define(?:TsMorph)?Codemod$/;

/**
 * True for a module that can be seen, without running it, to export a transform by itself or as `default`: a function of a file (one
 * without parameters is none), or what `defineCodemod` makes. What only hands on the export of another module is not followed.
 *
 * @param path says by its ending how the text is read.
 */
export function seemsTransform(path: string, text: string): boolean {
  const program = programOf(path, text);
  if (program === null) return false;
  const names = new Map<string, Node>();
  const exported: Node[] = [];
  for (const statement of program.body) read(statement, names, exported);
  return exported.some((value) => isTransform(value, names));
}

function programOf(path: string, text: string): Program | null {
  try {
    return parse(text, { ...parserOptions({ path, text }), tokens: false }).program;
  } catch {
    return null;
  }
}

function read(statement: Node, names: Map<string, Node>, exported: Node[]): void {
  switch (statement.type) {
    case 'FunctionDeclaration':
      if (statement.id) names.set(statement.id.name, statement);
      break;
    case 'VariableDeclaration':
      for (const { id, init } of statement.declarations) {
        if (!init) continue;
        if (id.type === 'Identifier') names.set(id.name, init);
        readAssignment(init, exported);
      }
      break;
    case 'ExpressionStatement':
      readAssignment(statement.expression, exported);
      break;
    case 'ExportDefaultDeclaration':
      exported.push(statement.declaration);
      break;
    case 'TSExportAssignment':
      exported.push(statement.expression);
      break;
    case 'ExportNamedDeclaration':
      if (statement.declaration) read(statement.declaration, names, exported);
      if (statement.source) break;
      for (const one of statement.specifiers) {
        if (one.type === 'ExportSpecifier' && nameOf(one.exported) === 'default') exported.push(one.local);
      }
  }
}

/** `exports = module.exports = value`, and what compilers make of `export default`. */
function readAssignment(expression: Node, exported: Node[]): void {
  for (let value = expression; value.type === 'AssignmentExpression' && value.operator === '='; value = value.right) {
    if (isExports(value.left)) exported.push(value.right);
  }
}

/** `module.exports`, `exports.default` and `module.exports.default`. */
function isExports(target: Node): boolean {
  if (target.type !== 'MemberExpression') return false;
  const { object } = target;
  const name = nameOf(target.property);
  if (object.type === 'Identifier')
    return (object.name === 'module' && name === 'exports') || (object.name === 'exports' && name === 'default');
  return name === 'default' && isExports(object);
}

function nameOf(node: Node): string | null {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'StringLiteral' ? node.value : null;
}

function isTransform(value: Node, names: ReadonlyMap<string, Node>, steps = 0): boolean {
  switch (value.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return value.params.length > 0;
    case 'CallExpression':
      return DEFINES.test(lastNameOf(value.callee));
    case 'AssignmentExpression':
      return isTransform(value.right, names, steps);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TypeCastExpression':
      return isTransform(value.expression, names, steps);
    case 'Identifier': {
      const named = names.get(value.name);
      return named !== undefined && steps < MOST_STEPS && isTransform(named, names, steps + 1);
    }
    default:
      return false;
  }
}

/** `b` of `b`, of `a.b` and of `(0, a.b)`, as compilers write calls of what is imported. */
function lastNameOf(callee: Node): string {
  if (callee.type === 'SequenceExpression') {
    const last = callee.expressions.at(-1);
    return last === undefined ? '' : lastNameOf(last);
  }
  return nameOf(callee.type === 'MemberExpression' ? callee.property : callee) ?? '';
}
