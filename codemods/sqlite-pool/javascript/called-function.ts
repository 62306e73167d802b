import type { NodePath } from 'codex-codemod';
import { type Home, homeOf } from './home.js';
import { bindingOf, type Reading } from './reading.js';
import { bare, type FunctionPath } from './syntax.js';

/** The function of this file that a call surely calls. */
export function calledFunction(path: NodePath, reading: Reading): FunctionPath | null {
  if (!path.isCallExpression() && !path.isOptionalCallExpression()) return null;
  const callee = bare(path.get('callee') as NodePath);
  const binding = bindingOf(callee);
  if (binding !== null) {
    if (!binding.constant) return null;
    if (binding.path.isFunctionDeclaration()) return binding.path;
    const init = binding.path.isVariableDeclarator() ? bare(binding.path.get('init') as NodePath) : null;
    return init !== null && (init.isFunctionExpression() || init.isArrowFunctionExpression()) ? init : null;
  }
  const home = homeOf(callee);
  return home?.kind === 'field' ? methodOf(home, reading) : null;
}

function methodOf(home: Home & { readonly kind: 'field' }, { paths }: Reading): FunctionPath | null {
  const found = paths.filter((path): path is FunctionPath => {
    if (!path.isClassMethod() && !path.isClassPrivateMethod()) return false;
    const { key } = path.node;
    const name =
      key.type === 'PrivateName'
        ? `#${key.id.name}`
        : key.type === 'Identifier' && !('computed' in path.node && path.node.computed === true)
          ? key.name
          : null;
    return (
      path.parentPath?.parent === home.owner &&
      name === home.name &&
      (path.node.static === true) === home.isStatic &&
      path.node.kind === 'method'
    );
  });
  const [only = null] = found;
  return found.length === 1 ? only : null;
}
