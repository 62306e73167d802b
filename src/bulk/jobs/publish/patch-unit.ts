import { PATCHES, patchName } from '../../campaign/patch-name.js';
import type { Store } from '../../store/store.js';
import type { JobRun } from '../job-run.js';
import type { ApprovedUnit } from './unit-commit.js';

/** Makes sure that the patch of a unit is there; the coordinator puts it into the campaign's folder. */
export async function patchUnit(run: JobRun, store: Store, repo: string, { shard, approved: plan }: ApprovedUnit): Promise<void> {
  if ((await store.get('patch', plan)) === null) run.fail('plan-lost', `The store has no patch of the plan ${plan}.`);
  run.tell({ event: 'patched', shard, plan, file: `${PATCHES}/${patchName({ repo, shard, plan })}` });
}
