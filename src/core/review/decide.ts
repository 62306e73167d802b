import type { Change, ContentId, ModifyChange, PlannedFix, Step } from '../change.js';
import { applyEdits, type Edit, editFault, offsetAfter } from '../edit.js';
import { fixKey } from '../fix-key.js';
import { sha256 } from '../hash.js';
import type { Plan } from '../plan.js';
import { lineStarts, overlapsOrTouches, positionAt } from '../range.js';
import { decodeSource, encodeSource, isSkip, type SourceFile } from '../source-file.js';
import { type Decision, type Decisions, UNDECIDED } from './decision.js';
import { readEditedDiff } from './edited-diff.js';
import { hunkFixes, keyOfFile, wholeFileId } from './hunk-names.js';
import { type DroppedFix, narrowSteps } from './narrow.js';
import { type PartialSet, partialSets } from './partial-sets.js';
import type { ReadFile } from './review-files.js';

/** A fix or a file that a person has decided against. */
export interface Rejection {
  readonly codemod: string;
  readonly path: string;
  /** By which the next run knows it again, see `fixKey`. */
  readonly key: string;
  /** The id of the hunk that it is of. */
  readonly hunk: string;
  readonly reason: string;
}

/** A plan as it was decided. */
export interface DecidedPlan {
  /** What is accepted, and no more. */
  readonly plan: Plan;
  readonly rejections: readonly Rejection[];
  readonly counts: { readonly accepted: number; readonly rejected: number; readonly undecided: number };
  /** Paths whose new text is not the one that was planned, so that nobody has judged it. */
  readonly altered: readonly string[];
  /** Codemods whose new files are accepted in part: they may need each other. */
  readonly partial: readonly PartialSet[];
  /** Hunks whose edited diff cannot stand, and why. */
  readonly faults: readonly { readonly path: string; readonly hunk: string; readonly message: string }[];
}

/**
 * Carries decisions out on a plan, as a value.
 *
 * @param read the files that the plan was made on; one that is no longer so keeps its change as it is, to be refused.
 * @param undecided whether hunks that nobody has decided count as accepted.
 */
export function decidePlan(plan: Plan, read: ReadFile, decisions: Decisions, undecided: 'accepted' | 'rejected'): DecidedPlan {
  const results = plan.changes.map((change) => decideChange(change, read, decisions, undecided));
  const count = (verdict: Decision['verdict']): number =>
    results.reduce((sum, { verdicts }) => sum + verdicts.filter((one) => one === verdict).length, 0);
  return {
    plan: { ...plan, changes: results.flatMap(({ change }) => change ?? []) },
    rejections: results.flatMap(({ rejections }) => rejections),
    counts: { accepted: count('accepted'), rejected: count('rejected'), undecided: count('undecided') },
    altered: results.flatMap(({ change, isAltered }) => (change !== null && isAltered ? [change.path] : [])),
    partial: partialSets(
      plan.changes.flatMap((change, index) =>
        change.kind === 'create' ? [{ codemod: change.codemod, stands: results[index]?.change != null }] : [],
      ),
    ),
    faults: [...results.flatMap(({ faults }) => faults), ...lossFaults(plan, results)],
  };
}

interface DecidedChange {
  readonly change: Change | null;
  readonly isAltered: boolean;
  /** True when everything of the change stands as planned, or as a person has edited it. */
  readonly isWhole: boolean;
  readonly rejections: readonly Rejection[];
  readonly verdicts: readonly Decision['verdict'][];
  readonly faults: DecidedPlan['faults'];
}

/**
 * What a file holds may have gone into another one: where a codemod takes a file away, or moves it, all of its changes stand or
 * that one does not.
 */
function lossFaults({ changes }: Plan, results: readonly DecidedChange[]): DecidedPlan['faults'] {
  const left = new Set(changes.flatMap((change, index) => (results[index]?.isWhole === true ? [] : codemodsOf(change))));
  return changes.flatMap((change, index) => {
    if ((change.kind !== 'delete' && change.kind !== 'rename') || results[index]?.change === null || !left.has(change.codemod))
      return [];
    const message = `its ${change.kind} belongs to changes of ${change.codemod} that are not accepted: reject it too, or accept them`;
    return [{ path: change.path, hunk: wholeFileId(change), message }];
  });
}

function codemodsOf(change: Change): readonly string[] {
  return change.kind === 'modify' ? change.steps.map(({ codemod }) => codemod) : [change.codemod];
}

type Undecided = 'accepted' | 'rejected';

function decideChange(change: Change, read: ReadFile, decisions: Decisions, undecided: Undecided): DecidedChange {
  if (change.kind === 'modify') return decideModify(change, read, decisions, undecided);
  const hunk = wholeFileId(change);
  const { verdict, reason } = decisions.get(hunk) ?? UNDECIDED;
  const keeps = verdict === 'accepted' || (verdict === 'undecided' && undecided === 'accepted');
  const rejection = { codemod: change.codemod, path: change.path, key: keyOfFile(change), hunk, reason };
  return {
    change: keeps ? change : null,
    isAltered: false,
    isWhole: keeps,
    rejections: verdict === 'rejected' ? [rejection] : [],
    verdicts: [verdict],
    faults: [],
  };
}

