import { applySteps, type Change, type ContentId, type ModifyChange, type Step } from '../change.js';
import { keyOfFile } from '../fix-key.js';
import { sha256 } from '../hash.js';
import type { Plan } from '../plan.js';
import { decodeSource, encodeSource, isSkip, type Skip, type SourceFile } from '../source-file.js';
import { placeName } from './couple.js';
import { type Decision, type Decisions, UNDECIDED } from './decision.js';
import { editedStep } from './edited-step.js';
import { type HunkFixes, hunkFixes, wholeFileId } from './hunk-names.js';
import { narrowSteps } from './narrow.js';
import { type PartialSet, partialSets } from './partial-sets.js';
import { type Rejection, rejectionsOf } from './rejections.js';
import type { ReadFile } from './review-files.js';
import { type SplitSet, splitSets, splitText } from './split-sets.js';

/** A plan as it was decided. */
export interface DecidedPlan {
  /** What is accepted, and no more. */
  readonly plan: Plan;
  readonly rejections: readonly Rejection[];
  readonly counts: { readonly accepted: number; readonly rejected: number; readonly undecided: number };
  /** What became of the undecided ones. */
  readonly undecided: 'accepted' | 'rejected';
  /** Paths whose new text is not the one that was planned, so that nobody has judged it. */
  readonly altered: readonly string[];
  /** Codemods whose new files are accepted in part: they may need each other. */
  readonly partial: readonly PartialSet[];
  /** Hunks that belong together, and are decided apart. Each is a fault, too. */
  readonly split: readonly SplitSet[];
  /** Hunks that cannot stand as they were decided, and why: their edited diff does not, or others belong to them. */
  readonly faults: readonly { readonly path: string; readonly hunk: string; readonly message: string }[];
}

/**
 * Carries decisions out on a plan, as a value. A file that cannot be read as the plan says is a fault where not all of its
 * hunks are accepted.
 *
 * @param read the files that the plan was made on; one that is no longer so keeps its change as it is, to be refused.
 * @param undecided whether hunks that nobody has decided count as accepted.
 */
export function decidePlan(plan: Plan, read: ReadFile, decisions: Decisions, undecided: 'accepted' | 'rejected'): DecidedPlan {
  const results = plan.changes.map((change) => decideChange(change, read, decisions, undecided));
  const count = (verdict: Decision['verdict']): number =>
    results.reduce((sum, { verdicts }) => sum + verdicts.filter((one) => one === verdict).length, 0);
  const split = splitSets(plan, decisions, undecided);
  return {
    plan: { ...plan, changes: results.flatMap(({ change }) => change ?? []) },
    rejections: results.flatMap(({ rejections }) => rejections),
    counts: { accepted: count('accepted'), rejected: count('rejected'), undecided: count('undecided') },
    undecided,
    altered: results.flatMap(({ change, isAltered }) => (change !== null && isAltered ? [change.path] : [])),
    partial: partialSets(
      plan.changes.flatMap((change, index) =>
        change.kind === 'create' ? [{ codemod: change.codemod, stands: results[index]?.change != null }] : [],
      ),
    ),
    split,
    faults: [...results.flatMap(({ faults }) => faults), ...lossFaults(plan, results), ...split.flatMap(splitFault)],
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

function splitFault(set: SplitSet): DecidedPlan['faults'] {
  const message = `hunks that belong together are decided apart: ${splitText(set, (path) => path)}`;
  return set.stand.slice(0, 1).map(({ id, path }) => ({ path, hunk: id, message }));
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
  const hunks = hunkFixes(change).map((hunk): DecidedHunk => ({ ...hunk, decision: decisions.get(hunk.id) ?? UNDECIDED }));
  const verdicts = hunks.map(({ decision }) => decision.verdict);
  const stands = ({ verdict }: Decision): boolean =>
    verdict === 'accepted' || (verdict === 'undecided' && undecided === 'accepted');
  const asPlanned = hunks.filter(({ decision }) => stands(decision) && decision.edited === null);
  const unchanged = { change, isAltered: false, isWhole: true, rejections: [], verdicts, faults: [] };
  if (asPlanned.length === hunks.length) return unchanged;
  const source = sourceOf(change, read);
  if (source === 'stale') return unchanged;
  if (isSkip(source)) return { ...unchanged, faults: [{ path: change.path, hunk: hunks[0]?.id ?? '', message: source.message }] };
  const kept = new Set(asPlanned.flatMap(({ fixes }) => fixes.map(placeName)));
  const narrowed = narrowSteps(source.text, change.steps, (place) => kept.has(placeName(place)));
  const edited = hunks.filter(({ decision }) => stands(decision) && decision.edited !== null);
  const { steps, faults } = withEdited(change, source.text, narrowed.steps, edited);
  const rejected = hunks.filter(({ decision }) => decision.verdict === 'rejected');
  const rejections = rejectionsOf(change, narrowed);
  return {
    change: withSteps(change, source, steps),
    isAltered: true,
    isWhole: hunks.every(({ decision }) => stands(decision)),
    rejections: rejected.flatMap(({ id, fixes, decision: { reason } }) =>
      fixes.flatMap((place) => rejections(place, { hunk: id, reason })),
    ),
    verdicts,
    faults,
  };
}

interface DecidedHunk extends HunkFixes {
  readonly decision: Decision;
}

/** The steps with those that a person has written in the place of hunks behind them. */
function withEdited(
  { path, steps: planned }: ModifyChange,
  text: string,
  narrowed: readonly Step[],
  hunks: readonly DecidedHunk[],
): { readonly steps: readonly Step[]; readonly faults: DecidedPlan['faults'] } {
  const faults: DecidedPlan['faults'][number][] = [];
  let steps = narrowed;
  for (const { id, fixes, decision } of hunks) {
    const [first] = fixes;
    const step = first === undefined ? undefined : planned[first.step];
    const fix = first === undefined ? undefined : step?.fixes[first.fix];
    if (step === undefined || fix === undefined || decision.edited === null) continue;
    const made = editedStep(text, steps, { path, step, fix, diff: decision.edited });
    if ('fault' in made) faults.push({ path, hunk: id, message: made.fault });
    else steps = [...steps, made];
  }
  return { steps, faults };
}

function sourceOf(change: ModifyChange, read: ReadFile): SourceFile | Skip | 'stale' {
  const bytes = read(change.path);
  if (bytes === null || sha256(bytes) !== change.before.sha256) return 'stale';
  return decodeSource(change.path, bytes, change.encoding);
}

/** Null where nothing is left of the change. */
function withSteps(change: ModifyChange, source: SourceFile, steps: readonly Step[]): ModifyChange | null {
  const text = applySteps(source.text, steps);
  const bytes = encodeSource(source, text);
  if (text === source.text || bytes === null) return null;
  const after: ContentId = { sha256: sha256(bytes), size: bytes.length, mode: change.after.mode };
  return { ...change, after, steps };
}
