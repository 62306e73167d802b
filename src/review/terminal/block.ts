import type { Hunk } from '../../core/diff.js';
import { type Decision, type Decisions, UNDECIDED } from '../../core/review/decision.js';
import type { ReviewFile, ReviewHunk } from '../../core/review/review-hunk.js';
import { CONTEXT, isSame, putTogether, type Replacement, takeApart } from './replacements.js';

/** What is shown and decided at once: a hunk, or several that stand so close together that their diffs touch. */
export interface Block {
  readonly file: ReviewFile;
  /** At least one. */
  readonly hunks: readonly ReviewHunk[];
  /** The diff of all of them together. */
  readonly parts: readonly Hunk[];
}

/** More than these are too much to be judged at once, however close they stand. */
const MOST_HUNKS = 12;

/** The hunks of files in blocks. Hunks of a block are equally safe and have been decided alike. */
export function blocksOf(files: readonly ReviewFile[], decisions: Decisions): readonly Block[] {
  return files.flatMap((file) => {
    const blocks: Block[] = [];
    for (const hunk of file.hunks) {
      const last = blocks.at(-1);
      const wider = last === undefined ? null : joined(last, hunk, decisions);
      if (wider === null) blocks.push(blockOf(file, hunk));
      else blocks[blocks.length - 1] = wider;
    }
    return blocks;
  });
}

/** One block for each of its hunks. */
export function split(block: Block): readonly Block[] {
  return block.hunks.map((hunk) => blockOf(block.file, hunk));
}

/** How all hunks of a block stand; null where they stand differently. */
export function decisionOf({ hunks }: Block, decisions: Decisions): Decision | null {
  const [first = UNDECIDED, ...others] = hunks.map(({ id }) => decisions.get(id) ?? UNDECIDED);
  return others.every((one) => isAlike(one, first)) ? first : null;
}

export function isUndecided(block: Block, decisions: Decisions): boolean {
  return block.hunks.some(({ id }) => (decisions.get(id) ?? UNDECIDED).verdict === 'undecided');
}

function blockOf(file: ReviewFile, hunk: ReviewHunk): Block {
  return { file, hunks: [hunk], parts: hunk.parts };
}

function isAlike(one: Decision, other: Decision): boolean {
  return one.verdict === other.verdict && one.reason === other.reason && one.edited === null && other.edited === null;
}

/** The block with one hunk more, or null where that one is to be seen by itself. */
function joined(block: Block, hunk: ReviewHunk, decisions: Decisions): Block | null {
  const wider = { ...block, hunks: [...block.hunks, hunk] };
  if (hunk.kind !== 'modify' || wider.hunks.length > MOST_HUNKS || hunk.applicability !== block.hunks[0]?.applicability)
    return null;
  const decision = decisionOf(wider, decisions);
  if (decision === null) return null;
  const [here, there] = [takeApart(block.parts), takeApart(hunk.parts)];
  if (!areNear(here.replacements, there.replacements)) return null;
  const known = new Map([...here.known, ...there.known]);
  const parts = putTogether([...here.replacements, ...there.replacements], known);
  return parts === null ? null : { ...wider, parts };
}

/** Whether what is told by one alone stands close to what is told by the other alone: an import that both need is no nearness. */
function areNear(some: readonly Replacement[], others: readonly Replacement[]): boolean {
  const here = some.filter((one) => !others.some((other) => isSame(one, other)));
  const there = others.filter((one) => !some.some((other) => isSame(one, other)));
  return here.some((one) => there.some((other) => gapBetween(one, other) <= 2 * CONTEXT));
}

function gapBetween(one: Replacement, other: Replacement): number {
  const [first, second] = one.start <= other.start ? [one, other] : [other, one];
  return second.start - (first.start + first.removes);
}
