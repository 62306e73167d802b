import type { NodePath } from 'codex-codemod';
import type { Evaluation } from './evaluate.js';
import type { Pools } from './find-slots.js';
import { lentByList } from './lent-by-list.js';
import { lentByPool } from './lent-by-pool.js';
import type { Bound, Loan } from './loan.js';
import { bindingOf, type Reading } from './reading.js';
import { functionOf } from './syntax.js';

/** The connections that functions of the file take out of pools and keep under a name of their own. */
export function findLoans(reading: Reading, pools: Pools, evaluation: Evaluation): readonly Loan[] {
  return reading.paths.flatMap((path) => {
    const bound = boundBy(path);
    const loan = bound === null ? null : (lentByPool(bound, reading, pools) ?? lentByList(bound, reading, pools, evaluation));
    return loan === null ? [] : [loan];
  });
}

function boundBy(path: NodePath): Bound | null {
  if (!path.isVariableDeclarator() || !isOnly(path)) return null;
  const connection = bindingOf(path.get('id') as NodePath);
  const from = functionOf(path);
  const init = path.get('init') as NodePath;
  const isBound = connection !== null && from !== null && init.node !== null && init.node !== undefined;
  return isBound ? { from, declarator: path, connection, init } : null;
}

function isOnly(declarator: NodePath): boolean {
  return declarator.parentPath?.isVariableDeclaration() === true && declarator.parentPath.node.declarations.length === 1;
}
