/** The dialects that are spoken. Forgejo speaks Gitea's. */
export const FORGE_KINDS = ['github', 'gitlab', 'gitea'] as const;
export type ForgeKind = (typeof FORGE_KINDS)[number];

/** How fast a host may be written to, with one identity. What it answers (Retry-After, rate limits) counts beside it. */
export interface Pace {
  /** Requests that write, at most: pushes, pull requests, labels, comments. */
  readonly perMinute: number;
  readonly perHour: number;
  /** Clones and other reads at one time. */
  readonly connections: number;
  /** Pull requests of the campaign that may be open at one time; null: any number. */
  readonly openPullRequests: number | null;
  /** Local time, `08:00-18:00`; null: always. One that ends before it begins goes over midnight. */
  readonly hours: string | null;
  /** `mon` to `sun`; null: every day. */
  readonly days: readonly string[] | null;
}

/** What is known of a host. It names no secret: only where one is found. */
export interface HostSettings {
  /** As in {@link Target.host}. */
  readonly host: string;
  /** Null: a host that only git is spoken with. */
  readonly forge: ForgeKind | null;
  /** Root of its API, without a slash at the end: `https://api.github.com`. */
  readonly api: string | null;
  /** The environment variable that holds the token; null: none is sent. */
  readonly token: string | null;
  /** The user name that goes with the token when git speaks https: `x-access-token`, `oauth2`. */
  readonly user: string;
  /** `http://`, for a loopback host alone. */
  readonly allowHttp: boolean;
  readonly pace: Pace;
}
