import type { ForgeAnswer, ForgeFault } from '../forge.js';

/** Every answer that is no value. */
export type Refusal = Exclude<ForgeAnswer<never>, { kind: 'ok' }>;

/** Carries a host's refusal through the client libraries, which know nothing of our answers. It never leaves `forges/`. */
export class ForgeStop extends Error {
  readonly refusal: Refusal;
  /** Of the HTTP answer; null where there was none. */
  readonly status: number | null;
  /** What the host itself says, on one line; empty where it says nothing. */
  readonly words: string;

  constructor(refusal: Refusal, status: number | null = null, words = '') {
    super(refusal.kind === 'paused' ? refusal.reason : refusal.message);
    this.name = 'ForgeStop';
    this.refusal = refusal;
    this.status = status;
    this.words = words;
  }

  /** The same with another meaning: what a status says depends on what was asked. */
  as(code: ForgeFault): ForgeStop {
    return new ForgeStop({ kind: 'failed', code, message: this.message }, this.status, this.words);
  }
}

export function failure(code: ForgeFault, message: string): ForgeStop {
  return new ForgeStop({ kind: 'failed', code, message });
}

/** The stop in what was thrown: client libraries wrap it in errors of their own. Null: it is something else, a fault of ours. */
export function stopIn(thrown: unknown): ForgeStop | null {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 8; error = error.cause, depth++)
    if (error instanceof ForgeStop) return error;
  return null;
}

/** The edge between what throws and what answers. */
export async function settle<T>(attempt: () => Promise<T>): Promise<ForgeAnswer<T>> {
  try {
    return { kind: 'ok', value: await attempt() };
  } catch (thrown) {
    const stop = stopIn(thrown);
    if (stop === null) throw thrown;
    return stop.refusal;
  }
}
