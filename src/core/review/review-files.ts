import { applySteps, type Change, type CreateChange, type ModifyChange, type Step } from '../change.js';
import { diffHunks, type Hunk } from '../diff.js';
import { type Edit, offsetBefore } from '../edit.js';
import { type Applicability, isApplicable } from '../fix.js';
import { wholeFileKey } from '../fix-key.js';
import { placeFixes } from '../fix-lines.js';
import { sha256 } from '../hash.js';
import type { Plan } from '../plan.js';
import { overlapsOrTouches } from '../range.js';
import { decodeSource, isSkip } from '../source-file.js';
import { coupledFixes, type FixPlace } from './couple.js';
import { hunksOfEdits, type LinedText, linedText } from './hunk-parts.js';
import { narrowSteps } from './narrow.js';
import type { HunkReason, ReviewFile, ReviewHunk } from './review-hunk.js';
import { shapeOfFile, shapeOfFixes, short } from './shape.js';

/** The bytes of a file as it is now, or null when there is none. */
export type ReadFile = (path: string) => Uint8Array | null;

/** A plan as it is reviewed: file by file, hunk by hunk. */
export function reviewFiles(plan: Plan, read: ReadFile): readonly ReviewFile[] {
  return plan.changes.map((change) => reviewFile(change, read));
}

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

/** A group of coupled fixes with what they are named by. */
export interface HunkFixes {
  readonly id: string;
  readonly fixes: readonly FixPlace[];
}

/** The hunks of a modification by their fixes: all that is needed to carry decisions out. */
export function hunkFixes({ path, steps }: Pick<ModifyChange, 'path' | 'steps'>): readonly HunkFixes[] {
  const seen = new Map<string, number>();
  return coupledFixes(steps).map((fixes) => {
    const keys = fixes.map((place) => fixAt(steps, place)?.key ?? '');
    const name = JSON.stringify([path, keys]);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { id: short(sha256(`${name}#${count}`)), fixes };
  });
}

/** The id of a hunk that is a whole file. */
export function wholeFileId(change: Exclude<Change, { kind: 'modify' }>): string {
  return short(sha256(JSON.stringify([change.path, keyOfFile(change)])));
}

/** By which the rejection of a whole file is remembered. */
export function keyOfFile(change: Exclude<Change, { kind: 'modify' }>): string {
  const content =
    change.kind === 'create' ? sha256(Buffer.from(change.content, 'base64')) : change.kind === 'rename' ? change.to : '';
  return wholeFileKey(change.codemod, change.path, change.kind, content);
}

function modifyHunks(change: ModifyChange, before: Uint8Array): readonly ReviewHunk[] {
  const source = decodeSource(change.path, before, change.encoding);
  if (isSkip(source)) return [];
  const lined = linedText(source.text);
  const reasons = reasonsOf(change, before);
  const hunks = hunkFixes(change).map(({ id, fixes }): ReviewHunk => {
    const own = fixes.flatMap(({ step, fix }) => reasons.get(`${step}/${fix}`) ?? []);
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
  const places = change.steps.flatMap(({ fixes }, step) => fixes.map((_, fix) => `${step}/${fix}`));
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
  const kept = new Set(fixes.map(({ step, fix }) => `${step}/${fix}`));
  const narrowed = narrowSteps(lined.text, steps, ({ step, fix }) => kept.has(`${step}/${fix}`));
  return diffHunks(lined.text, applySteps(lined.text, narrowed));
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
  const meet = edits.some((edit, index) => edits.slice(index + 1).some((other) => overlapsOrTouches(edit, other)));
  return meet ? null : edits;
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

function lowest(reasons: readonly HunkReason[]): Applicability {
  const order: readonly Applicability[] = ['manual', 'unsafe', 'safe'];
  const all = reasons.map(({ applicability }) => applicability);
  return order.find((one) => all.some((other) => other === one && isApplicable(other, one))) ?? 'safe';
}

function fixAt(steps: readonly Step[], { step, fix }: FixPlace) {
  return steps[step]?.fixes[fix];
}
