import type { babel, NodePath } from 'codex-codemod';
import { startOf } from './names.js';
import { ownerOf } from './owner.js';

/**
 * The sites that may have given a name the value that it has at a use. Within one function a site that every way passes
 * hides the ones before it and those of other functions, and one behind the use counts only in a loop around both.
 */
export function reaching(use: NodePath, sites: readonly NodePath[]): readonly NodePath[] {
  const owner = ownerOf(use);
  const own = sites.filter((site) => ownerOf(site) === owner);
  const before = own.filter((site) => startOf(site) < startOf(use) && !isInside(use, site));
  const last = before.filter((site) => always(site, use)).sort((a, b) => startOf(b) - startOf(a))[0];
  return sites.filter((site) => {
    if (ownerOf(site) !== owner) return last === undefined;
    if (startOf(site) >= startOf(use) || isInside(use, site)) return inLoopWith(site, use);
    return last === undefined || site === last || startOf(site) >= startOf(last);
  });
}

/** True for `name = name + 1`: the use is a part of the site. A default and a loop give their values before. */
function isInside(use: NodePath, site: NodePath): boolean {
  const isWhole = site.isAssignmentExpression() || site.isVariableDeclarator();
  return isWhole && use.findParent(({ node }) => node === site.node) !== null;
}

/** True when whoever comes to the use has passed the site: its statement stands in a block around the use. */
function always(site: NodePath, use: NodePath): boolean {
  if (!site.isVariableDeclarator() && !site.isAssignmentExpression({ operator: '=' }))
    return !site.isAssignmentExpression() && !site.isForOfStatement();
  const statement = site.parentPath;
  const isPlain = statement?.isExpressionStatement() === true || statement?.isVariableDeclaration() === true;
  const block = isPlain ? statement.parentPath : null;
  if (block === null || block === undefined || block.isSwitchCase()) return false;
  if (site.isVariableDeclarator() && site.node.init === null) return true;
  return use.findParent(({ node }) => node === block.node) !== null;
}

function inLoopWith(site: NodePath, use: NodePath): boolean {
  const isLoop = (path: NodePath): boolean => path.isLoop();
  const loops = new Set<babel.Node>();
  for (let loop = site.findParent(isLoop); loop !== null; loop = loop.findParent(isLoop)) loops.add(loop.node);
  return use.findParent((path) => loops.has(path.node)) !== null;
}
