import type { IncomingMessage } from 'node:http';

export interface TokenCounts {
  /** Requests with a token that is not ours. */
  wrong: number;
  /** Requests without one where one is needed. Git asks so first, where it has only a credential helper. */
  missing: number;
  /** Requests that had the token in their address. */
  inUrl: number;
}

export type Access = 'allowed' | 'missing' | 'wrong';

/** Who may come in. */
export interface Tokens {
  readonly counts: TokenCounts;
  check(token: string | null, needed: boolean): Access;
  /** Looks at the address alone. */
  watch(request: IncomingMessage): void;
}

export function tokensOf(expected: string | null): Tokens {
  const counts: TokenCounts = { wrong: 0, missing: 0, inUrl: 0 };
  return {
    counts,
    check: (token, needed) => {
      if (expected === null || token === expected) return 'allowed';
      if (token === null && !needed) return 'allowed';
      const access = token === null ? 'missing' : 'wrong';
      counts[access]++;
      return access;
    },
    watch: ({ url = '' }) => {
      const carries = expected !== null && [expected, encodeURIComponent(expected)].some((text) => url.includes(text));
      if (carries || /[?&](?:access_token|private_token|token)=/.test(url)) counts.inUrl++;
    },
  };
}

/** The password that git sends: `Authorization: Basic`. */
export function gitToken({ headers }: IncomingMessage): string | null {
  const [, encoded] = /^basic (\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (encoded === undefined) return headers.authorization ?? null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}
