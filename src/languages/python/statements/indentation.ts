import type { SyntaxNode } from '../../../core/syntax-node.js';

/** What counts as white space at the start of a Python line. */
export const LEADING = /^[ \t\f]*/;

/** The white space that a line begins with. A form feed starts the count anew, so only what follows the last one is given. */
export function indentOfLine(line: string): string {
  const white = LEADING.exec(line)?.[0] ?? '';
  return white.slice(white.lastIndexOf('\f') + 1);
}

/**
 * The two columns by which CPython compares indentation: with tab stops every 8 columns, and with a tab as 1. Both must
 * agree, or it raises TabError. Source: `Parser/tokenizer.c` of CPython.
 */
export interface Columns {
  readonly wide: number;
  readonly narrow: number;
}

export function columnsOf(indent: string): Columns {
  let wide = 0;
  for (const character of indent) wide = character === '\t' ? (Math.floor(wide / 8) + 1) * 8 : wide + 1;
  return { wide, narrow: indent.length };
}

/** True when lines that were indented by the first of each pair keep their order when they are indented by the second. */
export function keepsOrder(pairs: readonly (readonly [before: string, after: string])[]): boolean {
  const lines = [...new Map(pairs).entries()]
    .map(([before, after]) => ({ before: columnsOf(before), after: columnsOf(after) }))
    .sort((a, b) => a.before.wide - b.before.wide);
  return lines.every((line, index) => {
    const shallower = lines[index - 1];
    if (shallower === undefined) return true;
    const same = line.before.wide === shallower.before.wide;
    return same
      ? line.after.wide === shallower.after.wide && line.after.narrow === shallower.after.narrow
      : line.after.wide > shallower.after.wide && line.after.narrow > shallower.after.narrow;
  });
}

const FOUR_SPACES = '    ';

/** A step wider than this is someone's alignment, not their unit. Tabs are not measured. */
const WIDEST_STEP = 8;

/** By how much a suite is indented against its header, or null for the module and for a suite on its header's line. */
export function stepOf(suite: SyntaxNode, indentOf: (node: SyntaxNode) => string): string | null {
  const first = suite.children.find((child) => child.type !== 'comment');
  if (suite.type !== 'block' || suite.parent === null || first === undefined) return null;
  const outer = indentOf(suite.parent);
  const inner = indentOf(first);
  if (inner === outer || !inner.startsWith(outer)) return null;
  const step = inner.slice(outer.length);
  return step.includes(' ') && step.length > WIDEST_STEP ? null : step;
}

/** The most common of the steps, the first of those that are equally common; four spaces when there is none. */
export function mostCommon(steps: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  let best = FOUR_SPACES;
  for (const [step, count] of counts) if (count > (counts.get(best) ?? 0)) best = step;
  return best;
}
