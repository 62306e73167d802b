import { isUtf8 } from 'node:buffer';
import { unifiedDiff } from '../core/diff.js';
import { codecFor } from '../core/encoding.js';
import { quotePath } from '../core/quote-path.js';

type Bytes = Buffer | null;

/** The unified diff between two contents of a path, to be read; null is "no file". Contents that are no text are only said to differ. */
export function textDiff(path: string, before: Bytes, after: Bytes, encoding: string): string {
  if (isBinary(before) || isBinary(after)) {
    const [a, b] = [
      before === null ? '/dev/null' : quotePath(`a/${path}`),
      after === null ? '/dev/null' : quotePath(`b/${path}`),
    ];
    return before !== null && after !== null && before.equals(after) ? '' : `Binary files ${a} and ${b} differ\n`;
  }
  const codec = codecFor(encoding);
  const text = (bytes: Bytes): string | null => (bytes === null ? null : (codec?.decode(bytes) ?? bytes.toString('utf8')));
  return unifiedDiff(path, text(before), text(after));
}

/** The same in bytes, every line in the encoding of its file, for `git apply`; null where it is the text in UTF-8, and where there is none. */
export function bytesDiff(path: string, before: Bytes, after: Bytes): Buffer | null {
  if (isBinary(before) || isBinary(after) || [before, after].every((side) => side === null || isUtf8(side))) return null;
  const line = (bytes: Bytes): string | null => bytes?.toString('latin1') ?? null;
  return Buffer.from(unifiedDiff(path, line(before), line(after)), 'latin1');
}

/** As git tells it: a text has no NUL. */
function isBinary(bytes: Bytes): boolean {
  return bytes?.includes(0) ?? false;
}
