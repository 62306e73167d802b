import type { babel, NodePath } from 'codex-codemod';

/** The function that an expression stands in, by its node; null at the top of the file. */
export function ownerOf(path: NodePath): babel.Node | null {
  return path.getFunctionParent()?.node ?? null;
}

/** The statement of a list of statements that holds a path, or null. */
export function statementOf(path: NodePath): NodePath | null {
  return path.find((one) => one.isStatement() && one.listKey !== null && one.listKey !== undefined && isList(one));
}

/** True for a statement beside others, where one more may stand. */
function isList({ listKey, parentPath }: NodePath): boolean {
  const isBody = listKey === 'body' && (parentPath?.isProgram() === true || parentPath?.isBlockStatement() === true);
  return isBody || (listKey === 'consequent' && parentPath?.isSwitchCase() === true);
}

/** True when a path stands inside of another, or is the same. */
export function isWithin(path: NodePath, outer: babel.Node): boolean {
  return path.find(({ node }) => node === outer) !== null;
}
