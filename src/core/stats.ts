import { byCodeUnits } from './by-code-units.js';

/** What a transform of another tool has counted in one file. https://jscodeshift.com/build/api-reference/#apistats */
export interface StatNote {
  readonly stat: string;
  readonly quantity: number;
}

/** Sums by name, of the notes that are counts. Sorted by name. */
export function sumStats(notes: Iterable<unknown>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const note of notes) if (isStat(note)) sums.set(note.stat, (sums.get(note.stat) ?? 0) + note.quantity);
  return new Map([...sums].sort(([a], [b]) => byCodeUnits(a, b)));
}

function isStat(value: unknown): value is StatNote {
  if (typeof value !== 'object' || value === null) return false;
  return 'stat' in value && typeof value.stat === 'string' && 'quantity' in value && typeof value.quantity === 'number';
}
