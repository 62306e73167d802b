import * as v from 'valibot';
import { applyEdits } from '../core/edit.js';
import { codecFor } from '../core/encoding.js';
import { sha256 } from '../core/hash.js';
import { canonicalJson } from '../core/plan.js';
import { encodeSource } from '../core/source-file.js';
import { withFolder } from '../files/folder.js';
import { PLAN_FILE, readText } from './journal.js';
import type { RunFile } from './run-file.js';
import type { Workspace } from './workspace.js';

const EditSchema = v.object({ start: v.number(), end: v.number(), oldText: v.string(), newText: v.string() });
const Steps = v.array(v.object({ edits: v.array(EditSchema) }));
const ChangeSchema = v.variant('kind', [
  v.object({ kind: v.literal('modify'), path: v.string(), encoding: v.string(), hasBom: v.boolean(), steps: Steps }),
  v.object({ kind: v.literal('create'), path: v.string(), content: v.string(), steps: Steps }),
  v.object({ kind: v.literal('delete'), path: v.string() }),
  v.object({ kind: v.literal('rename'), path: v.string(), to: v.string() }),
]);
type KeptChange = v.InferOutput<typeof ChangeSchema>;
const PlanSchema = v.object({ changes: v.array(ChangeSchema) });

/** What the journal keeps of the plan of a run: enough to make again what the run has left. */
export interface KeptPlan {
  readonly changes: readonly KeptChange[];
}

/** The plan that a run has carried out; null where the journal has none, or not the one that the run names. */
export async function readKeptPlan(workspace: Workspace, run: RunFile): Promise<KeptPlan | null> {
  if (run.kind !== 'apply' || run.plan === null) return null;
  try {
    const text = await withFolder(workspace.fs, workspace.runs, run.id, async (folder) => readText(workspace, folder, PLAN_FILE));
    const plan: unknown = JSON.parse(text);
    const { head: _, ...identity } = v.parse(v.looseObject({ head: v.unknown() }), plan);
    return sha256(canonicalJson(identity)) === run.plan ? v.parse(PlanSchema, plan) : null;
  } catch {
    return null;
  }
}

/** The encoding in which a path was edited; UTF-8 for all else. */
export function encodingOf(plan: KeptPlan | null, path: string): string {
  const change = plan?.changes.find((one) => one.kind === 'modify' && one.path === path);
  return change?.kind === 'modify' ? change.encoding : 'utf-8';
}

/**
 * The bytes that a plan leaves at a path. The caller compares them with the hash that the run has promised.
 *
 * @param original gives the bytes that a path had before.
 * @returns null where the plan leaves nothing there, or cannot be followed.
 */
export async function plannedBytes(
  plan: KeptPlan,
  path: string,
  original: (path: string) => Promise<Buffer | null>,
): Promise<Buffer | null> {
  const change = plan.changes.find((one) => (one.kind === 'rename' ? one.to : one.path) === path);
  if (change === undefined) return null;
  switch (change.kind) {
    case 'delete':
      return null;
    case 'rename':
      return await original(change.path);
    case 'create': {
      const content = Buffer.from(change.content, 'base64');
      return change.steps.length === 0 ? content : edited(content, { encoding: 'utf-8', hasBom: false, steps: change.steps });
    }
    case 'modify': {
      const before = await original(path);
      return before === null ? null : edited(before, change);
    }
  }
}

const BOM_LENGTH = 3;

function edited(
  bytes: Buffer,
  { encoding, hasBom, steps }: Pick<Extract<KeptChange, { kind: 'modify' }>, 'encoding' | 'hasBom' | 'steps'>,
): Buffer | null {
  const text = codecFor(encoding)?.decode(hasBom ? bytes.subarray(BOM_LENGTH) : bytes) ?? null;
  if (text === null) return null;
  const after = steps.reduce((current, step) => applyEdits(current, step.edits), text);
  return encodeSource({ encoding, hasBom }, after);
}
