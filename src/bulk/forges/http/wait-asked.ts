const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** No host asks for longer; one that does is broken or hostile. */
export const LONGEST_WAIT = 24 * HOUR;

/** An HTTP answer, as far as a wish to wait is read from it. */
export interface LimitSigns {
  readonly status: number;
  readonly headers: Headers;
  /** See `hostWords`. */
  readonly words: string;
}

/**
 * GitHub tells its limits for too much at once in words alone, with 403, 429 or (for content) 422, and often without a header.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
const LIMIT_IN_WORDS = /secondary rate limit|rate limit exceeded|abuse detection|submitted too quickly|too many requests/i;

/**
 * How long a host asks to wait, in milliseconds; null where it does not ask. Read in this order: Retry-After (seconds, or a date:
 * RFC 9110, section 10.2.3), the reset of a quota that is used up (GitHub and GitLab), and else a minute, twice as long at each
 * time in a row, up to an hour (as GitHub advises).
 *
 * @param now milliseconds of the epoch.
 * @param strikes how often in a row the host has asked before without saying for how long.
 */
export function waitAsked(
  signs: LimitSigns,
  now: number,
  strikes: number,
): { readonly wait: number; readonly told: boolean } | null {
  if (!isLimit(signs, now)) return null;
  const told = retryAfter(signs.headers, now) ?? (quotaLeft(signs.headers) === 0 ? quotaReset(signs.headers, now) : null);
  const wait = told ?? Math.min(HOUR, MINUTE * 2 ** Math.min(strikes, 10));
  return { wait: Math.min(LONGEST_WAIT, Math.max(SECOND, wait)), told: told !== null };
}

function isLimit({ status, headers, words }: LimitSigns, now: number): boolean {
  if (status === 429) return true;
  if (status === 503) return retryAfter(headers, now) !== null;
  if (status === 422) return LIMIT_IN_WORDS.test(words);
  if (status !== 403) return false;
  return retryAfter(headers, now) !== null || quotaLeft(headers) === 0 || LIMIT_IN_WORDS.test(words);
}

function retryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * SECOND;
  // Date.parse alone takes "3.5" for a day in March.
  const date = /^[A-Z][a-z]{2,8}, /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** What is left of the quota, or null where it is not told. */
export function quotaLeft(headers: Headers): number | null {
  return wholeNumber(headers.get('x-ratelimit-remaining') ?? headers.get('ratelimit-remaining'));
}

/**
 * Milliseconds until the quota is full again: told in seconds of the epoch, or (where that would be long ago) in seconds from now,
 * as the IETF draft has it. Null where it is not told, or has passed: then our clocks differ, and it tells nothing.
 */
export function quotaReset(headers: Headers, now: number): number | null {
  const reset = wholeNumber(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset'));
  if (reset === null) return null;
  const wait = reset < 1e9 ? reset * SECOND : reset * SECOND - now;
  return wait > 0 ? wait : null;
}

function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d{1,15}$/.test(value.trim()) ? Number(value) : null;
}
