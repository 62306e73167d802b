import type { SyntaxNode } from 'codex-codemod';
import { nodeOf, type Spot } from './choose-spot.js';
import type { Holder } from './find-holders.js';
import type { Refusal } from './refusal.js';
import type { Lines } from './write-discard.js';

/**
 * Why a discard would not find what it speaks of: one of its names is bound anew, or deleted, between where the
 * connection is got and where the discard would run.
 */
export function changedMeanwhile(lines: Lines, spot: Spot, { facts, acquisitions }: Holder): Refusal | null {
  const guarded = guardedBy(spot);
  const bringing = acquisitions.filter(({ pooled }) => pooled.length > 0).map(({ node }) => node.end);
  const from = Math.max(guarded.start, Math.min(...bringing, guarded.end));
  for (const name of namesIn(lines)) {
    const changed = facts.scope.bindings.get(name)?.sites.find(({ identifier, kind }) => {
      const brings = kind !== 'delete' && acquisitions.some(({ node }) => node === identifier);
      return !brings && identifier.start >= from && identifier.end <= guarded.end;
    });
    if (changed !== undefined) {
      return { code: 'POOL002', at: changed.identifier, why: `${name} may be something else, or nothing, by then` };
    }
  }
  return null;
}

/** What may fail before the discard runs. */
function guardedBy(spot: Spot): { readonly start: number; readonly end: number } {
  if (spot.kind === 'wrap') return { start: spot.first.start, end: spot.last.end };
  const statement: SyntaxNode | null = spot.kind === 'clause' ? spot.statement : spot.suite.closest('try_statement');
  return statement?.child('body') ?? nodeOf(spot);
}

/** The words of Python code that are no attributes and stand in no string. */
function namesIn(lines: Lines): ReadonlySet<string> {
  const code = lines.join('\n').replaceAll(/"[^"\n]*"|'[^'\n]*'/g, '');
  return new Set([...code.matchAll(/(?<![.\w])[^\W\d]\w*/gu)].map(([name]) => name));
}
