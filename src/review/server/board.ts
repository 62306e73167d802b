import type { Decision } from '../../core/review/decision.js';
import type { Judgement, ReviewSession } from '../../core/review/session.js';
import type { DecisionEntry } from '../model/review-index.js';
import type { Standing } from '../model/wire.js';

/** The decisions of a session by the numbers of its hunks, and when each was made, so that a page can ask for what is new. */
export class Board {
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly ids: readonly string[];
  private readonly changedIn = new Map<number, number>();
  private readonly session: ReviewSession;
  private version = 0;

  constructor(session: ReviewSession) {
    this.session = session;
    this.ids = session.files.flatMap(({ hunks }) => hunks.map(({ id }) => id));
    this.numbers = new Map(this.ids.map((id, number) => [id, number]));
  }

  get current(): number {
    return this.version;
  }

  isHunk(id: string): boolean {
    return this.numbers.has(id);
  }

  /** Every decision. */
  standing(): Standing {
    const decisions = this.session.decisions();
    return { version: this.version, decisions: this.ids.flatMap((id, number) => entry(number, decisions.get(id)) ?? []) };
  }

  /** The decisions that were made after a version; of hunks that are undecided again too. */
  since(version: number): Standing {
    const decisions = this.session.decisions();
    const changed = [...this.changedIn].flatMap(([number, changedIn]) => (changedIn > version ? [number] : []));
    const undecided: Decision = { verdict: 'undecided', reason: '', edited: null };
    return {
      version: this.version,
      decisions: changed.map((number) => ({ hunk: number, ...(decisions.get(this.ids[number] ?? '') ?? undecided) })),
    };
  }

  async decide(hunks: readonly string[], judgement: Judgement): Promise<void> {
    const along = await this.session.decide(hunks, judgement);
    this.version++;
    for (const id of [...hunks, ...along]) this.changedIn.set(this.numbers.get(id) ?? -1, this.version);
  }
}

function entry(hunk: number, decision: Decision | undefined): DecisionEntry | null {
  return decision === undefined ? null : { hunk, ...decision };
}
