/** Repositories of a host, at least, before their failures say anything about the rest. */
const LEAST = 10;

/** Counts what fails at each host, and tells when it is too much for the rest to be tried: a token that is refused is refused every time. */
export class FailureShare {
  readonly #most: number;
  readonly #hosts = new Map<string, { ran: number; failed: number }>();
  readonly #leftAlone = new Set<string>();

  /** @param most the share of a host's repositories that may fail, 0 to 1. */
  constructor(most: number) {
    this.#most = most;
  }

  count(host: string, hasFailed: boolean): void {
    const { ran, failed } = this.#of(host);
    this.#hosts.set(host, { ran: ran + 1, failed: failed + (hasFailed ? 1 : 0) });
  }

  /** Whether a host is to be asked for one more repository. Once it is not, it stays so. */
  mayGoOn(host: string): boolean {
    const { ran, failed } = this.#of(host);
    if (ran >= LEAST && failed / ran > this.#most) this.#leftAlone.add(host);
    return !this.#leftAlone.has(host);
  }

  /** @returns null where nothing was left alone. */
  reason(): string | null {
    if (this.#leftAlone.size === 0) return null;
    const told = [...this.#leftAlone].map(
      (host) => `${host}: ${this.#of(host).failed} of ${this.#of(host).ran} repositories failed`,
    );
    const allowed = `${Math.round(this.#most * 100)} %`;
    return `${told.join('; ')}. It stopped there at more than ${allowed} (waves.stopAt): the rest was not tried. See why with codemod bulk status, then run it again.`;
  }

  #of(host: string): { readonly ran: number; readonly failed: number } {
    return this.#hosts.get(host) ?? { ran: 0, failed: 0 };
  }
}
