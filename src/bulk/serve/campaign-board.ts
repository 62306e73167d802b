import { isDeepStrictEqual } from 'node:util';
import type { CampaignStanding } from '../campaign/open-campaign.js';
import type { CampaignSpec } from '../model/campaign-spec.js';
import type { RepositoryState } from '../model/campaign-state.js';
import { atHandOf, type Overview, overviewOf } from '../show/overview.js';
import { type RepositoryRow, repositoryRow } from '../show/repository-row.js';
import type { CampaignNews } from './wire.js';

interface Known {
  readonly repository: RepositoryState;
  readonly row: RepositoryRow;
  /** When it came to be so. */
  readonly version: number;
}

/** The rows of a campaign, and in which version each has changed, so that a page can ask for what is new. */
export class CampaignBoard {
  readonly #spec: CampaignSpec;
  #known = new Map<string, Known>();
  #version = 0;
  /** The version since which repositories were added or have gone: who knows an older one gets all of them. */
  #changedSelection = 0;
  #overview: Overview | null = null;

  constructor(spec: CampaignSpec) {
    this.#spec = spec;
  }

  /** @param standing its fold keeps the value of a repository to which nothing has happened. */
  update(standing: CampaignStanding): void {
    const { state, running } = standing;
    const next = this.#version + 1;
    const known = new Map<string, Known>();
    let isChanged = this.#overview === null || isOtherState(this.#overview, standing);
    for (const [repo, repository] of state.repositories) {
      const before = this.#known.get(repo);
      const isSame = before?.repository === repository;
      if (!isSame) isChanged = true;
      known.set(repo, isSame ? before : { repository, row: repositoryRow(repository), version: next });
    }
    const isSelectionChanged = known.size !== this.#known.size || [...known.keys()].some((repo) => !this.#known.has(repo));
    if (!isChanged && !isSelectionChanged) return;
    this.#version = next;
    if (isSelectionChanged) this.#changedSelection = next;
    this.#known = known;
    this.#overview = overviewOf(this.#spec, state, this.#rows(), running);
  }

  /** @param version 0: nothing is known yet. */
  since(version: number): CampaignNews {
    if (this.#overview === null) throw new Error('The board was never updated.');
    const isWhole = version === 0 || version < this.#changedSelection || version > this.#version;
    const changed = [...this.#known.values()].filter((known) => isWhole || known.version > version);
    return { version: this.#version, overview: this.#overview, rows: changed.map(({ row }) => row), isWhole };
  }

  #rows(): readonly RepositoryRow[] {
    return [...this.#known.values()].map(({ row }) => row);
  }
}

function isOtherState({ stopped, publisher, running, unfinished }: Overview, standing: CampaignStanding): boolean {
  const { state } = standing;
  const isOtherAtHand = !isDeepStrictEqual({ running, unfinished }, atHandOf(state, standing.running));
  return publisher !== state.publisher || stopped !== state.stopped || isOtherAtHand;
}
