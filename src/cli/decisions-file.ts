import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Decision, DecisionRecord, Decisions } from '../core/review/decision.js';
import { nodeFileSystem } from '../files/file-system.js';
import { withRoot } from '../files/folder.js';
import { attempt } from '../files/io-error.js';
import { appendLines } from '../records/line-log.js';

/** Where the decisions about a plan stand: beside it. */
export function decisionsFileOf(planFile: string): string {
  return `${planFile}.decisions.ndjson`;
}

const RecordSchema = v.object({
  codemodDecision: v.literal(1),
  plan: v.string(),
  hunk: v.string(),
  verdict: v.picklist(['accepted', 'rejected', 'undecided']),
  reason: v.string(),
  edited: v.nullable(v.string()),
  time: v.string(),
});

/** What stands beside a plan. */
export interface SavedDecisions {
  readonly decisions: Decisions;
  /** Lines that cannot be read: torn by a kill, or edited. What they said is not known. */
  readonly unreadable: number;
  /** Decisions about another plan that stood in the same place. They do not count. */
  readonly others: number;
}

/**
 * What was decided about a plan.
 *
 * @throws CodemodError `io-error`.
 */
export function readDecisions(file: string, planId: string): SavedDecisions {
  const decisions = new Map<string, Decision>();
  let unreadable = 0;
  let others = 0;
  for (const line of linesOf(file)) {
    if (line.trim() === '') continue;
    const record = parseRecord(line);
    if (record === null) unreadable++;
    else if (record.plan !== planId) others++;
    else {
      const { hunk, verdict, reason, edited } = record;
      decisions.set(hunk, { verdict, reason, edited });
    }
  }
  return { decisions, unreadable, others };
}

/** Every decision that stands in a file, whichever plan it is about, in their order. @throws CodemodError `io-error`. */
export function decisionRecords(file: string): readonly DecisionRecord[] {
  return linesOf(file).flatMap((line) => parseRecord(line) ?? []);
}

/** Adds decisions; they are on the disk when this returns. @throws CodemodError `io-error`. */
export async function appendDecisions(file: string, records: readonly DecisionRecord[]): Promise<void> {
  const { dir, base } = path.parse(file);
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  await withRoot(nodeFileSystem, dir, (folder) => appendLines(nodeFileSystem, folder, base, lines));
}

function linesOf(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return attempt('read', file, () => readFileSync(file, 'utf8').split('\n'));
}

function parseRecord(line: string): DecisionRecord | null {
  try {
    const parsed = v.safeParse(RecordSchema, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
