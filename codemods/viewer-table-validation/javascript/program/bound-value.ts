import type { NodePath } from 'codex-codemod';
import { unwrap } from './unwrap.js';

/** Longer chains of names are not followed. */
const MOST_NAMES = 12;

/** What an expression stands for, through names that are bound once: the expression, function or class that they are given. */
export function boundValue(raw: NodePath): NodePath {
  let path = unwrap(raw);
  for (let step = 0; step < MOST_NAMES && path.isIdentifier(); step++) {
    const binding = path.scope.getBinding(path.node.name);
    if (binding === undefined || !binding.constant) return path;
    const { path: site } = binding;
    if (site.isFunctionDeclaration() || site.isClassDeclaration()) return site;
    if (!site.isVariableDeclarator() || site.node.id.type !== 'Identifier') return path;
    const init = site.get('init') as NodePath;
    if (init.node === null || init.node === undefined || site.parentPath.parentPath?.isForXStatement() === true) return path;
    path = unwrap(init);
  }
  return path;
}
