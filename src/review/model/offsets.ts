/** Where the rows of a list begin. */
export interface Offsets {
  readonly total: number;
  /** Where a row begins; for the row after the last, the end. */
  at(row: number): number;
  /** The row in which a place lies; the last for a place beyond the end. */
  rowAt(place: number): number;
}

/** @param heights of the rows, in pixels. */
export function makeOffsets(heights: readonly number[]): Offsets {
  const starts = new Float64Array(heights.length + 1);
  for (const [row, height] of heights.entries()) starts[row + 1] = (starts[row] ?? 0) + height;
  const at = (row: number): number => starts[Math.min(Math.max(row, 0), heights.length)] ?? 0;
  return {
    total: at(heights.length),
    at,
    rowAt(place) {
      let [low, high] = [0, Math.max(0, heights.length - 1)];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (at(middle) <= place) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}
