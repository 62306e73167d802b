import { alongText } from '../../core/review/decided-along.js';
import { type Decision, UNDECIDED, type Verdict } from '../../core/review/decision.js';
import { decidedAlong, placesOf } from '../model/companions.js';
import type { Criteria } from '../model/filter.js';
import type { DecisionEntry } from '../model/review-index.js';
import type { Opening, Standing } from '../model/wire.js';
import { BodyCache } from './body-cache.js';
import { failureOf, type Source } from './source.js';
import { type Cursor, firstState, type State, withDecisions } from './state.js';
import { count } from './words.js';

/** How hunks stood before a decision. */
type Before = ReadonlyMap<number, Decision | undefined>;

/** The state of the page, and all that changes it. */
export class Store {
  state: State;
  readonly bodies: BodyCache;
  readonly isReadOnly: boolean;
  private readonly source: Source;
  /** Where the hunks were left for what is left to a person. */
  private hunkCursor: Cursor;
  private readonly listeners = new Set<() => void>();
  private readonly history: Before[] = [];
  /** Decisions on their way. What the server tells meanwhile may be older than what is shown. */
  private pending = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(source: Source, { index, decisions, version, bodies }: Opening) {
    this.source = source;
    this.isReadOnly = source.actions === null;
    this.state = firstState(index, new Map(decisions.map(numbered)), version);
    this.hunkCursor = this.state.cursor;
    this.bodies = new BodyCache(source, index.hunks.length, bodies, () => this.tell());
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  update(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.tell();
  }

  /** The same hunk stays the one that the keys are about, or the group that it is in. */
  show(view: State['view']): void {
    const { index } = this.state;
    const cursor = this.state.view === 'left' ? this.hunkCursor : this.state.cursor;
    this.hunkCursor = cursor;
    if (view === 'left') {
      this.update({ view, cursor: { key: 'l0', row: 0 } });
      return;
    }
    const number = Number(cursor.key.slice(1));
    const shape = cursor.key.startsWith('g') ? number : (index.hunks[number]?.shape ?? 0);
    const hunk = cursor.key.startsWith('h') ? number : index.hunks.findIndex((one) => one.shape === shape);
    this.update({ view, cursor: { key: view === 'groups' ? `g${shape}` : `h${hunk}`, row: 0 } });
  }

  private say(text: string): void {
    this.update({ note: { text, number: this.state.note.number + 1 } });
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** Text is looked for by who has the lines; the list stays as it was until the answer is there. */
  async filter(change: Partial<Criteria>): Promise<void> {
    const criteria = { ...this.state.criteria, ...change };
    if (change.text === undefined || criteria.text === '') {
      this.update({ criteria, ...(criteria.text === '' ? { found: null } : {}) });
      return;
    }
    this.state = { ...this.state, criteria };
    try {
      const found = await this.source.search(criteria.text);
      if (this.state.criteria.text === criteria.text) this.update({ found: new Set(found) });
    } catch (thrown) {
      this.update({ failure: failureOf(thrown) });
    }
  }

  /** Shown at once, and taken back where the server refuses it. */
  async decide(hunks: readonly number[], decision: Decision, note = told(hunks.length, decision.verdict)): Promise<void> {
    if (hunks.length === 0) return;
    const concerned = [...hunks, ...this.along(hunks, decision.verdict)];
    const before = new Map(concerned.map((hunk) => [hunk, this.state.decisions.get(hunk)]));
    this.history.push(before);
    if (!(await this.send(hunks, decision, note))) this.history.splice(this.history.indexOf(before), 1);
  }

  /** The hunk stays as it stands. */
  async comment(hunk: number, reason: string): Promise<void> {
    const decision = { ...(this.state.decisions.get(hunk) ?? UNDECIDED), reason };
    await this.decide([hunk], decision, reason === '' ? 'Comment removed.' : 'Comment saved.');
  }

  /** Takes the last decision of this page back. */
  async undo(): Promise<void> {
    const before = this.history.pop();
    if (before === undefined) {
      this.say('There is nothing to undo.');
      return;
    }
    const alike = new Map<string, { readonly decision: Decision; readonly hunks: number[] }>();
    for (const [hunk, decision = UNDECIDED] of before) {
      // An edit is of one hunk alone.
      const key = JSON.stringify([decision, decision.edited === null ? null : hunk]);
      const group = alike.get(key) ?? { decision, hunks: [] };
      group.hunks.push(hunk);
      alike.set(key, group);
    }
    const sent = await Promise.all(
      [...alike.values()].map(({ hunks, decision }) => this.send(hunks, decision, told(hunks.length, decision.verdict))),
    );
    if (sent.every(Boolean)) this.say(`Undone: ${count(before.size, 'hunk')} ${before.size === 1 ? 'is' : 'are'} as before.`);
    else this.history.push(before);
  }

  private along(hunks: readonly number[], verdict: Verdict): readonly number[] {
    return decidedAlong(this.state.index, hunks, this.state.decisions, verdict);
  }

  private async send(hunks: readonly number[], decision: Decision, note: string): Promise<boolean> {
    const { actions } = this.source;
    if (actions === null) return false;
    const { index, decisions } = this.state;
    const along = this.along(hunks, decision.verdict);
    const before = new Map([...hunks, ...along].map((hunk) => [hunk, decisions.get(hunk)]));
    this.update({
      decisions: withDecisions(
        decisions,
        [...before.keys()].map((hunk) => [hunk, decision]),
      ),
    });
    this.say([note, ...(along.length === 0 ? [] : [alongText(placesOf(index, along), decision.verdict)])].join(' '));
    this.pending++;
    const ids = hunks.flatMap((hunk) => index.hunks[hunk]?.id ?? []);
    const request = this.last.then(() =>
      actions.decide({ ...decision, plan: index.planId, hunks: ids, since: this.state.version }),
    );
    this.last = request.catch(() => {});
    try {
      const standing = await request;
      this.pending--;
      this.merge(standing);
      return true;
    } catch (thrown) {
      this.pending--;
      const mine = [...before].filter(([hunk]) => this.state.decisions.get(hunk) === decision);
      this.update({ decisions: withDecisions(this.state.decisions, mine), failure: failureOf(thrown) });
      this.say('');
      return false;
    }
  }

  /** Where a decision is still on its way, what was told is asked for again with the next. */
  private merge({ version, decisions }: Standing): void {
    if (this.pending > 0) return;
    const changed = decisions.map(numbered).filter(([hunk, decision]) => !isSame(this.state.decisions.get(hunk), decision));
    if (changed.length > 0) this.update({ version, decisions: withDecisions(this.state.decisions, changed) });
    else this.state = { ...this.state, version };
  }

  /** What other pages have decided meanwhile. Says, too, that somebody is still looking. */
  async refresh(): Promise<void> {
    const { actions } = this.source;
    if (actions === null || this.pending > 0 || this.state.applied !== null || this.state.isApplying) return;
    try {
      const standing = await actions.since(this.state.version);
      if (standing.version > this.state.version) this.merge(standing);
      if (this.state.failure?.problem === 'gone') this.update({ failure: null });
    } catch (thrown) {
      this.update({ failure: failureOf(thrown) });
    }
  }

  async apply(): Promise<void> {
    const { actions } = this.source;
    if (actions === null || this.state.isApplying) return;
    this.update({ isApplying: true, failure: null });
    try {
      await this.last;
      const applied = await actions.apply(this.state.index.planId, this.state.version);
      this.update({ isApplying: false, dialog: null, applied });
    } catch (thrown) {
      this.update({ isApplying: false, dialog: null, failure: failureOf(thrown) });
      await this.refresh();
    }
  }
}

function numbered({ hunk, ...decision }: DecisionEntry): readonly [number, Decision] {
  return [hunk, decision];
}

function isSame(a: Decision | undefined, b: Decision): boolean {
  return a !== undefined && a.verdict === b.verdict && a.reason === b.reason && a.edited === b.edited;
}

function told(hunks: number, verdict: Verdict): string {
  const words: Readonly<Record<Verdict, string>> = { accepted: 'accepted', rejected: 'rejected', undecided: 'undecided again' };
  return `${count(hunks, 'hunk')} ${words[verdict]}.`;
}
