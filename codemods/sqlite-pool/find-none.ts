import type { Binding, SyntaxNode } from 'codex-codemod';
import { within } from './blocks.js';
import { calleeOf } from './callees.js';
import type { Holder, Surroundings } from './find-holders.js';
import type { Region } from './find-region.js';
import { inside } from './functions.js';
import { returnedLeaves } from './leaves.js';
import type { Reading } from './reading.js';

/** True when an accessor answers None at times, and nothing between it and the spot has asked whether it did. */
export function mayBeNoneAt(spot: SyntaxNode, holder: Holder, region: Region, { reading }: Surroundings): boolean {
  const { name, acquisitions } = holder;
  const optional = acquisitions.some(({ pooled }) =>
    pooled.some((leaf) => {
      const callee = calleeOf(leaf, reading);
      return callee !== null && returnedLeaves(inside(callee.body), reading).some(({ type }) => type === 'none');
    }),
  );
  if (!optional || name === null || region.getting === null) return false;
  for (let node = region.getting.last.nextSibling; node !== null; node = node.nextSibling) {
    if (within(node, spot)) break;
    if (leavesWithout(node, name, reading)) return false;
  }
  for (const outer of spot.ancestors()) {
    if (outer.type === 'function_definition') break;
    const suite = suiteUnderGuard(outer, name, reading);
    if (suite !== null && within(suite, spot)) return false;
  }
  return true;
}

/** The suite of `if conn:` and `if conn is not None:`, or null. */
export function suiteUnderGuard(statement: SyntaxNode, name: Binding, reading: Reading): SyntaxNode | null {
  const condition = statement.type === 'if_statement' ? statement.child('condition') : null;
  if (condition === null) return null;
  const isNotNone = condition.type === 'comparison_operator' && / is not None$/.test(condition.text);
  const tested = isNotNone ? condition.namedChildren[0] : condition;
  return tested !== undefined && denotes(tested, name, reading) ? statement.child('consequence') : null;
}

/** `if not conn: return`, `if conn is None: raise ...`. */
function leavesWithout(statement: SyntaxNode, name: Binding, reading: Reading): boolean {
  const condition = statement.type === 'if_statement' ? statement.child('condition') : null;
  const isNone = condition?.type === 'comparison_operator' && / is None$/.test(condition.text);
  const tested =
    condition?.type === 'not_operator' ? condition.child('argument') : isNone ? condition?.namedChildren[0] : undefined;
  const last = statement.child('consequence')?.namedChildren.at(-1);
  return tested != null && denotes(tested, name, reading) && /^(return|raise|continue)_statement$/.test(last?.type ?? '');
}

function denotes(node: SyntaxNode, name: Binding, { scope }: Reading): boolean {
  const resolution = node.type === 'identifier' ? scope.resolve(node) : null;
  return resolution?.kind === 'bound' && resolution.binding === name;
}
