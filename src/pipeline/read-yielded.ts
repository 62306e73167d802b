import { CodemodError } from '../core/errors.js';
import type { Finding, Fix, Yielded } from '../core/fix.js';

/** What a transform yielded, by kind. */
export interface Collected {
  readonly fixes: Fix[];
  readonly findings: Finding[];
  readonly notes: unknown[];
}

/** @throws CodemodError `yield-invalid` for a value that `fix`, `finding` or `note` of the context did not make. */
export async function collectYielded(items: Iterable<unknown> | AsyncIterable<unknown>): Promise<Collected> {
  const collected: Collected = { fixes: [], findings: [], notes: [] };
  for await (const item of items) {
    if (!isYielded(item)) {
      const shown = JSON.stringify(item)?.slice(0, 60) ?? String(item);
      throw new CodemodError('yield-invalid', `the codemod yields ${shown}, which is no fix, finding or note of its context`);
    }
    if (item.kind === 'fix') collected.fixes.push(item);
    else if (item.kind === 'finding') collected.findings.push(item);
    else collected.notes.push(item.value);
  }
  return collected;
}

function isYielded(item: unknown): item is Yielded {
  if (typeof item !== 'object' || item === null || !('kind' in item)) return false;
  if (item.kind === 'note') return 'value' in item;
  const hasPlace = 'at' in item && typeof item.at === 'object' && item.at !== null && 'start' in item.at;
  if (item.kind === 'finding') return hasPlace && 'code' in item && typeof item.code === 'string';
  return item.kind === 'fix' && hasPlace && 'edits' in item && Array.isArray(item.edits) && 'reason' in item;
}
