import { connect } from 'node:net';

/** What came back over a connection. */
export interface RawAnswer {
  /** Of the first answer; null when the connection was closed without one. */
  readonly status: number | null;
  /** Everything, head and body of every answer. */
  readonly text: string;
  /** Milliseconds until the other side closed. */
  readonly time: number;
}

/** One way to send bytes that an ordinary client would not. */
export interface RawRequest {
  /** Sent one after the other; a number is a pause in milliseconds. */
  readonly send: Iterable<string | Buffer | number>;
  /** Half-closes after the last: the other side sees the end. */
  readonly end?: boolean;
}

/** Speaks TCP to a server on this machine until it closes the connection; `limit` milliseconds at most. */
export function rawRequest(port: number, { send, end = false }: RawRequest, limit = 10_000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const started = Date.now();
    const socket = connect({ port, host: '127.0.0.1' });
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => socket.destroy(), limit);
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server may hang up on who still sends: what it has said until then counts.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString('latin1');
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
      resolve({ status: status === undefined ? null : Number(status), text, time: Date.now() - started });
    });
    socket.on('connect', async () => {
      for (const part of send) {
        if (socket.destroyed) return;
        if (typeof part === 'number') await new Promise((next) => setTimeout(next, part));
        else if (!socket.write(part)) await new Promise((next) => socket.once('drain', next).once('close', next));
      }
      if (end) socket.end();
    });
  });
}
