import { applySteps, type Change, type CreateChange, type ModifyChange, type Step } from '../change.js';
import { diffHunks, type Hunk } from '../diff.js';
import { type Edit, hasConflict, offsetBefore } from '../edit.js';
import type { Applicability } from '../fix.js';
import { keyOfFile } from '../fix-key.js';
import { placeFixes } from '../fix-lines.js';
import { sha256 } from '../hash.js';
import type { Plan } from '../plan.js';
import { overlapsOrTouches } from '../range.js';
import { decodeSource, isSkip } from '../source-file.js';
import { companionSets } from './companions.js';
import { type FixPlace, placeName } from './couple.js';
import { hunkFixes, wholeFileId } from './hunk-names.js';
import { hunksOfEdits, type LinedText, linedText } from './hunk-parts.js';
import { narrowSteps } from './narrow.js';
import type { HunkReason, ReviewFile, ReviewHunk } from './review-hunk.js';
import { shapeOfFile, shapeOfFixes } from './shape.js';

/** The bytes of a file as it is now, or null when there is none. */
export type ReadFile = (path: string) => Uint8Array | null;

/** A plan as it is reviewed: file by file, hunk by hunk. */
export function reviewFiles(plan: Plan, read: ReadFile): readonly ReviewFile[] {
  const setOf = new Map(companionSets(plan.changes).flatMap((set) => set.map(({ id }) => [id, set[0]?.id ?? id] as const)));
  const placed = (hunk: ReviewHunk): ReviewHunk => {
    const set = setOf.get(hunk.id);
    return set === undefined ? hunk : { ...hunk, set };
  };
  return plan.changes.map((change) => {
    const file = reviewFile(change, read);
    return setOf.size === 0 ? file : { ...file, hunks: file.hunks.map(placed) };
  });
}

/** A file by itself: nothing is known of the hunks of others that belong to its own. */
export function reviewFile(change: Change, read: ReadFile): ReviewFile {
  const { path, kind } = change;
  const about = { path, kind, to: kind === 'rename' ? change.to : null };
  const before = kind === 'create' ? null : read(path);
  const stale = staleness(change, before);
  if (stale !== null) return { ...about, stale, hunks: [] };
  return {
    ...about,
    stale,
    hunks: kind === 'modify' ? modifyHunks(change, before ?? new Uint8Array()) : [wholeFile(change, before)],
  };
}

function staleness(change: Change, before: Uint8Array | null): string | null {
  if (change.kind === 'create') return null;
  if (before === null) return 'it is gone since the plan was made';
  return sha256(before) === change.before.sha256 ? null : 'it has changed since the plan was made';
}

function modifyHunks(change: ModifyChange, before: Uint8Array): readonly ReviewHunk[] {
  const source = decodeSource(change.path, before, change.encoding);
  if (isSkip(source)) return [];
  const lined = linedText(source.text);
  const reasons = reasonsOf(change, before);
  const hunks = hunkFixes(change).map(({ id, fixes }): ReviewHunk => {
    const own = fixes.flatMap((place) => reasons.get(placeName(place)) ?? []);
    return {
      id,
      path: change.path,
      kind: 'modify',
      applicability: lowest(own),
      reasons: own,
      shape: shapeOfFixes(change.steps, fixes),
      keys: fixes.map((place) => fixAt(change.steps, place)?.key ?? ''),
      parts: partsOf(lined, change.steps, fixes),
    };
  });
  return hunks.sort((a, b) => firstLine(a) - firstLine(b));
}

/** Where the file is looked at first: not for an import that many share, but for what needs it. */
function firstLine({ reasons }: ReviewHunk): number {
  return Math.min(...reasons.map(({ line }) => line));
}

