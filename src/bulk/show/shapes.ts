import { byCodeUnits } from '../../core/by-code-units.js';
import { type ReadFile, reviewFile } from '../../core/review/review-files.js';
import type { ReviewHunk } from '../../core/review/review-hunk.js';
import type { RepositoryState } from '../model/campaign-state.js';
import type { ReadStoredPlan } from './stored-plan.js';

/** Edits that are alike, over all repositories. */
export interface ShapeRow {
  /** As `approve --shape` takes it. */
  readonly shape: string;
  readonly repos: readonly string[];
  /** How many of them have a planned change that is of this shape alone: what `approve --shape` takes, without another one. */
  readonly alone: number;
  /** Null where no plan could be read. */
  readonly hunks: number | null;
  readonly example: ShapeExample | null;
}

export interface ShapeExample {
  readonly repo: string;
  readonly path: string;
  readonly codemod: string;
  readonly reason: string;
  readonly applicability: ReviewHunk['applicability'];
  /** Unified, without a header of a file: it is about one hunk. */
  readonly parts: ReviewHunk['parts'];
}

interface Tally {
  readonly repos: string[];
  alone: number;
  hunks: number | null;
  example: ShapeExample | null;
}

/**
 * The shapes of the planned changes: those of most repositories first. Plans are read one after the other and let go, so that a
 * campaign of any size takes the memory of one.
 */
export async function tallyShapes(repositories: Iterable<RepositoryState>, read: ReadStoredPlan): Promise<readonly ShapeRow[]> {
  const tallies = new Map<string, Tally>();
  for (const { repo, units } of repositories) {
    const planned = units.flatMap((unit) => unit.planned ?? []);
    for (const shape of new Set(planned.flatMap(({ shapes }) => shapes))) {
      const tally = tallies.get(shape) ?? { repos: [], alone: 0, hunks: null, example: null };
      tallies.set(shape, tally);
      tally.repos.push(repo);
      if (planned.some(({ shapes }) => shapes.every((one) => one === shape))) tally.alone++;
    }
    for (const { plan } of planned) await countHunks(repo, plan, tallies, read);
  }
  return [...tallies]
    .map(([shape, tally]) => ({ shape, ...tally }))
    .sort((a, b) => b.repos.length - a.repos.length || (b.hunks ?? 0) - (a.hunks ?? 0) || byCodeUnits(a.shape, b.shape));
}

async function countHunks(repo: string, id: string, tallies: ReadonlyMap<string, Tally>, read: ReadStoredPlan): Promise<void> {
  const stored = await read(id);
  const before: ReadFile = (path) => stored?.texts.get(path) ?? null;
  for (const change of stored?.plan.changes ?? []) {
    for (const hunk of reviewFile(change, before).hunks) {
      const tally = tallies.get(hunk.shape);
      if (tally === undefined) continue;
      tally.hunks = (tally.hunks ?? 0) + 1;
      tally.example ??= exampleOf(repo, hunk);
    }
  }
}

function exampleOf(repo: string, { path, reasons, applicability, parts }: ReviewHunk): ShapeExample {
  return { repo, path, codemod: reasons[0]?.codemod ?? '', reason: reasons[0]?.text ?? '', applicability, parts };
}
