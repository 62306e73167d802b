import type { Verdict } from './fault.js';

/** Adds verdicts up by kind. */
export class Tally {
  readonly #kinds = new Map<string, { injected: number; survived: number; became: Map<string, number> }>();
  readonly #lost: Verdict[] = [];

  add(verdict: Verdict): void {
    const kind = this.#kinds.get(verdict.kind) ?? { injected: 0, survived: 0, became: new Map<string, number>() };
    this.#kinds.set(verdict.kind, kind);
    kind.injected++;
    kind.became.set(verdict.became, (kind.became.get(verdict.became) ?? 0) + 1);
    if (verdict.fault === null) kind.survived++;
    else this.#lost.push(verdict);
  }

  /** The faults that were not survived. */
  get lost(): readonly Verdict[] {
    return this.#lost;
  }

  get injected(): number {
    return [...this.#kinds.values()].reduce((sum, { injected }) => sum + injected, 0);
  }

  /** One line for each kind, and one for all. */
  lines(): readonly string[] {
    const lines = [...this.#kinds].map(([name, { injected, survived, became }]) => {
      const ends = [...became].sort(([, a], [, b]) => b - a).map(([end, count]) => `${count} ${end}`);
      return `${name}: ${injected} faults injected, ${survived} survived (${ends.join('; ')})`;
    });
    return [...lines, `all: ${this.injected} faults injected, ${this.injected - this.#lost.length} survived`];
  }
}