function decideModify(change: ModifyChange, read: ReadFile, decisions: Decisions, undecided: Undecided): DecidedChange {
  const hunks = hunkFixes(change).map((hunk) => ({ ...hunk, decision: decisions.get(hunk.id) ?? UNDECIDED }));
  const verdicts = hunks.map(({ decision }) => decision.verdict);
  const stands = ({ verdict }: Decision): boolean =>
    verdict === 'accepted' || (verdict === 'undecided' && undecided === 'accepted');
  const asPlanned = hunks.filter(({ decision }) => stands(decision) && decision.edited === null);
  const unchanged = { change, isAltered: false, isWhole: true, rejections: [], verdicts, faults: [] };
  if (asPlanned.length === hunks.length) return unchanged;
  const source = sourceOf(change, read);
  if (source === null) return unchanged;
  const kept = new Set(asPlanned.flatMap(({ fixes }) => fixes.map(({ step, fix }) => `${step}/${fix}`)));
  const narrowed = narrowSteps(source.text, change.steps, ({ step, fix }) => kept.has(`${step}/${fix}`));
  const edited = hunks.filter(({ decision }) => stands(decision) && decision.edited !== null);
  const faults: DecidedPlan['faults'][number][] = [];
  let steps = narrowed.steps;
  for (const { id, fixes, decision } of edited) {
    const [first] = fixes;
    const step = first === undefined ? undefined : change.steps[first.step];
    const fix = first === undefined ? undefined : step?.fixes[first.fix];
    if (step === undefined || fix === undefined || decision.edited === null) continue;
    const made = editedStep(source.text, steps, { path: change.path, step, fix, diff: decision.edited });
    if ('fault' in made) faults.push({ path: change.path, hunk: id, message: made.fault });
    else steps = [...steps, made];
  }
  const text = steps.reduce((current, { edits }) => applyEdits(current, edits), source.text);
  const rejected = hunks.filter(({ decision }) => decision.verdict === 'rejected');
  return {
    change: withSteps(change, source, steps, text),
    isAltered: true,
    isWhole: hunks.every(({ decision }) => stands(decision)),
    rejections: rejected.flatMap(({ id, fixes, decision: { reason } }) =>
      fixes.flatMap((place) => rejectionsOf(change, place, narrowed, { hunk: id, reason })),
    ),
    verdicts,
    faults,
  };
}

function sourceOf(change: ModifyChange, read: ReadFile): SourceFile | null {
  const bytes = read(change.path);
  if (bytes === null || sha256(bytes) !== change.before.sha256) return null;
  const source = decodeSource(change.path, bytes, change.encoding);
  return isSkip(source) ? null : source;
}

/** Null where nothing is left of the change. */
function withSteps(change: ModifyChange, source: SourceFile, steps: readonly Step[], text: string): ModifyChange | null {
  const bytes = encodeSource(source, text);
  if (text === source.text || bytes === null) return null;
  const after: ContentId = { sha256: sha256(bytes), size: bytes.length, mode: change.after.mode };
  return { ...change, after, steps };
}

interface EditedHunk {
  readonly path: string;
  readonly step: Step;
  readonly fix: PlannedFix;
  readonly diff: string;
}

/** What a person has written in the place of a hunk, behind all that is kept. */
function editedStep(
  text: string,
  steps: readonly Step[],
  { path, step, fix, diff }: EditedHunk,
): Step | { readonly fault: string } {
  const read = readEditedDiff(text, diff);
  if ('fault' in read) return read;
  const moved = afterSteps(text, read.edits, steps);
  if (moved === null) return { fault: 'it changes lines that another accepted hunk changes' };
  const current = steps.reduce((before, { edits }) => applyEdits(before, edits), text);
  const [first] = moved;
  const line = positionAt(lineStarts(current), first?.start ?? 0).line;
  const { codemod, version } = step;
  const key = fixKey(current, { codemod, path, edits: moved, imports: [], line });
  const reason = `${fix.reason.replace(/\.$/, '')}, as edited in the review.`;
  const made = { reason, applicability: fix.applicability, caveat: fix.caveat, line, edits: [...moved.keys()], imports: [], key };
  return { codemod, version, edits: moved, importEdits: [], fixes: [made] };
}

/** Edits of the first text, told on the one that steps make of it; null where they meet. An edit that is made already is left out. */
function afterSteps(text: string, edits: readonly Edit[], steps: readonly Step[]): readonly Edit[] | null {
  let moved = edits;
  let current = text;
  for (const step of steps) {
    const isMade = (edit: Edit): boolean =>
      step.edits.some(({ start, end, newText }) => start === edit.start && end === edit.end && newText === edit.newText);
    moved = moved.filter((edit) => !isMade(edit));
    if (moved.some((edit) => step.edits.some((other) => overlapsOrTouches(edit, other)))) return null;
    moved = moved.map((edit) => {
      const start = offsetAfter(step.edits, edit.start);
      return { ...edit, start, end: start + edit.oldText.length };
    });
    current = applyEdits(current, step.edits);
  }
  return moved.some((edit) => editFault(current, edit) !== null) ? null : moved;
}

/** A rejection is remembered by the fix as it was, and as it will be found in the text that the run leaves. */
function rejectionsOf(
  { path, steps }: ModifyChange,
  place: { readonly step: number; readonly fix: number },
  { text, dropped }: { readonly text: string; readonly dropped: readonly DroppedFix[] },
  said: Pick<Rejection, 'hunk' | 'reason'>,
): readonly Rejection[] {
  const step = steps[place.step];
  const fix = step?.fixes[place.fix];
  if (step === undefined || fix === undefined) return [];
  const left = dropped.find((one) => one.place.step === place.step && one.place.fix === place.fix);
  const { codemod } = step;
  const about = { codemod, path, ...said };
  if (left === undefined) return [{ ...about, key: fix.key }];
  const line = positionAt(lineStarts(text), left.at).line;
  const key = fixKey(text, { codemod, path, edits: left.edits, imports: fix.imports, line });
  return [...new Set([fix.key, key])].map((one) => ({ ...about, key: one }));
}
