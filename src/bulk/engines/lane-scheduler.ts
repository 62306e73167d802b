import type { LaneLimits } from './engine.js';
import { StartWindow } from './start-window.js';

/** What waits in a lane. `slot`: what kind of worker it takes. */
export interface Waiting {
  readonly lane: string;
  readonly slot: string;
}

class Lane<T> {
  readonly limits: LaneLimits;
  readonly #windows: readonly StartWindow[];
  waiting: T[] = [];
  active = 0;
  restsUntil = 0;

  constructor(limits: LaneLimits) {
    this.limits = limits;
    this.#windows = [
      ...(limits.perMinute === null ? [] : [new StartWindow(limits.perMinute, 60_000)]),
      ...(limits.perHour === null ? [] : [new StartWindow(limits.perHour, 3_600_000)]),
    ];
  }

  /** When one of it may start, as far as time is concerned. */
  next(now: number): number {
    return Math.max(now, this.restsUntil, ...this.#windows.map((window) => window.next(now)));
  }

  start(now: number): void {
    this.active++;
    for (const window of this.#windows) window.start(now);
  }
}

/** Decides what starts next: the lanes take turns, and each keeps its own limits. It knows no clock and starts nothing itself. */
export class LaneScheduler<T extends Waiting> {
  readonly #limitsOf: (lane: string) => LaneLimits;
  readonly #slots: Map<string, number>;
  readonly #lanes = new Map<string, Lane<T>>();
  /** Lanes in the order of their turns. */
  #turns: string[] = [];

  constructor(limitsOf: (lane: string) => LaneLimits, slots: Readonly<Record<string, number>>) {
    this.#limitsOf = limitsOf;
    this.#slots = new Map(Object.entries(slots));
  }

  add(one: T, first = false): void {
    const { waiting } = this.#lane(one.lane);
    if (first) waiting.unshift(one);
    else waiting.push(one);
  }

  rest(lane: string, until: number): void {
    const state = this.#lane(lane);
    state.restsUntil = Math.max(state.restsUntil, until);
  }

  /** Takes the next that may start; else tells when to ask again (null: when something has ended or was added). */
  take(now: number): { readonly one: T } | { readonly at: number | null } {
    let at: number | null = null;
    for (const name of this.#turns) {
      const lane = this.#lane(name);
      const [one] = lane.waiting;
      if (one === undefined || lane.active >= lane.limits.concurrency || this.#free(one.slot) <= 0) continue;
      const next = lane.next(now);
      if (next <= now) {
        this.#start(name, lane, one, now);
        return { one };
      }
      at = at === null ? next : Math.min(at, next);
    }
    return { at };
  }

  ended(one: T): void {
    this.#lane(one.lane).active--;
    this.#slots.set(one.slot, this.#free(one.slot) + 1);
  }

  /** Takes all that wait. */
  drain(): readonly T[] {
    return [...this.#lanes.values()].flatMap((lane) => lane.waiting.splice(0));
  }

  counts(now: number): { readonly waiting: number; readonly active: number; readonly resting: Record<string, number> } {
    const lanes = [...this.#lanes];
    return {
      waiting: lanes.reduce((sum, [, lane]) => sum + lane.waiting.length, 0),
      active: lanes.reduce((sum, [, lane]) => sum + lane.active, 0),
      resting: Object.fromEntries(lanes.flatMap(([name, { restsUntil }]) => (restsUntil > now ? [[name, restsUntil]] : []))),
    };
  }

  #start(name: string, lane: Lane<T>, one: T, now: number): void {
    lane.waiting.shift();
    lane.start(now);
    this.#slots.set(one.slot, this.#free(one.slot) - 1);
    this.#turns = [...this.#turns.filter((other) => other !== name), name];
  }

  #free(slot: string): number {
    return this.#slots.get(slot) ?? 0;
  }

  #lane(name: string): Lane<T> {
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const lane = new Lane<T>(this.#limitsOf(name));
    this.#lanes.set(name, lane);
    this.#turns.push(name);
    return lane;
  }
}
