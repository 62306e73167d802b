import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { systemCode } from '../../core/errors.js';
import { refuse } from './answer.js';
import { REFUSALS } from './refusal.js';

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Ends what never becomes a request of ours: no HTTP, too slow, too many headers, tunnels, other protocols. */
export function refuseUnreadable(server: Server): void {
  server.on('clientError', (error: Error, socket: Duplex) => end(socket, STATUS[systemCode(error) ?? ''] ?? '400 Bad Request'));
  server.on('connect', (_: IncomingMessage, socket: Duplex) => end(socket, '405 Method Not Allowed'));
  server.on('upgrade', (_: IncomingMessage, socket: Duplex) => end(socket, '400 Bad Request'));
  for (const event of ['checkContinue', 'checkExpectation']) {
    server.on(event, (_: IncomingMessage, response: ServerResponse) => refuse(response, REFUSALS.expectation));
  }
}

/** In the words of HTTP itself: there is no response to write to. */
function end(socket: Duplex, status: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  // Who sends garbage may be gone already.
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  setTimeout(() => socket.destroy(), 500).unref();
}
