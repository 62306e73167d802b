import type { IncomingMessage } from 'node:http';
import { TOKEN_HEADER } from '../model/wire.js';
import { REFUSALS, type Refusal } from './refusal.js';
import { isSameToken } from './token.js';

/** What a request is for. `page`: a file of the page itself, which holds nothing of the review. */
export type Purpose = 'page' | 'data' | 'effect';

/** Who may ask for what. */
export interface Gate {
  readonly port: number;
  readonly token: string;
}

/**
 * Why a request is turned away, or null. A site whose name was made to point here (DNS rebinding) has the wrong `Host`; a page
 * of another site, or of another port, tells on itself by `Origin` and `Sec-Fetch-Site`; what is left needs the token.
 */
export function guard(request: IncomingMessage, purpose: Purpose, { port, token }: Gate): Refusal | null {
  if (request.httpVersion !== '1.1') return REFUSALS.version;
  const host = onlyHeader(request, 'host');
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return REFUSALS.host;
  if (!isOwnOrigin(request, host, purpose)) return REFUSALS.origin;
  if (purpose === 'page') return null;
  return isSameToken(onlyHeader(request, TOKEN_HEADER) ?? '', token) ? null : REFUSALS.token;
}

/** Browsers send `Origin` with every POST; the page of another site cannot leave it out. */
function isOwnOrigin(request: IncomingMessage, host: string, purpose: Purpose): boolean {
  const origin = onlyHeader(request, 'origin');
  const site = onlyHeader(request, 'sec-fetch-site');
  if (origin === null ? purpose === 'effect' : origin !== `http://${host}`) return false;
  return site === null || site === 'same-origin' || (site === 'none' && purpose === 'page');
}

/** A header that stands once; null when there is none. One that stands twice is what no browser sends: it equals nothing. */
function onlyHeader({ rawHeaders }: IncomingMessage, name: string): string | null {
  const values = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
  return values.length > 1 ? '' : (values[0] ?? null);
}
