import type { NodePath } from 'codex-codemod';
import type { Environment as CommonEnvironment } from '../../values/environment.js';
import type { Alternative as CommonAlternative, Leaf as CommonLeaf, Traits as CommonTraits } from '../../values/piece.js';
import { changeSingle } from '../../values/piece.js';
import type { Frame } from '../program/spot.js';
import type { Source } from '../sources/source.js';

export { before, inside, isExhausted, leaf, other, start } from '../../values/environment.js';

export type Alternative = CommonAlternative<NodePath, Source>;
export type Environment = CommonEnvironment<NodePath, Frame>;
export type Leaf = CommonLeaf<NodePath, Source>;
export type Traits = CommonTraits<NodePath>;

/** The alternatives of an expression that is put into a text: where it is a single leaf, it is the leaf's hole. */
export function inHole(hole: NodePath, alternatives: readonly Alternative[]): readonly Alternative[] {
  return changeSingle(alternatives, (one) => {
    const from = one.chain.findIndex(({ node }) => node === hole.node);
    return { ...one, hole, chain: one.chain.slice(Math.max(from, 0)) };
  });
}
