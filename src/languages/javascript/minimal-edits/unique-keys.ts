/** Where a key stands that each of two lists holds once. */
export interface UniqueKey {
  readonly old: number;
  readonly new: number;
}

/** As many as can be had of the keys that both lists hold once, in the order of both: the anchors of a patience diff, https://bramcohen.livejournal.com/73318.html. */
export function uniqueKeys(before: readonly string[], after: readonly string[]): readonly UniqueKey[] {
  const fresh = onceIn(after);
  const shared = [...onceIn(before)].flatMap(([key, old]) => {
    const at = fresh.get(key);
    return at === undefined ? [] : [{ old, new: at }];
  });
  return longestRising(shared);
}

function onceIn(list: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const again = new Set<string>();
  for (const [index, key] of list.entries()) {
    if (places.has(key)) again.add(key);
    else places.set(key, index);
  }
  for (const key of again) places.delete(key);
  return places;
}

/** The longest part that rises in the second list, too, of what rises in the first. */
function longestRising(all: readonly UniqueKey[]): readonly UniqueKey[] {
  /** By its length, the run whose end is the lowest. */
  const ends: number[] = [];
  const previous: (number | null)[] = [];
  for (const [index, one] of all.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[ends[middle] ?? 0]?.new ?? 0) < one.new) low = middle + 1;
      else high = middle;
    }
    previous.push(ends[low - 1] ?? null);
    ends[low] = index;
  }
  const run: UniqueKey[] = [];
  for (let at = ends.at(-1) ?? null; at !== null; at = previous[at] ?? null) {
    const one = all[at];
    if (one !== undefined) run.push(one);
  }
  return run.reverse();
}
