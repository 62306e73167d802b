import type { IncomingMessage } from 'node:http';
import { REFUSALS, RefusedRequest } from './refusal.js';

/**
 * The body of a request as JSON.
 *
 * @param limit bytes.
 * @throws RefusedRequest when it is no JSON, says that it is something else, or is too large.
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const { headers } = request;
  if (!/^application\/json(?:; ?charset=utf-8)?$/i.test(headers['content-type'] ?? ''))
    throw new RefusedRequest(REFUSALS.contentType);
  if (headers['content-encoding'] !== undefined) throw new RefusedRequest(REFUSALS.contentType);
  if (Number(headers['content-length'] ?? 0) > limit) throw new RefusedRequest(REFUSALS.tooLarge);
  const bytes = await readBody(request, limit);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new RefusedRequest(REFUSALS.malformed);
  }
}

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > limit) throw new RefusedRequest(REFUSALS.tooLarge);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
