/**
 * What a store holds. Names are hex digits, and a thing never changes under its name (but for `result`). `spec`, `order` and `result`
 * can be made again: they need not outlive a power failure.
 */
export const STORED = ['spec', 'order', 'plan', 'images', 'patch', 'commit', 'result'] as const;
export type Stored = (typeof STORED)[number];

/** Where machines leave things for each other: a folder that they share, or Redis. */
export interface Store {
  /** It is there for good when this returns. The same again is no fault. */
  put(kind: Stored, name: string, bytes: Buffer): Promise<void>;
  /** Null when there is none. */
  get(kind: Stored, name: string): Promise<Buffer | null>;
  /** How another process opens it; it holds no secret. */
  readonly address: string;
  close(): Promise<void>;
}
