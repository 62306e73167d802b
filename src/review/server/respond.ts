import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answer, refuse } from './answer.js';
import { failureOf } from './failure-of.js';
import { type Gate, guard } from './guard.js';
import { readJson } from './read-json.js';
import { REFUSALS, type Refusal } from './refusal.js';
import type { Route } from './routes.js';

/** Connections with a request that is not answered yet, or was refused. Browsers send the next one later, or never. */
const taken = new WeakSet<Socket>();

/** Answers one request, or refuses it. @returns true when the request came from the page of who started the review. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  routes: ReadonlyMap<string, Route>,
  gate: Gate,
  bodyLimit: number,
): Promise<boolean> {
  const { socket } = request;
  if (taken.has(socket)) {
    socket.destroy();
    return false;
  }
  taken.add(socket);
  const [path = '', query = ''] = splitUrl(request.url ?? '');
  const route = routes.get(path);
  const refused = guard(request, route?.purpose ?? 'page', gate) ?? refusalOfRoute(route, request);
  if (refused !== null || route === undefined) {
    refuse(response, refused ?? REFUSALS.notFound);
    return false;
  }
  try {
    const body = route.method === 'POST' ? await readJson(request, bodyLimit) : null;
    const asset = await route.answer(query, body);
    taken.delete(socket);
    await finished(response, () => answer(response, 200, asset.type, asset.body));
  } catch (thrown) {
    if (!response.headersSent && !response.destroyed) refuse(response, failureOf(thrown));
  }
  return route.purpose !== 'page';
}

function refusalOfRoute(route: Route | undefined, request: IncomingMessage): Refusal | null {
  if (route === undefined) return REFUSALS.notFound;
  return route.method === request.method ? null : REFUSALS.method;
}

function splitUrl(url: string): readonly [path: string, query: string] {
  const at = url.indexOf('?');
  return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

/** Settles when an answer was handed over, or its reader has gone. */
function finished(response: ServerResponse, write: () => void): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve).once('finish', resolve);
    write();
  });
}
