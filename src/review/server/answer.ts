import type { ServerResponse } from 'node:http';
import type { Failure } from '../model/wire.js';
import type { Refusal } from './refusal.js';
import { SECURITY_HEADERS } from './security-headers.js';

export const JSON_TYPE = 'application/json; charset=utf-8';

export function answer(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': type, 'content-length': bytes.length });
  response.end(bytes);
}

/** A refused request ends its connection, so that nothing behind it, nor the rest of its body, is read. */
export function refuse(response: ServerResponse, { status, ...failure }: Refusal): void {
  response.setHeader('connection', 'close');
  answer(response, status, JSON_TYPE, JSON.stringify(failure satisfies Failure));
}
