import { sha256 } from '../core/hash.js';
import type { Left } from '../core/left.js';
import { lineStarts, positionAt, type Range } from '../core/range.js';
import { decodeSource, isSkip } from '../core/source-file.js';
import type { Texts } from './report-facts.js';

/** A range of a file as it is. */
export interface RangeInText extends Range {
  /** Without the byte order mark. */
  readonly text: string;
}

/**
 * Where something that is left stands in the file as it is. Its range is one of the file as the run leaves it: the same only
 * where the run leaves the file alone. Null where that is not so, and for a file that is not UTF-8: what it declares is known
 * to its language alone.
 */
export function rangeOfLeft({ path, range, sha256: of }: Left, texts: Texts): RangeInText | null {
  const bytes = path === null || range === null ? undefined : texts.get(path);
  if (bytes === undefined || path === null || range === null || sha256(bytes) !== of) return null;
  const source = decodeSource(path, bytes, null);
  if (isSkip(source) || range.end > source.text.length) return null;
  const { line, column } = positionAt(lineStarts(source.text), range.start);
  if (line !== range.line || column !== range.column) return null;
  return { start: range.start, end: range.end, text: source.text };
}
