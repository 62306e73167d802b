import type { BareClone } from '../../git/bare-clone.js';
import type { UnitState } from '../../model/campaign-state.js';
import type { Base } from '../../model/target.js';
import type { Order } from '../job.js';
import type { JobRun } from '../job-run.js';
import type { Services } from '../services.js';
import { keptPlan } from './kept-plan.js';
import { writeUnit } from './write-unit.js';

/** A unit whose plan a person has approved. */
export type ApprovedUnit = UnitState & { readonly planned: NonNullable<UnitState['planned']>; readonly approved: string };

export function isApproved(unit: UnitState): unit is ApprovedUnit {
  return unit.planned !== null && unit.approved === unit.planned.plan;
}

/** The commit of a unit in the clone, made again from its plan where it is not there: the signed one, where there is one. */
export async function unitCommit(
  run: JobRun,
  order: Order,
  services: Services,
  clone: BareClone,
  unit: ApprovedUnit,
  base: Base,
): Promise<string> {
  const { plan, images } = await keptPlan(run, services.store, unit.approved);
  const { commit } = await writeUnit(run, order.spec, clone, { parent: base.commit, shard: unit.shard, plan, images });
  if (commit !== unit.planned.commit) {
    run.fail(
      'commit-differs',
      `The plan ${unit.approved} makes the commit ${commit} here, and made ${unit.planned.commit} before.`,
    );
  }
  if (unit.signed?.plan !== unit.approved) return commit;
  const object = await services.store.get('commit', unit.signed.commit);
  if (object === null) return run.fail('plan-lost', `The store has lost the signed commit ${unit.signed.commit}.`);
  return await clone.restore(object);
}
