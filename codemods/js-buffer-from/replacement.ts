import { kindOf } from './kind-of.js';
import type { Names } from './names.js';
import { type AnyNode, isNode, listOf } from './nodes.js';

/**
 * The method that does what `Buffer(...)` does with these arguments, or null when that is not told by the file. In Node,
 * `Buffer(n)` is `Buffer.alloc(n)`, `Buffer(n, 'text')` throws, and with anything else first it is `Buffer.from`:
 * https://nodejs.org/api/deprecations.html#DEP0005
 */
export function replacementFor(call: AnyNode, above: readonly AnyNode[], names: Names): 'alloc' | 'from' | null {
  const given = listOf(call['arguments']);
  const [first, second] = given;
  if (given.length === 0 || given.some((one) => isNode(one) && one.type === 'SpreadElement')) return null;
  if (call['typeParameters'] || call['typeArguments']) return null;
  const kind = kindOf(first, above, names);
  if (kind === 'number') return second === undefined ? 'alloc' : null;
  if (kind !== null) return 'from';
  return kindOf(second, above, names) === 'string' ? 'from' : null;
}
