import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { plainGit } from './git-repository.js';

export interface GitHttp {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly origin: string;
  /** The Authorization header of each request. */
  readonly authorizations: (string | undefined)[];
  /** Each request's method and path. */
  readonly requests: string[];
  /** Answers a request in place of git: a status, or null to let git answer. */
  intercept: (request: IncomingMessage) => number | { readonly status: number; readonly location: string } | null;
  close(): Promise<void>;
}

/**
 * Serves the bare repositories below a folder over smart HTTP, by git's own CGI program.
 *
 * @param protocol `old`: as servers that do not know protocol 2, which give no object by its id.
 */
export async function serveGit(root: string, protocol: 'new' | 'old' = 'new'): Promise<GitHttp> {
  const program = `${plainGit(root, '--exec-path').trim()}/git-http-backend`;
  const server = createServer((request, response) => {
    http.authorizations.push(request.headers.authorization);
    http.requests.push(`${request.method} ${request.url}`);
    const instead = http.intercept(request);
    if (instead === null) {
      if (protocol === 'old') delete request.headers['git-protocol'];
      return answer(program, root, request, response);
    }
    const { status, location } = typeof instead === 'number' ? { status: instead, location: null } : instead;
    response.writeHead(status, location === null ? {} : { location }).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const http: GitHttp = {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    authorizations: [],
    requests: [],
    intercept: () => null,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return http;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function answer(program: string, root: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const child = spawn(program, {
    env: {
      PATH: process.env['PATH'] ?? '',
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      REMOTE_USER: 'test',
      REMOTE_ADDR: '127.0.0.1',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => {});
  request.pipe(child.stdin);
  let head: Buffer | null = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (head === null) return void response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    for (const line of head.toString('latin1', 0, end).split('\r\n')) {
      const colon = line.indexOf(':');
      const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
      if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.write(head.subarray(end + 4));
    head = null;
  });
  child.on('close', () => response.end());
}
