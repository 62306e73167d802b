import type { HunkBody } from '../model/review-index.js';
import { PAGE_SIZE } from '../model/wire.js';
import type { Source } from './source.js';

/** Characters of lines that are fetched before anybody has looked at them. */
const AHEAD = 64 * 1024 * 1024;

/** The lines of hunks, fetched when they are looked at, and ahead of that while there is time. */
export class BodyCache {
  private readonly bodies = new Map<number, HunkBody>();
  private readonly asked = new Set<number>();
  private readonly source: Source;
  private readonly count: number;
  private readonly onArrival: () => void;

  constructor(source: Source, count: number, first: readonly HunkBody[], onArrival: () => void) {
    this.source = source;
    this.count = count;
    this.onArrival = onArrival;
    this.keep(0, first);
    for (let page = 0; (page + 1) * PAGE_SIZE <= first.length || (page === 0 && first.length > 0); page++) this.asked.add(page);
  }

  /** Null where they are not here yet; they are asked for then. */
  get(hunk: number): HunkBody | null {
    const body = this.bodies.get(hunk);
    if (body === undefined) void this.fetch(Math.floor(hunk / PAGE_SIZE));
    return body ?? null;
  }

  async fetchAhead(): Promise<void> {
    let size = 0;
    for (let page = 0; page * PAGE_SIZE < this.count && size < AHEAD; page++) {
      const bodies = await this.fetch(page);
      for (const part of bodies.flat()) for (const line of part.lines) size += line.length;
    }
  }

  private async fetch(page: number): Promise<readonly HunkBody[]> {
    if (this.asked.has(page)) return [];
    this.asked.add(page);
    try {
      const bodies = await this.source.bodies(page * PAGE_SIZE, PAGE_SIZE);
      this.keep(page * PAGE_SIZE, bodies);
      this.onArrival();
      return bodies;
    } catch {
      // Asked again when it is looked at again; that the server is gone is told by who polls it.
      this.asked.delete(page);
      return [];
    }
  }

  private keep(from: number, bodies: readonly HunkBody[]): void {
    for (const [offset, body] of bodies.entries()) this.bodies.set(from + offset, body);
  }
}
