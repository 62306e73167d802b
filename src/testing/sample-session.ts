import type { Change } from '../core/change.js';
import { diffHunks, type Hunk } from '../core/diff.js';
import type { CodemodError } from '../core/errors.js';
import type { Applicability } from '../core/fix.js';
import { sha256 } from '../core/hash.js';
import type { Left } from '../core/left.js';
import { type Plan, planId } from '../core/plan.js';
import { decidedAlong } from '../core/review/decided-along.js';
import { type Decision, type DecisionRecord, UNDECIDED } from '../core/review/decision.js';
import type { HunkReason, ReviewFile, ReviewHunk } from '../core/review/review-hunk.js';
import { judged, type ReviewSession } from '../core/review/session.js';
import { samplePlan } from './sample-plan.js';

/** A hunk to be reviewed, as a test describes it. */
export interface SampleHunk {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly codemod?: string;
  readonly reason?: string;
  readonly applicability?: Applicability;
  readonly caveat?: string;
  /** Hunks of one shape have one name. */
  readonly shape?: string;
  /** Hunks of one set are decided together. */
  readonly set?: string;
  /** Where the text stands in its file; counts from 1. */
  readonly line?: number;
}

/** A session that remembers what it was asked, and whose `apply` does what a test says. */
export interface SampleSession extends ReviewSession {
  readonly records: readonly DecisionRecord[];
  readonly applied: () => number;
  /** What `apply` says the run is taken back by. */
  takenBackBy(command: string): void;
  /** The next `apply` and `decide` fail with this; null: they work. */
  failWith(error: CodemodError | null): void;
}

/** Files of a review, from their hunks; those of a file must follow each other. */
export function sampleFiles(hunks: readonly SampleHunk[]): readonly ReviewFile[] {
  const byPath = new Map<string, SampleHunk[]>();
  for (const hunk of hunks) byPath.set(hunk.path, [...(byPath.get(hunk.path) ?? []), hunk]);
  return [...byPath].map(([path, own]) => {
    const made = own.map((hunk, index) => sampleHunk(hunk, index));
    return { path, to: null, kind: 'modify', stale: null, hunks: made };
  });
}

function sampleHunk(sample: SampleHunk, index: number): ReviewHunk {
  const { path, codemod = 'sample', applicability = 'safe', caveat = '', line = 1 } = sample;
  const text = sample.reason ?? 'The sample asks for it.';
  const reasons: readonly HunkReason[] = [{ codemod, version: '1.0.0', text, applicability, caveat, line }];
  const id = sha256(`${path}\0${index}\0${sample.after}`).slice(0, 16);
  const shape = sha256(sample.shape ?? codemod).slice(0, 16);
  const parts = diffHunks(sample.before, sample.after).map((part) => moved(part, line - 1));
  return {
    id,
    path,
    kind: 'modify',
    applicability,
    reasons,
    shape,
    keys: [sha256(id)],
    parts,
    ...(sample.set === undefined ? {} : { set: sample.set }),
  };
}

function moved(hunk: Hunk, lines: number): Hunk {
  return { ...hunk, oldStart: hunk.oldStart + lines, newStart: hunk.newStart + lines };
}

export function sampleSession(files: readonly ReviewFile[], plan: Plan = samplePlanOf(files)): SampleSession {
  const decisions = new Map<string, Decision>();
  const records: DecisionRecord[] = [];
  const id = planId(plan);
  let [applied, failure]: [number, CodemodError | null] = [0, null];
  let takeBack = 'npx codemod undo 20260101T000000Z-0001';
  return {
    plan,
    planId: id,
    files,
    records,
    applied: () => applied,
    decisions: () => decisions,
    takenBackBy(command) {
      takeBack = command;
    },
    failWith(error) {
      failure = error;
    },
    async decide(hunks, judgement) {
      if (failure !== null) throw failure;
      const along = decidedAlong(files, hunks, judgement.verdict, decisions);
      for (const hunk of [...hunks, ...along]) {
        const decision = judged(judgement, decisions.get(hunk) ?? UNDECIDED);
        decisions.set(hunk, decision);
        records.push({ codemodDecision: 1, plan: id, hunk, ...decision, time: '2026-01-01T00:00:00Z' });
      }
      return along;
    },
    checkEdit: async (_, edited) => (edited.startsWith('@@') ? null : 'This is no diff.'),
    async apply() {
      if (failure !== null) throw failure;
      applied++;
      const accepted = files.filter(({ hunks }) => hunks.some((hunk) => decisions.get(hunk.id)?.verdict === 'accepted'));
      return {
        run: '20260101T000000Z-0001',
        files: accepted.length,
        records: '.codex/',
        takeBack,
      };
    },
  };
}

/** A plan must be about the files that are reviewed, so that another review has another id. */
export function samplePlanOf(files: readonly ReviewFile[], left: readonly Left[] = []): Plan {
  const changes = files.map(
    ({ path, hunks }): Change => ({
      kind: 'delete',
      path,
      before: { sha256: sha256(JSON.stringify(hunks)), size: 0, mode: 0o644 },
      ...{ codemod: 'sample', version: '1.0.0', reason: 'A stand-in.' },
    }),
  );
  return { ...samplePlan(changes), left };
}
