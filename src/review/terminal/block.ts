import type { Hunk } from '../../core/diff.js';
import { type Decision, type Decisions, UNDECIDED } from '../../core/review/decision.js';
import type { ReviewFile, ReviewHunk } from '../../core/review/review-hunk.js';
import { CONTEXT, doMeet, isSame, putTogether, type Replacement, takeApart, withoutDoubles } from './replacements.js';

/** What is shown and decided at once: a hunk, or several that stand so close together that their diffs touch. */
export interface Block {
  readonly file: ReviewFile;
  /** At least one. */
  readonly hunks: readonly ReviewHunk[];
}

/** More than these are too much to be judged at once, however close they stand. */
const MOST_HUNKS = 12;

/** A block that may get more hunks. */
interface Draft extends Block {
  readonly replacements: readonly Replacement[];
}

/** The hunks of files in blocks. Hunks of a block are equally safe and have been decided alike. */
export function blocksOf(files: readonly ReviewFile[], decisions: Decisions): readonly Block[] {
  return files.flatMap((file) => {
    const drafts: Draft[] = [];
    for (const hunk of file.hunks) {
      const { replacements } = takeApart(hunk.parts);
      const draft = { file, hunks: [hunk], replacements };
      const last = drafts.at(-1);
      const wider = last === undefined ? null : joined(last, draft, decisions);
      if (wider === null) drafts.push(draft);
      else drafts[drafts.length - 1] = wider;
    }
    return drafts.map(({ hunks }) => ({ file, hunks }));
  });
}

/** The diff of all of its hunks together. */
export function partsOf({ hunks }: Block): readonly Hunk[] {
  const [first, ...others] = hunks;
  if (first === undefined || others.length === 0) return first?.parts ?? [];
  const { replacements, known } = takeApart(hunks.flatMap(({ parts }) => parts));
  return putTogether(replacements, known);
}

/** One block for each of its hunks. */
export function split(block: Block): readonly Block[] {
  return block.hunks.map((hunk) => ({ file: block.file, hunks: [hunk] }));
}

/** How all hunks of a block stand; null where they stand differently. */
export function decisionOf({ hunks }: Block, decisions: Decisions): Decision | null {
  const [first = UNDECIDED, ...others] = hunks.map(({ id }) => decisions.get(id) ?? UNDECIDED);
  return others.every((one) => isAlike(one, first)) ? first : null;
}

export function isUndecided(block: Block, decisions: Decisions): boolean {
  return block.hunks.some(({ id }) => (decisions.get(id) ?? UNDECIDED).verdict === 'undecided');
}

function isAlike(one: Decision, other: Decision): boolean {
  return one.verdict === other.verdict && one.reason === other.reason && one.edited === null && other.edited === null;
}

/** Both as one; null where they are to be seen one by one. */
function joined(block: Draft, next: Draft, decisions: Decisions): Draft | null {
  const [first, hunk] = [block.hunks[0], next.hunks[0]];
  if (hunk?.kind !== 'modify' || hunk.applicability !== first?.applicability || block.hunks.length >= MOST_HUNKS) return null;
  if (!areNear(block.replacements, next.replacements)) return null;
  const wider = { ...block, hunks: [...block.hunks, hunk] };
  const replacements = withoutDoubles([...block.replacements, ...next.replacements]);
  return decisionOf(wider, decisions) === null || doMeet(replacements) ? null : { ...wider, replacements };
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
