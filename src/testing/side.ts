import { type Scenario, SMALL_APPLY } from './scenario.js';
import { treeOf } from './scratch-folder.js';

const STAGED = /^\.codex-|\/\.codex-/;

/** Which end of a run a tree stands at. */
export type Side = 'before' | 'after' | 'mixed';

/** Staged files count as neither end. */
export function sideOf(root: string, { from, to }: Scenario = SMALL_APPLY): Side {
  return sideOfTree(treeOf(root, ['.codex']), { from, to });
}

/** The same for a run that could not clean up after itself: its staged files and its empty folders are left out. */
export function sideOfFiles(root: string, { from, to }: Scenario = SMALL_APPLY): Side {
  const tree = Object.entries(treeOf(root, ['.codex'])).filter(([name]) => !STAGED.test(name));
  return sideOfTree(filesOf(Object.fromEntries(tree)), { from: filesOf(from), to: filesOf(to) });
}

function filesOf(tree: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).filter(([, what]) => !what.startsWith('folder ')));
}

function sideOfTree(found: Readonly<Record<string, string>>, { from, to }: Pick<Scenario, 'from' | 'to'>): Side {
  const tree = JSON.stringify(found);
  if (tree === JSON.stringify(from)) return 'before';
  return tree === JSON.stringify(to) ? 'after' : 'mixed';
}

/** Which end each path stands at that differs between them, and what is at neither. */
export function describeMix(root: string, { from, to }: Scenario): string {
  const tree = treeOf(root, ['.codex']);
  const names = [...new Set([from, to, tree].flatMap(Object.keys))].sort();
  const places = names.flatMap((name) => {
    if (tree[name] === from[name]) return from[name] === to[name] ? [] : [`${name} as before`];
    return [tree[name] === to[name] ? `${name} as planned` : `${name} neither: ${tree[name]?.slice(0, 60) ?? 'gone'}`];
  });
  return places.join(', ');
}
