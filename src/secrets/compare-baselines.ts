import { byCodeUnits } from '../core/by-code-units.js';
import type { Baseline } from './baseline.js';
import { type PlacedSecret, pairMoved, secretsOf } from './secret-identity.js';

/** What a fresh scan finds and the baseline does not, and the other way round. Sorted by file, line, type and hash. */
export interface BaselineDiff {
  readonly added: readonly PlacedSecret[];
  readonly removed: readonly PlacedSecret[];
  /** The one finding of its type and hash that is gone, and the one that has come in another file. */
  readonly moved: readonly { readonly from: PlacedSecret; readonly to: PlacedSecret }[];
}

/** Compares by hash, file and type. Another line is no difference, nor is what a person said in an audit. */
export function compareBaselines(baseline: Pick<Baseline, 'results'>, fresh: Pick<Baseline, 'results'>): BaselineDiff {
  const [old, now] = [secretsOf(baseline), secretsOf(fresh)];
  const gone = [...old].flatMap(([identity, placed]) => (now.has(identity) ? [] : [placed]));
  const come = [...now].flatMap(([identity, placed]) => (old.has(identity) ? [] : [placed]));
  const moved = pairMoved(gone, come);
  const [from, to] = [new Set(moved.map((move) => move.from)), new Set(moved.map((move) => move.to))];
  return {
    added: come.filter((placed) => !to.has(placed)).sort(comparePlaced),
    removed: gone.filter((placed) => !from.has(placed)).sort(comparePlaced),
    moved: [...moved].sort((a, b) => comparePlaced(a.from, b.from)),
  };
}

export function hasDrifted({ added, removed, moved }: BaselineDiff): boolean {
  return added.length + removed.length + moved.length > 0;
}

function comparePlaced(a: PlacedSecret, b: PlacedSecret): number {
  return (
    byCodeUnits(a.file, b.file) ||
    (a.secret.line_number ?? 0) - (b.secret.line_number ?? 0) ||
    byCodeUnits(a.secret.type, b.secret.type) ||
    byCodeUnits(a.secret.hashed_secret, b.secret.hashed_secret)
  );
}
