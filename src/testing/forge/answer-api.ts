import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type Answer, type Exchange, InvalidBody, type Route, routeFor } from './exchange.js';
import type { Effect } from './faults.js';
import type { Refusal } from './limits.js';
import { react } from './react.js';
import { readBody } from './read-body.js';
import { countRequest, type Serving } from './serving.js';

interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** One request to the API, with whatever is to go wrong with it. */
export async function answerApi(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { dialect } = serving;
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const sent = await readBody(request);
  const found = find(serving, request.method ?? 'GET', url.pathname);
  if (found === null) return send(serving, response, dialect.errors.notFound);
  const { route, params } = found;
  countRequest(serving, route.operation);
  const refused = refusal(serving, request, route);
  if (refused !== null) return send(serving, response, refused);
  const effect = serving.faults.next({ kind: 'api', operation: route.operation, repo: repoOf(params), writes: route.writes });
  if (await before(serving, effect, request, response)) return;
  const body = parsed(sent);
  if (body === INVALID) return send(serving, response, { status: 400, body: { message: 'Problems parsing JSON' } });
  const { world, clock } = serving;
  const exchange: Exchange = {
    ...{ world, clock, url, params, body, query: url.searchParams, origin: url.origin, refusesSecond: serving.refusesSecond },
    method: route.method,
  };
  const answer = effect?.kind === 'empty-list' ? { status: 200, body: [] } : await worked(serving, route, exchange);
  await after(serving, effect, answer, response);
}

function find({ dialect }: Serving, method: string, pathname: string): Found | null {
  for (const prefix of dialect.prefixes) {
    if (!pathname.startsWith(`${prefix}/`)) continue;
    const found = routeFor(dialect.routes, method, pathname.slice(prefix.length));
    if (found !== null) return found;
  }
  return null;
}

function repoOf({ owner, repo, id }: Readonly<Record<string, string>>): string {
  return repo === undefined ? (id ?? '') : `${owner}/${repo}`;
}

/** GitHub turns away who does not say what it is; all of them who has no token, and who asks too much. */
function refusal(serving: Serving, request: IncomingMessage, route: Route): Answer | null {
  const { dialect, tokens, anonymousReads, limits } = serving;
  const access = tokens.check(dialect.tokenOf(request), route.writes || !anonymousReads);
  if (access !== 'allowed') return dialect.errors.unauthorized;
  if (dialect.needsUserAgent && (request.headers['user-agent'] ?? '') === '') {
    return {
      status: 403,
      body: { message: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.' },
    };
  }
  const refused = limits.admit({ writes: route.writes });
  return refused === null ? null : limited(serving, refused);
}

function limited({ dialect, clock }: Serving, { kind, until, told }: Refusal): Answer {
  const resetAt = clock.realTimeOf(until);
  const wait = told ? Math.max(1, Math.ceil((resetAt - Date.now()) / 1000)) : null;
  return dialect.errors.limited(kind, wait, resetAt);
}

const INVALID = Symbol('invalid');

function parsed(sent: Buffer): unknown {
  if (sent.length === 0) return undefined;
  try {
    return JSON.parse(sent.toString('utf8'));
  } catch {
    return INVALID;
  }
}

/** @returns whether the request has had its answer. */
async function before(
  serving: Serving,
  effect: Effect | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { clock, limits } = serving;
  switch (effect?.kind) {
    case 'primary-limit':
    case 'secondary-limit': {
      const kind = effect.kind === 'primary-limit' ? 'primary' : 'secondary';
      const refused: Refusal = {
        kind,
        until: clock.now() + effect.seconds * 1000,
        told: effect.kind === 'primary-limit' || effect.told,
      };
      limits.freeze(refused);
      send(serving, response, limited(serving, refused));
      return true;
    }
    case 'status': {
      const headers = effect.retryAfter === undefined ? {} : { 'retry-after': String(effect.retryAfter) };
      send(serving, response, { status: effect.status, body: { message: 'Server Error' }, headers });
      return true;
    }
    case 'echo':
      send(serving, response, { status: effect.status, body: { message: echoed(request) } });
      return true;
    case 'drop':
      response.destroy();
      return true;
    case 'slow':
      await setTimeout(effect.ms);
      return false;
    default:
      return false;
  }
}

/** What a careless host says of a request that it does not like. */
export function echoed({ headers }: IncomingMessage): string {
  const sent = headers.authorization ?? String(headers['private-token'] ?? '');
  return `bad header ${sent} or ${encodeURIComponent(sent)} or ${Buffer.from(sent).toString('base64')}`;
}

async function worked({ dialect, locks }: Serving, route: Route, exchange: Exchange): Promise<Answer> {
  const handle = async (): Promise<Answer> => {
    const answer = await route.handle(exchange);
    if (route.operation === 'create-pull-request' && answer.status === 201) await react(exchange.world);
    return answer;
  };
  try {
    return await (route.writes ? locks.hold(repoOf(exchange.params), handle) : handle());
  } catch (error) {
    if (error instanceof InvalidBody) return dialect.errors.invalid(error.message);
    throw error;
  }
}

async function after(serving: Serving, effect: Effect | null, answer: Answer, response: ServerResponse): Promise<void> {
  switch (effect?.kind) {
    case 'drop-after':
      response.destroy();
      return;
    case 'hang-after':
      await setTimeout(effect.ms);
      response.destroy();
      return;
    case 'truncate': {
      const text = textOf(answer);
      response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': text.length + 1 });
      response.write(text.subarray(0, Math.floor(text.length / 2)));
      response.destroy();
      return;
    }
    default:
      send(serving, response, answer);
  }
}

function textOf({ body }: Answer): Buffer {
  return body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
}

function send({ dialect, limits, clock }: Serving, response: ServerResponse, answer: Answer): void {
  const quota = limits.quota();
  const quotaHeaders = quota === null ? {} : dialect.quotaHeaders(quota.limit, quota.remaining, clock.realTimeOf(quota.resetAt));
  const type = answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(answer.status, { ...type, ...quotaHeaders, ...answer.headers });
  response.end(textOf(answer));
}
