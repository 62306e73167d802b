/** How much of this machine one client can take. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly body: number;
  /** Bytes of a request's line and headers. */
  readonly headers: number;
  /** Milliseconds until the headers are there. */
  readonly headersTime: number;
  /** Milliseconds until the whole request is there. */
  readonly requestTime: number;
  /** Milliseconds between two looks for requests that are too slow. */
  readonly lookEvery: number;
  readonly connections: number;
}

/** A decision about 100,000 hunks at once is a body of 2 MB. */
export const DEFAULT_LIMITS: Limits = {
  body: 4 * 1024 * 1024,
  headers: 16 * 1024,
  headersTime: 10_000,
  requestTime: 30_000,
  lookEvery: 1_000,
  connections: 64,
};