function reasonsOf(change: ModifyChange, before: Uint8Array): ReadonlyMap<string, HunkReason> {
  const placed = placeFixes(change, before);
  const places = change.steps.flatMap(({ fixes }, step) => fixes.map((_, fix) => placeName({ step, fix })));
  const versions = change.steps.flatMap(({ fixes, version }) => fixes.map(() => version));
  return new Map(
    placed.map(({ codemod, fix: { reason, applicability, caveat }, lineBefore }, index) => [
      places[index] ?? '',
      { codemod, version: versions[index] ?? '', text: reason, applicability, caveat, line: lineBefore },
    ]),
  );
}

function partsOf(lined: LinedText, steps: readonly Step[], fixes: readonly FixPlace[]): readonly Hunk[] {
  const flat = flatEdits(steps, fixes);
  if (flat !== null) return hunksOfEdits(lined, flat);
  const kept = new Set(fixes.map(placeName));
  const narrowed = narrowSteps(lined.text, steps, (place) => kept.has(placeName(place)));
  return diffHunks(lined.text, narrowed.text);
}

/** The edits of fixes, told on the text as it is; null where one changes what another has left. */
function flatEdits(steps: readonly Step[], fixes: readonly FixPlace[]): readonly Edit[] | null {
  const found = new Map<string, Edit>();
  for (const { step: number, fix } of fixes) {
    const step = steps[number];
    for (const index of step?.fixes[fix]?.edits ?? []) {
      const edit = step?.edits[index];
      if (edit === undefined) continue;
      const moved = toOriginal(steps.slice(0, number), edit);
      if (moved === null) return null;
      found.set(`${number}/${index}`, moved);
    }
  }
  const edits = [...found.values()];
  return hasConflict(edits) ? null : edits;
}

/** An edit before the steps that came before it, or null where it meets what one of them has made. */
function toOriginal(earlier: readonly Step[], edit: Edit): Edit | null {
  let { start, end } = edit;
  for (const { edits } of earlier.toReversed()) {
    let shift = 0;
    for (const one of [...edits].sort((a, b) => a.start - b.start)) {
      const made = { start: one.start + shift, end: one.start + shift + one.newText.length };
      if (overlapsOrTouches(made, { start, end })) return null;
      shift += one.newText.length - (one.end - one.start);
    }
    [start, end] = [offsetBefore(edits, start), offsetBefore(edits, end)];
  }
  return { ...edit, start, end };
}

function wholeFile(change: Exclude<Change, { kind: 'modify' }>, before: Uint8Array | null): ReviewHunk {
  const { path, kind, codemod, version } = change;
  const made: HunkReason = { codemod, version, text: change.reason, applicability: 'safe', caveat: '', line: 1 };
  const later = kind === 'create' ? laterReasons(change) : [];
  const reasons = [made, ...later];
  return {
    id: wholeFileId(change),
    path,
    kind,
    applicability: lowest(reasons),
    reasons,
    shape: shapeOfFile(change),
    keys: [keyOfFile(change)],
    parts: wholeFileParts(change, before),
  };
}

function laterReasons({ steps }: CreateChange): readonly HunkReason[] {
  return steps.flatMap(({ codemod, version, fixes }) =>
    fixes.map(({ reason, applicability, caveat, line }) => ({ codemod, version, text: reason, applicability, caveat, line })),
  );
}

function wholeFileParts(change: Exclude<Change, { kind: 'modify' }>, before: Uint8Array | null): readonly Hunk[] {
  if (change.kind === 'rename') return [];
  if (change.kind === 'delete') return diffHunks(Buffer.from(before ?? []).toString('utf8'), '');
  return diffHunks('', applySteps(Buffer.from(change.content, 'base64').toString('utf8'), change.steps));
}

const LOWEST_FIRST: readonly Applicability[] = ['manual', 'unsafe', 'safe'];

function lowest(reasons: readonly HunkReason[]): Applicability {
  return LOWEST_FIRST.find((one) => reasons.some(({ applicability }) => applicability === one)) ?? 'safe';
}

function fixAt(steps: readonly Step[], { step, fix }: FixPlace) {
  return steps[step]?.fixes[fix];
}
