import type { NodePath } from '@babel/traverse';
import type { Range } from '../../../core/range.js';

/** Statements that do the same inside of a block, as long as their names are not used outside of it. Babel does not see classes used as types. */
const MOVABLE =
  /^(?:Block|Break|Continue|Debugger|DoWhile|Empty|Expression|For|ForIn|ForOf|If|Labeled|Return|Switch|Throw|Try|While)Statement$|^(?:Variable|Function)Declaration$/;

/** True when statements of one list mean the same in a block of their own. */
export function mayMoveIntoBlock(statements: readonly NodePath[], range: Range): boolean {
  return statements.every((statement) => MOVABLE.test(statement.type) && !leavesScope(statement, range));
}

function leavesScope(statement: NodePath, range: Range): boolean {
  const { node } = statement;
  if (node.type === 'VariableDeclaration') {
    if (node.kind === 'var') return false;
    if (node.kind !== 'let' && node.kind !== 'const') return true;
  } else if (!statement.isFunctionDeclaration()) return false;
  const scope = statement.parentPath?.scope ?? statement.scope;
  return Object.keys(statement.getOuterBindingIdentifiers()).some((name) => {
    const binding = scope.getBinding(name);
    const uses = [...(binding?.referencePaths ?? []), ...(binding?.constantViolations ?? [])];
    return binding === undefined || uses.some((use) => !isWithin(use, range));
  });
}

function isWithin({ node: { start, end } }: NodePath, range: Range): boolean {
  return start !== null && start !== undefined && end !== null && end !== undefined && start >= range.start && end <= range.end;
}
