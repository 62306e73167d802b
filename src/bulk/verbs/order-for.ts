import { byCodeUnits } from '../../core/by-code-units.js';
import { settingsOf } from '../hosts/known-hosts.js';
import type { Order, Publisher } from '../jobs/job.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { RepositoryState, UnitState } from '../model/campaign-state.js';
import type { Stage } from '../model/events.js';
import type { Base } from '../model/target.js';

/** Where an order differs from what the state says. */
export interface OrderDetails {
  readonly base?: Base | null;
  readonly units?: readonly UnitState[];
  readonly publisher?: Publisher;
}

export function orderFor(spec: CampaignSpec, stage: Stage, repository: RepositoryState, details: OrderDetails = {}): Order {
  const { target, base, units } = repository;
  const rejected = [...new Set(repository.rejected.flatMap(({ keys }) => keys))].sort(byCodeUnits);
  const host = settingsOf(target.host, spec.hosts);
  return { spec, stage, target, host, base, units, publisher: 'branch', rejected, ...details };
}
