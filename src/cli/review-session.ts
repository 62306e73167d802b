import { statSync } from 'node:fs';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { Plan } from '../core/plan.js';
import { type DecidedPlan, decidePlan } from '../core/review/decide.js';
import { decidedAlong } from '../core/review/decided-along.js';
import { type Decision, type Decisions, UNDECIDED } from '../core/review/decision.js';
import { type ReadFile, reviewFiles } from '../core/review/review-files.js';
import { type Applied, judged, type NameOf, type ReviewPurpose, type ReviewSession } from '../core/review/session.js';
import { splitText } from '../core/review/split-sets.js';
import { appendDecisions, readDecisions } from './decisions-file.js';
import { judge } from './judge.js';

/** What a review works on. */
export interface ReviewOf {
  readonly plan: Plan;
  readonly id: string;
  readonly read: ReadFile;
  /** See `ReviewSession`. */
  readonly purpose?: ReviewPurpose;
  readonly nameOf?: NameOf;
  /** The command that goes on with it, as it can be typed here. */
  readonly again: string;
  /** Where decisions are kept: absolute. */
  readonly decisionsFile: string;
  /** Carries out what is accepted, and remembers what is rejected. */
  carryOut(decided: DecidedPlan): Promise<Applied>;
}

/** Begins or goes on with a review. Decisions that were made before are there. */
export function openReview(of: ReviewOf): ReviewSession {
  const { plan, id, read, purpose = 'apply', nameOf = (path) => path, decisionsFile, carryOut } = of;
  const files = reviewFiles(plan, read);
  const known = new Map(files.flatMap(({ hunks }) => hunks.map((hunk) => [hunk.id, hunk] as const)));
  const decisions = new SharedDecisions(decisionsFile, id);
  const fileOf = (hunk: string): Plan => {
    const path = known.get(hunk)?.path;
    return { ...plan, changes: plan.changes.filter((change) => change.path === path) };
  };
  return {
    purpose,
    nameOf,
    plan,
    planId: id,
    files,
    decisions: () => decisions.current(),
    async decide(hunks, judgement) {
      const unknown = hunks.find((hunk) => !known.has(hunk));
      if (unknown !== undefined) throw new CodemodError('usage', `The plan has no hunk ${visibleLine(unknown)}.`);
      const time = new Date().toISOString();
      const before = decisions.current();
      const along = decidedAlong(files, hunks, judgement.verdict, before);
      const { verdict, reason = '' } = judgement;
      const made = [
        ...hunks.map((hunk) => ({ hunk, ...judged(judgement, before.get(hunk) ?? UNDECIDED) })),
        ...along.map((hunk) => ({ hunk, ...judged({ verdict, reason }, before.get(hunk) ?? UNDECIDED) })),
      ];
      await appendDecisions(
        decisionsFile,
        made.map((decision) => ({ codemodDecision: 1, plan: id, ...decision, time })),
      );
      return along;
    },
    async checkEdit(hunk, edited) {
      const accepted = { verdict: 'accepted', reason: '' } as const;
      const before = decisions.current();
      const along = decidedAlong(files, [hunk], 'accepted', before);
      const with_ = new Map<string, Decision>([
        ...before,
        ...along.map((other) => [other, { ...accepted, edited: null }] as const),
        [hunk, { ...accepted, edited }],
      ]);
      const decided = decidePlan(fileOf(hunk), read, with_, 'rejected');
      return decided.faults[0]?.message ?? (await judge(decided.plan, decided.altered, read))[0]?.message ?? null;
    },
    apply: async () => carryOut(await decideWhole(plan, read, decisions.current(), 'rejected', of)),
  };
}

/** The decisions as they stand in their file: another review of the same plan may write there too. */
class SharedDecisions {
  readonly #file: string;
  readonly #plan: string;
  #seen = '';
  #decisions: Decisions = new Map();

  constructor(file: string, plan: string) {
    this.#file = file;
    this.#plan = plan;
  }

  current(): Decisions {
    const stat = statSync(this.#file, { throwIfNoEntry: false, bigint: true });
    const seen = stat === undefined ? '' : `${stat.size} ${stat.mtimeNs}`;
    if (seen !== this.#seen) this.#decisions = readDecisions(this.#file, this.#plan).decisions;
    this.#seen = seen;
    return this.#decisions;
  }
}

/**
 * A plan as it was decided, fit to be carried out: what is no longer as planned has been judged again.
 *
 * @throws CodemodError `plan-split`, `output-refused`.
 */
export async function decideWhole(
  plan: Plan,
  read: ReadFile,
  decisions: Decisions,
  undecided: 'accepted' | 'rejected',
  { nameOf = (path) => path, purpose, again }: Pick<ReviewOf, 'nameOf' | 'purpose' | 'again'>,
): Promise<DecidedPlan> {
  const decided = decidePlan(plan, read, decisions, undecided);
  const nothing = purpose === 'approve' ? 'Nothing was approved' : 'Nothing was written';
  if (decided.split.length > 0) {
    const sets = decided.split.map((set) => `  ${splitText(set, (path) => visibleLine(nameOf(path)))}`).join('\n');
    throw new CodemodError(
      'plan-split',
      `${nothing}, because hunks that belong together are decided apart:\n${sets}\nAccept or reject one of them again, and the others follow: ${again}`,
    );
  }
  const refusals = [...decided.faults, ...(await judge(decided.plan, decided.altered, read))];
  if (refusals.length === 0) return decided;
  const list = refusals.map(({ path, message }) => `  ${visibleLine(nameOf(path))}: ${visibleLine(message)}`).join('\n');
  throw new CodemodError(
    'output-refused',
    `${nothing}, because what is accepted cannot stand alone:\n${list}\nDecide otherwise about these files: ${again}`,
  );
}
