import type { Plan } from '../../../core/plan.js';
import type { BareClone, WrittenCommit } from '../../git/bare-clone.js';
import type { CampaignSpec } from '../../model/campaign-spec.js';
import { commitMessage } from '../../publishing/commit-message.js';
import type { Images } from '../../units/images.js';
import { treeEdits } from '../../units/tree-edits.js';
import type { JobRun } from '../job-run.js';

/** Writes the commit of a plan into the clone. The same plan on the same parent is the same commit. */
export async function writeUnit(
  run: JobRun,
  spec: CampaignSpec,
  clone: BareClone,
  {
    parent,
    shard,
    plan,
    images,
  }: { readonly parent: string; readonly shard: string; readonly plan: Plan; readonly images: Images },
): Promise<WrittenCommit> {
  const made = treeEdits(plan, images);
  if (made.kind === 'failed') return run.fail(made.code, `${made.path}: ${made.message}`);
  const message = commitMessage({ campaign: spec.name, shard, plan, summary: spec.summary });
  return await clone.write({ parent, edits: made.edits, message, identity: spec.identity });
}
