import type { SyntaxNode } from 'codex-codemod';
import { calledName, receiverOf } from './arguments.js';
import type { Module } from './module.js';

/** Deeper nests of branches are taken as going on. */
const MOST_NESTING = 20;

const EXITS: ReadonlySet<string> = new Set(['sys.exit', 'os._exit', 'os.abort', 'builtins.exit', 'builtins.quit']);

/** Calls that end the program when they are made on a parser or a click context, never on a logger. */
const FRAMEWORK_EXITS: ReadonlySet<string> = new Set(['error', 'exit', 'fail', 'abort', 'usage_error']);

/** True when no path through a block or statement comes out at its end. */
export function leaves(module: Module, node: SyntaxNode, depth = 0): boolean {
  if (depth > MOST_NESTING) return false;
  const every = (parts: readonly (SyntaxNode | null)[]): boolean =>
    parts.every((part) => part !== null && leaves(module, part, depth + 1));
  switch (node.type) {
    case 'block':
      return node.namedChildren.some((statement) => leaves(module, statement, depth + 1));
    case 'return_statement':
    case 'raise_statement':
    case 'continue_statement':
    case 'break_statement':
      return true;
    case 'expression_statement':
      return node.namedChildren.some((child) => isExit(module, child, depth));
    case 'if_statement':
      return node.children.some((child) => child.type === 'else_clause') && every(branchesOf(node));
    case 'with_statement':
      return every([node.child('body')]);
    case 'try_statement': {
      const handlers = node.children.filter((child) => child.type === 'except_clause');
      return every([node.child('body'), ...handlers.map((handler) => handler.childOfType('block'))]);
    }
    default:
      return false;
  }
}

/** The blocks of an `if` with all its `elif` and `else`. */
export function branchesOf(statement: SyntaxNode): readonly (SyntaxNode | null)[] {
  const others = statement.children.filter((child) => child.type === 'elif_clause' || child.type === 'else_clause');
  return [statement.child('consequence'), ...others.map((clause) => clause.child('consequence') ?? clause.child('body'))];
}

function isExit(module: Module, node: SyntaxNode, depth: number): boolean {
  const call = node.type === 'await' ? (node.namedChildren[0] ?? node) : node;
  const callee = call.type === 'call' ? call.child('function') : null;
  if (callee === null) return false;
  const name = module.imports.qualifiedName(callee);
  if (name !== null && EXITS.has(name)) return true;
  if (callee.type === 'identifier') return neverReturns(module, callee, depth);
  const receiver = receiverOf(call);
  return receiver !== null && FRAMEWORK_EXITS.has(calledName(call)) && isParserOrContext(receiver);
}

function isParserOrContext(receiver: SyntaxNode): boolean {
  const name = (receiver.type === 'attribute' ? receiver.child('attribute') : receiver)?.text ?? '';
  return /^(p|ap|ctx|cli|argp)$|pars|context/i.test(name);
}

/** A function of this file that ends the program, such as `usage()`. */
function neverReturns(module: Module, callee: SyntaxNode, depth: number): boolean {
  const resolution = module.scope.resolve(callee);
  if (resolution.kind !== 'bound') return false;
  const [site, another] = resolution.binding.sites;
  if (site?.kind !== 'function' || another !== undefined) return false;
  const body = site.by.child('body');
  if (body === null || [...body.ofType('return_statement', 'yield')].length > 0) return false;
  return leaves(module, body, depth + 1);
}
