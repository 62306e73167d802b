/** At most so many starts in any span of time, exactly. */
export class StartWindow {
  readonly #most: number;
  readonly #span: number;
  readonly #starts: number[] = [];

  /** @param span milliseconds. */
  constructor(most: number, span: number) {
    this.#most = Math.max(1, Math.floor(most));
    this.#span = span;
  }

  /** When the next start is allowed: milliseconds of the epoch. */
  next(now: number): number {
    const oldest = this.#starts[0];
    return oldest === undefined || this.#starts.length < this.#most ? now : Math.max(now, oldest + this.#span);
  }

  start(now: number): void {
    this.#starts.push(now);
    if (this.#starts.length > this.#most) this.#starts.shift();
  }
}
