import { messageOf, systemCode } from '../../../core/errors.js';
import type { HostSettings } from '../../hosts/host-settings.js';
import { tokenVariables, unsetHere } from '../../hosts/secrets.js';
import { faultOfStatus } from './fault-of-status.js';
import { ForgeStop, failure } from './forge-stop.js';
import { hostWords } from './host-words.js';
import { isLoopback } from './loopback.js';
import { readCapped } from './read-capped.js';
import type { Rests } from './rests.js';
import { LONGEST_WAIT, quotaLeft, quotaReset, waitAsked } from './wait-asked.js';
import { withoutSecret } from './without-secret.js';

export interface FetchSettings {
  readonly host: HostSettings;
  /** Root of the API. */
  readonly api: URL;
  /** Null: none is set, and only what is public can be read. */
  readonly token: string | null;
  readonly now: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Milliseconds for one request with its answer. */
  readonly timeout: number;
  /** Of one answer, decompressed. */
  readonly maxBytes: number;
  readonly rests: Rests;
}

/** What the client libraries are given in place of `fetch`. */
export type PacedFetch = (address: string | URL | Request, init?: RequestInit) => Promise<Response>;

const MOST_REDIRECTS = 3;
/** The only headers of an answer that the client libraries see. */
const KEPT_HEADERS = ['link', 'x-next-page'];

/**
 * The one way to a host's API. It sends the token to the API's origin alone and follows no redirect to another; it reads what
 * the host asks for (see {@link waitAsked}) and asks nothing before then. The answer is at hand as a whole, is said to be JSON
 * whatever it says itself, and has a status below 300.
 *
 * @throws ForgeStop for everything else.
 */
export function pacedFetch(settings: FetchSettings): PacedFetch {
  return async (address, init = {}) => {
    const url = new URL(address instanceof Request ? address.url : address);
    const method = (init.method ?? 'GET').toUpperCase();
    const lane = laneOf(url);
    refuseUnfit(settings, url, method, lane);
    const call = `${method} ${url.pathname}`;
    const { response, text } = await send(settings, url, method, init, call);
    heed(settings, lane, response, text, call);
    if (method !== 'GET') settings.rests.forgive(lane);
    return answerOf(response, text);
  };
}

/** GitHub counts searches apart: one that is used up says nothing about the rest. */
function laneOf(url: URL): string {
  return `${url.origin}${/\/search\/(?:code|repositories)$/.test(url.pathname) ? ' search' : ''}`;
}

function refuseUnfit({ host, api, token, now, rests }: FetchSettings, url: URL, method: string, lane: string): void {
  if (url.origin !== api.origin) throw failure('forge-invalid', `${host.host}: ${url.origin} is not its API.`);
  const until = rests.until(lane);
  if (until > now()) throw new ForgeStop({ kind: 'paused', until, reason: `${host.host} has asked to wait` });
  if (token === null && method !== 'GET') throw failure(host.token === null ? 'forge-refused' : 'token-missing', noToken(host));
}

function noToken(settings: HostSettings): string {
  const { host, token } = settings;
  return token === null
    ? `No token is set up for ${host}: name the environment variable that holds one, in the manifest: hosts: { ${host}: { token: NAME } }.`
    : `There is no token for ${host}: ${unsetHere(tokenVariables(settings))}.`;
}

interface Received {
  readonly response: Response;
  readonly text: string;
}

async function send(settings: FetchSettings, url: URL, method: string, init: RequestInit, call: string): Promise<Received> {
  const { host, timeout } = settings;
  const signal = AbortSignal.timeout(timeout);
  try {
    const response = await follow(settings, url, {
      ...init,
      method,
      redirect: 'manual',
      headers: headersFor(settings, init),
      signal,
    });
    return { response, text: await readCapped(response, settings.maxBytes) };
  } catch (thrown) {
    if (thrown instanceof ForgeStop) throw thrown;
    if (isPlainHttp(thrown)) throw failure('forge-invalid', plainHttp(host, url));
    const why = signal.aborted ? `no answer within ${timeout / 1000} s` : networkFault(thrown);
    throw failure('forge-unavailable', withoutSecret(`${host.host}: ${call}: ${why}.`, settings.token));
  }
}

