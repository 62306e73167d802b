import type { SyntaxNode } from 'codex-codemod';
import { within } from './blocks.js';
import { calleeOf, parameterFor } from './callees.js';
import { endsParameter, type Use } from './classify-use.js';
import { type Condition, conditionsOf, opposite, textOf } from './conditions.js';
import type { Flag } from './find-flag.js';
import type { Holder, Surroundings } from './find-holders.js';
import type { Slot } from './find-slots.js';
import { inside } from './functions.js';
import { leavesOf } from './leaves.js';

/** True when what happens inside of a suite ends the transaction of the holder's connection, whenever it is the pool's. */
export function endsTransaction(suite: SyntaxNode, holder: Holder, flag: Flag, surroundings: Surroundings): boolean {
  const { connection, cursors } = holder.uses;
  // Beside giving back, closing is what is done with one too many.
  const givesBack = connection.some(({ kind, at }) => kind === 'given-back' && within(suite, at));
  const ends = ({ kind }: Use): boolean => kind === 'rollback' || (kind === 'close' && !givesBack);
  const direct = [...connection, ...cursors].filter((use) => within(suite, use.at) && ends(use));
  if (direct.some((use) => onPooledPath(use.at, suite, flag))) return true;
  for (const node of inside(suite)) {
    if (node.type !== 'call') continue;
    if (!givesBack && endsThroughAlias(node, holder.slot, surroundings) && onPooledPath(node, suite, flag)) return true;
    if (endsElsewhere(node, holder, surroundings) && onPooledPath(node, suite, flag)) return true;
  }
  return false;
}

/** False for what is done only with a connection that is not the pool's. */
export function onPooledPath(node: SyntaxNode, suite: SyntaxNode, flag: Flag): boolean {
  if (flag === 'always' || flag === 'unclear') return true;
  const unpooled = textOf(opposite(flag));
  return !(conditionsOf(node, suite) ?? []).some((condition: Condition) => textOf(condition) === unpooled);
}

/** `failed.close()`, where `failed` was read from the slot. */
function endsThroughAlias(call: SyntaxNode, slot: Slot, { reading, doers }: Surroundings): boolean {
  const callee = call.child('function');
  const object = callee?.type === 'attribute' ? callee.child('object') : null;
  if (object === null || !/^(rollback|close)$/.test(callee?.child('attribute')?.text ?? '')) return false;
  return leavesOf(object, reading).some((leaf) => doers.slotOf(leaf) === slot);
}

/** A function of this module that ends what it is given, or what is in the slot. */
function endsElsewhere(call: SyntaxNode, holder: Holder, surroundings: Surroundings): boolean {
  const callee = calleeOf(call, surroundings.reading);
  if (callee === null || callee === holder.facts) return false;
  const passed = holder.uses.connection.find((use) => use.at === call);
  const parameter = passed === undefined ? null : parameterFor(passed.node, call, callee);
  if (parameter !== null) return endsParameter(callee, parameter);
  return [...inside(callee.body)].some((node) => node.type === 'call' && endsThroughAlias(node, holder.slot, surroundings));
}
