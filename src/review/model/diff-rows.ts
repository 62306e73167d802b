import type { DiffLine } from '../../core/review/word-diff.js';

/** A row of two columns: what was and what is; null where a side has no line. */
export interface SplitRow {
  readonly old: DiffLine | null;
  readonly now: DiffLine | null;
}

/** Lines side by side: those that stay face themselves, those that are changed face each other in order. */
export function splitRows(lines: readonly DiffLine[]): readonly SplitRow[] {
  const rows: SplitRow[] = [];
  let old: DiffLine[] = [];
  let now: DiffLine[] = [];
  const flush = (): void => {
    for (let row = 0; row < Math.max(old.length, now.length); row++) rows.push({ old: old[row] ?? null, now: now[row] ?? null });
    [old, now] = [[], []];
  };
  let side: 'old' | 'now' | 'both' = 'both';
  for (const line of lines) {
    if (line.mark === ' ') {
      flush();
      rows.push({ old: line, now: line });
    }
    if (line.mark !== '\\') side = line.mark === '-' ? 'old' : line.mark === '+' ? 'now' : 'both';
    else if (side === 'both') rows.push({ old: line, now: line });
    if (line.mark !== ' ' && side === 'old') old.push(line);
    if (line.mark !== ' ' && side === 'now') now.push(line);
  }
  flush();
  return rows;
}

/** True where every line ends with a CR, so that it tells nothing to show each. */
export function isCrlf(lines: readonly DiffLine[]): boolean {
  const real = lines.filter(({ mark }) => mark !== '\\');
  return real.length > 0 && real.every(({ text }) => text.endsWith('\r'));
}