function headersFor({ host, token }: FetchSettings, init: RequestInit): Headers {
  const headers = new Headers(init.headers);
  headers.delete('cookie');
  headers.set('user-agent', 'codex-codemod');
  if (token !== null) headers.set('authorization', `${host.forge === 'gitea' ? 'token' : 'Bearer'} ${token}`);
  return headers;
}

/** A repository that was renamed answers with a redirect within the API. Beyond it no request is made, with or without a token. */
async function follow(settings: FetchSettings, first: URL, init: RequestInit): Promise<Response> {
  let url = first;
  for (let hop = 0; ; hop++) {
    const response = await fetch(url.href, init);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
    if (next?.origin !== settings.api.origin)
      throw failure(
        'forge-invalid',
        `${settings.host.host} sends its API's callers elsewhere (${next?.origin ?? 'nowhere'}): set its api: to that.`,
      );
    // 301 and 302 allow a client to make a GET of a write, which would then have done nothing.
    if (hop >= MOST_REDIRECTS || (init.method !== 'GET' && response.status !== 307 && response.status !== 308))
      throw failure(
        'forge-invalid',
        `${settings.host.host} sends ${init.method} ${first.pathname} in circles (${response.status}).`,
      );
    url = next;
  }
}

/** TLS was spoken, and the answer was none of TLS. */
function isPlainHttp(thrown: unknown): boolean {
  const code = systemCode(thrown instanceof Error ? thrown.cause : null);
  return code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG';
}

function plainHttp({ host }: HostSettings, { origin, hostname }: URL): string {
  const allow = `http:// has to be allowed for its host: hosts: { "${host}": { allowHttp: true } }`;
  return `${host}: ${origin} does not speak https. ${isLoopback(hostname) ? `In the manifest, ${allow}.` : 'Set its api: to where it does.'}`;
}

function networkFault(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  const code = systemCode(cause);
  return code ?? messageOf(cause).replace(/\s+/g, ' ').slice(0, 200);
}

/** @throws ForgeStop where the host asks to wait, or says no. */
function heed(
  { host, now, random, rests, token }: FetchSettings,
  lane: string,
  response: Response,
  text: string,
  call: string,
): void {
  const { status, headers } = response;
  const words = status < 300 ? '' : hostWords(text, token);
  const asked = waitAsked({ status, headers, words }, now(), rests.strikes(lane));
  if (asked !== null) {
    const until = later(asked.wait, now(), random());
    rests.rest(lane, until);
    if (!asked.told) rests.strike(lane);
    throw new ForgeStop(
      { kind: 'paused', until, reason: `${host.host} asks to wait${words === '' ? ` (${status})` : `: ${words}`}` },
      status,
      words,
    );
  }
  const reset = quotaLeft(headers) === 0 ? quotaReset(headers, now()) : null;
  if (reset !== null) rests.rest(lane, later(Math.min(reset, LONGEST_WAIT), now(), random()));
  if (status < 300) return;
  const message = `${host.host} answers ${status} to ${call}${words === '' ? '' : `: ${words}`}`;
  const isUntold = token === null && host.token !== null && (status === 401 || status === 403 || status === 404);
  if (!isUntold) throw new ForgeStop({ kind: 'failed', code: faultOfStatus(status), message }, status, words);
  // Hosts hide what is private behind a 404: it may be that, or that there is none.
  const code = status === 401 ? 'token-missing' : faultOfStatus(status);
  const why = `${unsetHere(tokenVariables(host))}.`;
  throw new ForgeStop({ kind: 'failed', code, message: `${message}. ${why}` }, status, words);
}

/** A little later than asked, each caller a little differently: all of them at the same moment would be too much again. */
function later(wait: number, now: number, random: number): number {
  return Math.round(now + wait + Math.min(Math.max(random, 0), 1) * Math.min(wait / 10, 30_000));
}

function answerOf({ status, headers }: Response, text: string): Response {
  const kept = KEPT_HEADERS.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const isBodiless = status === 204 || status === 205;
  return new Response(isBodiless ? null : text, { status, headers: [...kept, ['content-type', 'application/json']] });
}
