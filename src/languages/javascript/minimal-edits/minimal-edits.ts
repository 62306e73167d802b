import { applyEdits, type Edit } from '../../../core/edit.js';
import { CodemodError } from '../../../core/errors.js';
import { overlapsOrTouches, type Range } from '../../../core/range.js';
import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { parseJavaScript } from '../parse.js';
import { rootOf } from '../syntax-object.js';
import { alignTokens, type Hunk } from './align.js';
import { comparableTokens } from './comparable.js';
import { fewerLines } from './fewer-lines.js';
import { hunkEdit, trimmedEdit } from './hunk-edit.js';
import { noiseGroups } from './noise-groups.js';
import { isSameTree } from './same-tree.js';
import { type Side, slideToLines } from './slide.js';
import { joinTouching, splitNoise } from './split-noise.js';

/** How many candidates are parsed before the rest of the reprinting noise is taken as it comes. */
const MOST_TRIALS = 40;

/**
 * The edits that turn a file into what a printer made of it, without the printer's own habits: line ends, white space,
 * quotes, and the parentheses, commas and semicolons that change nothing. The edited text is always the same program with
 * the same comments as the printed one: that is checked, and more of the printed text is taken where it is not.
 *
 * @throws CodemodError `output-refused` when the printed text does not parse.
 */
export function minimalEdits(file: JavaScriptFile, printed: string): readonly Edit[] {
  if (printed === file.text) return [];
  const after = parseJavaScript({ ...file, text: printed });
  if (isSkip(after)) throw new CodemodError('output-refused', `what the transform returned would not parse: ${after.message}`);
  const sides = [sideOf(file), sideOf(after)] as const;
  const aligned = alignTokens(sides[0].tokens, sides[1].tokens);
  const hunks = splitNoise(slideToLines(aligned, ...sides), ...sides);
  const groups = noiseGroups(hunks, ...sides);
  const judge = makeJudge(after);
  for (const reach of ['tokens', 'gaps'] as const) {
    const editsOf = (kept: readonly Hunk[]): readonly Edit[] =>
      joinTouching(kept).flatMap((hunk) => hunkEdit(hunk, ...sides, file.newline, reach) ?? []);
    const kept = leaveNoise(hunks, groups, (some) => judge(file, editsOf(some)));
    if (kept === null) continue;
    const edits = editsOf(kept);
    const shorter = fewerLines(file, edits, printed, (region) => kept.some((hunk) => isRebuilt(hunk, sides, region)));
    return shorter.find((some) => judge(file, some)) ?? edits;
  }
  return [trimmedEdit(file.text, { start: 0, end: file.text.length }, printed, file.newline)].filter((edit) => edit !== null);
}

function sideOf(file: JavaScriptFile): Side {
  return { text: file.text, tokens: comparableTokens(file), root: rootOf(file.ast) };
}

/** True where a hunk that meets a region does more than to put one token in the place of another of its kind. */
function isRebuilt({ oldStart, oldEnd, newStart, newEnd }: Hunk, [before, after]: readonly [Side, Side], region: Range): boolean {
  const start = before.tokens[oldStart - 1]?.token.end ?? 0;
  const end = before.tokens[oldEnd]?.token.start ?? before.text.length;
  const isOne = oldEnd - oldStart === 1 && newEnd - newStart === 1;
  const isRenamed = isOne && before.tokens[oldStart]?.token.kind === after.tokens[newStart]?.token.kind;
  return !isRenamed && overlapsOrTouches({ start, end }, region);
}

/** Tells whether a file with some edits is the program that was printed. */
function makeJudge(printed: JavaScriptFile): (file: JavaScriptFile, edits: readonly Edit[]) => boolean {
  const wanted = commentsOf(printed);
  return (file, edits) => {
    const text = applyEdits(file.text, edits);
    if (text === printed.text) return true;
    const edited = edits.length === 0 ? file : parseJavaScript({ ...file, text });
    if (isSkip(edited) || !isSameTree(rootOf(edited.ast), rootOf(printed.ast))) return false;
    const comments = commentsOf(edited);
    return comments.length === wanted.length && comments.every((key, index) => key === wanted[index]);
  };
}

function commentsOf(file: JavaScriptFile): readonly string[] {
  return comparableTokens(file).flatMap(({ key, token }) => (token.kind === 'comment' ? [key] : []));
}

type Groups = readonly (readonly Hunk[])[];

/**
 * Leaves out as many groups as can be left out together, halving where that fails. One that cannot be left out by itself may
 * be when others are: `;` in the place of a `)` is no noise as long as the outer pair stays. So what failed is tried again
 * as long as that helps.
 *
 * @returns the hunks that stay; null when not even all of them will do.
 */
function leaveNoise(hunks: readonly Hunk[], groups: Groups, isGood: (kept: readonly Hunk[]) => boolean): readonly Hunk[] | null {
  let left: ReadonlySet<Hunk> = new Set();
  let best: readonly Hunk[] | null = null;
  let trials = 0;
  const tryAll = (parts: Groups[]): Groups => {
    const failed: (readonly Hunk[])[] = [];
    for (let part = parts.pop(); part !== undefined && trials < MOST_TRIALS; trials++, part = parts.pop()) {
      const candidate = new Set([...left, ...part.flat()]);
      const kept = hunks.filter((hunk) => !candidate.has(hunk));
      const middle = part.length >> 1;
      if (isGood(kept)) [left, best] = [candidate, kept];
      else if (part.length > 1) parts.push(part.slice(middle), part.slice(0, middle));
      else failed.push(...part);
    }
    return failed;
  };
  for (let failed = tryAll([groups]), before = -1; failed.length > 0 && left.size > before && trials < MOST_TRIALS; ) {
    before = left.size;
    failed = tryAll(failed.map((group) => [group]).reverse());
  }
  return best ?? (isGood(hunks) ? hunks : null);
}
