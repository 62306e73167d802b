import { closest, distance } from 'fastest-levenshtein';

/** "Did you mean ...?" for a misspelt name, or null when nothing is near. */
export function didYouMean(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const nearest = closest(word, known);
  const near = distance(word, nearest) <= Math.max(2, Math.floor(nearest.length / 3)) || nearest.startsWith(word);
  return near ? `Did you mean "${nearest}"?` : null;
}
