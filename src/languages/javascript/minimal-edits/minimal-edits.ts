import type { Edit } from '../../../core/edit.js';
import { CodemodError } from '../../../core/errors.js';
import { overlapsOrTouches, type Range } from '../../../core/range.js';
import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { Layout } from '../style/layout.js';
import { alignTokens } from './align.js';
import { agreeingBreaks, spacedTokens } from './bracket-breaks.js';
import { countHalfBroken } from './bracket-pairs.js';
import { withCommentsInPlace } from './comments-in-place.js';
import { fewerLines } from './fewer-lines.js';
import { withFileIndents } from './file-indents.js';
import type { Hunk } from './hunk.js';
import { type Cell, editsOf, layOut } from './lay-out.js';
import { leaveNoise } from './leave-noise.js';
import { nameEdits } from './name-edits.js';
import { noiseGroups } from './noise-groups.js';
import { reparsed } from './reparsed.js';
import { type Judge, makeJudge } from './same-program.js';
import { type Sides, sideOf, textOf } from './side.js';
import { slideToLines } from './slide.js';
import { slideToPartners } from './slide-to-partners.js';
import { splitNoise } from './split-noise.js';
import { trimmedEdit } from './trimmed-edit.js';

/**
 * The edits that turn a file into what a printer made of it, without the printer's own habits: line ends, white space,
 * quotes, and the parentheses, commas and semicolons that change nothing. The edited text is always the same program with
 * the same comments as the printed one: that is checked, and more of the printed text is taken where it is not.
 *
 * @throws CodemodError `output-refused` when the printed text does not parse.
 */
export function minimalEdits(file: JavaScriptFile, printed: string): readonly Edit[] {
  if (printed === file.text) return [];
  const after = reparsed(file, printed);
  if (isSkip(after)) throw new CodemodError('output-refused', `what the transform returned would not parse: ${after.message}`);
  const renamed = nameEdits(file, after);
  if (renamed !== null) return renamed;
  const raw: Sides = [sideOf(file), sideOf(after)];
  const aligned = alignTokens(raw[0].tokens, raw[1].tokens);
  const placed: Sides = [raw[0], withCommentsInPlace(aligned, raw)];
  const isPlaced = placed[1] !== raw[1];
  const found = isPlaced ? alignTokens(placed[0].tokens, placed[1].tokens) : aligned;
  const hunks = splitNoise(slideToPartners(slideToLines(found, ...placed), ...placed), ...placed);
  const layout = new Layout(file);
  const sides: Sides = [raw[0], withFileIndents(hunks, placed, () => layout.commonUnit())];
  const groups = noiseGroups(hunks, ...sides);
  const judge = makeJudge(file, after);
  for (const reach of ['tokens', 'gaps'] as const) {
    const laidOut = (some: readonly Hunk[]): readonly Cell[] => layOut(hunks, some, sides, reach);
    const written = (cells: readonly Cell[]): readonly Edit[] => editsOf(cells, sides[0], file.newline);
    const kept = leaveNoise(hunks, groups, (some) => judge(written(laidOut(some))) !== null);
    if (kept === null) continue;
    const cells = laidOut(kept);
    const agreeing = (['file', 'printer'] as const)
      .map((asked) => agreeingBreaks(cells, sides, asked))
      .filter((some) => some !== null);
    const edits = agreeing.map(written).find((some) => judge(some) !== null) ?? written(cells);
    const isGood = judgeOfLayout(edits, after, judge);
    const shortened = (longer: readonly Edit[], text: string): readonly Edit[] =>
      fewerLines(file, longer, text, (region) => isOpen(kept, sides, region)).find(isGood) ?? longer;
    const indented = textOf(sides[1]);
    const shorter = shortened(edits, indented);
    // Lines of the printer may be like others of the file by chance.
    return isPlaced || indented === printed ? shorter : shortened(shorter, printed);
  }
  return [trimmedEdit(file.text, { start: 0, end: file.text.length }, printed, file.newline)].filter((edit) => edit !== null);
}

/** Tells whether other edits are as good: the same program, with no more brackets that end a line on one side alone. */
function judgeOfLayout(edits: readonly Edit[], printed: JavaScriptFile, judge: Judge): (others: readonly Edit[]) => boolean {
  const halfBroken = (file: JavaScriptFile | null): number => (file === null ? 0 : countHalfBroken(spacedTokens(sideOf(file))));
  let most: number | null = null;
  return (others) => {
    const edited = judge(others);
    most ??= Math.max(halfBroken(judge(edits)), halfBroken(printed));
    return edited !== null && halfBroken(edited) <= most;
  };
}

/** Whether a region may be the printer's: not where all that is done is to put tokens in the place of others of their kind, one by one. */
function isOpen(kept: readonly Hunk[], [before, after]: Sides, region: Range): boolean {
  const met = kept.filter(({ oldStart, oldEnd }) => {
    const start = before.tokens[oldStart - 1]?.token.end ?? 0;
    const end = before.tokens[oldEnd]?.token.start ?? before.text.length;
    return overlapsOrTouches({ start, end }, region);
  });
  const isRenamed = ({ oldStart, oldEnd, newStart, newEnd }: Hunk): boolean =>
    oldEnd - oldStart === 1 &&
    newEnd - newStart === 1 &&
    before.tokens[oldStart]?.token.kind === after.tokens[newStart]?.token.kind;
  return met.length === 0 || !met.every(isRenamed);
}
