import type { babel, NodePath } from 'codex-codemod';
import { bare, childOf, covers } from './syntax.js';

/** What a statement that does nothing else keeps: `const id = value`, `this.id = value`. Null for every other statement. */
export function keptBy(statement: NodePath): NodePath | null {
  if (statement.isVariableDeclaration()) {
    const [declarator, ...others] = statement.get('declarations');
    return declarator === undefined || others.length > 0 ? null : childOf(declarator, 'init');
  }
  const expression = statement.isExpressionStatement() ? bare(statement.get('expression')) : null;
  return expression?.isAssignmentExpression({ operator: '=' }) === true ? childOf(expression, 'right') : null;
}

/** Why the value of a statement is needed by others, with the code to tell it under; null where nobody asks for it. */
export function neededValue(statement: NodePath): { readonly code: string; readonly message: string } | null {
  if (keptBy(statement) === null) return null;
  const message = 'what the event gives back is kept, and would be missing when it cannot be written';
  if (!statement.isVariableDeclaration() || !isPlain(statement.node)) return { code: 'EXIT005', message };
  const uses = Object.keys(statement.getBindingIdentifiers()).flatMap((name) => {
    const binding = statement.scope.getBinding(name);
    return [...(binding?.referencePaths ?? []), ...(binding?.constantViolations ?? [])];
  });
  const others = uses.filter((use) => !covers(statement, use));
  if (others.length === 0) return null;
  return others.some(isReturned)
    ? { code: 'EXIT001', message: 'the function returns what the event gives back' }
    : { code: 'EXIT005', message };
}

function isReturned(use: NodePath): boolean {
  const statement = use.getStatementParent();
  const value = statement?.isReturnStatement() === true ? childOf(statement, 'argument') : null;
  return value !== null && bare(value).node === use.node;
}

/** One name, and nothing that a pattern would compute or `using` would dispose of. */
function isPlain({ kind, declarations }: babel.VariableDeclaration): boolean {
  return /^(const|let|var)$/.test(kind) && declarations.every(({ id }) => id.type === 'Identifier');
}
