import { createServer, type IncomingMessage } from 'node:http';
import type { ForgeKind, HostSettings } from '../bulk/hosts/host-settings.js';

export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** What was sent as JSON; null when nothing was. */
  readonly body: unknown;
}

export interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, everything else as JSON. */
  readonly body?: unknown;
  /** The connection is cut in place of an answer. */
  readonly cut?: true;
  /** There is no answer, ever. */
  readonly silent?: true;
}

export interface ScriptedHost {
  /** `http://127.0.0.1:4711` */
  readonly url: string;
  readonly asked: Asked[];
}

/** A host on loopback that answers what the test says, and keeps what it was asked. */
export async function withScriptedHost<T>(
  answer: (asked: Asked) => Scripted,
  use: (host: ScriptedHost) => Promise<T>,
): Promise<T> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const { method = '', url: path = '', headers } = request;
    const question = { method, path, headers, body: text === '' ? null : JSON.parse(text) };
    asked.push(question);
    const { status = 200, headers: more = {}, body, cut, silent } = answer(question);
    if (cut) request.socket.destroy();
    if (cut || silent) return;
    response.writeHead(status, { 'content-type': 'application/json', ...more });
    response.end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the host has no port');
  try {
    return await use({ url: `http://127.0.0.1:${address.port}`, asked });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A host on loopback, as a campaign names it. */
export function loopbackHost(forge: ForgeKind, api: string, host = 'forge.test'): HostSettings {
  const pace = { perMinute: 1000, perHour: 10_000, connections: 4, openPullRequests: null, hours: null, days: null };
  return { host, forge, api, token: 'FORGE_TOKEN', user: 'x', allowHttp: true, pace };
}
