import { settingsOf } from '../hosts/known-hosts.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { CampaignState, RepositoryState, UnitState } from '../model/campaign-state.js';

/** A unit that a pull request may be opened for by a job that was given out when its repository stood like that. */
interface Opening {
  readonly repository: RepositoryState;
  readonly shard: string;
}

/** Keeps the pull requests of a host that are open at one time to what was allowed: those that are, and those that are about to be. */
export class OpenRequests {
  readonly #campaign: { readonly spec: CampaignSpec; readonly state: CampaignState };
  readonly #opening = new Map<string, Opening[]>();
  readonly #heldHosts = new Set<string>();

  constructor(campaign: { readonly spec: CampaignSpec; readonly state: CampaignState }) {
    this.#campaign = campaign;
  }

  /** Why something was held back; null where nothing was. */
  get reason(): string | null {
    if (this.#heldHosts.size === 0) return null;
    return `${[...this.#heldHosts].sort().join(', ')}: as many pull requests are open as the manifest allows (pace.openPullRequests). Merge some, then publish again.`;
  }

  isHeld({ target }: RepositoryState): boolean {
    return this.#heldHosts.has(target.host);
  }

  /** Those of the units that may be published now: with an open pull request, nothing to open, or room for one. */
  allowed(repository: RepositoryState, units: readonly UnitState[]): readonly UnitState[] {
    const { host } = repository.target;
    const most = settingsOf(host, this.#campaign.spec.hosts).pace.openPullRequests;
    if (most === null) return units;
    const opening = (this.#opening.get(host) ?? []).filter(
      (one) => one.repository.repo !== repository.repo && this.#isUnderWay(one),
    );
    let room = most - this.#openAt(host) - opening.length;
    const allowed: UnitState[] = [];
    for (const unit of units) {
      const opens = unit.planned !== null && !hasOpenRequest(unit);
      if (!opens || room > 0) allowed.push(unit);
      else this.#heldHosts.add(host);
      if (!opens || room <= 0) continue;
      room--;
      opening.push({ repository, shard: unit.shard });
    }
    this.#opening.set(host, opening);
    return allowed;
  }

  /** From when it is given out until its job has settled, whatever came of it. */
  #isUnderWay({ repository, shard }: Opening): boolean {
    const now = this.#campaign.state.repositories.get(repository.repo);
    if (now?.units.find((unit) => unit.shard === shard)?.pullRequest?.state === 'open') return false;
    return now === repository || (now !== undefined && now.intent !== null);
  }

  #openAt(host: string): number {
    const here = [...this.#campaign.state.repositories.values()].filter(({ target }) => target.host === host);
    return here.reduce((sum, { units }) => sum + units.filter(hasOpenRequest).length, 0);
  }
}

export function hasOpenRequest({ pullRequest }: UnitState): boolean {
  return pullRequest?.state === 'open';
}
