import type { CampaignNews } from '../serve/wire.js';
import { ALL_ROWS, type RowCriteria } from '../show/filter-rows.js';
import type { RepositoryRow } from '../show/repository-row.js';
import type { CampaignSource } from './campaign-source.js';

/** What the page shows. */
export interface CampaignPageState {
  readonly overview: CampaignNews['overview'];
  readonly rows: readonly RepositoryRow[];
  readonly criteria: RowCriteria;
  readonly isPanelOpen: boolean;
  /** Why there is no news; empty where there is. */
  readonly failure: string;
}

/** The state of the page, and all that changes it. */
export class CampaignStore {
  state: CampaignPageState;
  readonly isLive: boolean;
  readonly #source: CampaignSource;
  readonly #listeners = new Set<() => void>();
  #version: number;
  #isLooking = false;

  constructor(source: CampaignSource, { version, overview, rows }: CampaignNews) {
    this.#source = source;
    this.#version = version;
    this.isLive = source.isLive;
    this.state = { overview, rows, criteria: ALL_ROWS, isPanelOpen: false, failure: '' };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  update(change: Partial<CampaignPageState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }

  filter(change: Partial<RowCriteria>): void {
    this.update({ criteria: { ...this.state.criteria, ...change } });
  }

  /** Asks for what is new. */
  async refresh(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const news = await this.#source.since(this.#version);
      if (news.version !== this.#version || this.state.failure !== '') {
        this.#version = news.version;
        this.update({ overview: news.overview, rows: merged(this.state.rows, news), failure: '' });
      }
    } catch (thrown) {
      const failure = thrown instanceof Error ? thrown.message : String(thrown);
      if (failure !== this.state.failure) this.update({ failure });
    } finally {
      this.#isLooking = false;
    }
  }
}

function merged(rows: readonly RepositoryRow[], news: CampaignNews): readonly RepositoryRow[] {
  if (news.isWhole) return news.rows;
  if (news.rows.length === 0) return rows;
  const fresh = new Map(news.rows.map((row) => [row.repo, row]));
  return rows.map((row) => fresh.get(row.repo) ?? row);
}
