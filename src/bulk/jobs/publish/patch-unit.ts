import type { Store } from '../../store/store.js';
import type { JobRun } from '../job-run.js';
import type { ApprovedUnit } from './unit-commit.js';

/** Makes sure that the patch of a unit is there; the coordinator puts it into the campaign's folder. */
export async function patchUnit(run: JobRun, store: Store, { shard, approved }: ApprovedUnit): Promise<void> {
  if ((await store.get('patch', approved)) === null) run.fail('plan-lost', `The store has no patch of the plan ${approved}.`);
  run.tell({ event: 'patched', shard, plan: approved, file: `patches/${approved}.patch` });
}
