import { isUtf8 } from 'node:buffer';
import type { Change } from './change.js';
import { modifiedBytes } from './change-bytes.js';
import { unifiedDiff } from './diff.js';

type Bytes = Uint8Array | null;

/**
 * The diff of a whole change in bytes, every line in the encoding of its file, as `git apply` compares it.
 *
 * @param before the bytes that the change was planned on.
 * @returns null where it is the text of `changeDiff` in UTF-8.
 */
export function changePatch(change: Change, before: Bytes): Buffer | null {
  const sides = sidesOf(change, before);
  if (sides === null) return null;
  // A character a byte: so lines are compared and kept as they are, in whatever encoding they are.
  const [old, now] = sides.map((side) => (side === null ? null : Buffer.from(side).toString('latin1')));
  const { mode } = change.kind === 'create' ? change.after : change.before;
  return Buffer.from(unifiedDiff(change.path, old ?? null, now ?? null, mode), 'latin1');
}

/** Both contents of a file whose text is not what its bytes are in UTF-8. */
function sidesOf(change: Change, before: Bytes): readonly [Bytes, Bytes] | null {
  switch (change.kind) {
    case 'rename':
      return null;
    case 'create': {
      const content = Buffer.from(change.content, 'base64');
      return isUtf8(content) ? null : [null, content];
    }
    case 'delete':
      return isUtf8(before ?? Buffer.alloc(0)) ? null : [before, null];
    case 'modify': {
      if (change.encoding === 'utf-8' || before === null) return null;
      return [before, modifiedBytes(change, Buffer.from(before))];
    }
  }
}
