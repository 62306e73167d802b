import { startsWithBom } from '../../core/source-file.js';

const BOM_LENGTH = 3;
const CR = 0x0d;
const LF = 0x0a;

/** A line on which PEP 263 looks for nothing more, and which lets it look at the next one. */
const BLANK_OR_COMMENT = /^[ \t\f]*(?:#|$)/;

/** Classes are ASCII, as in CPython. */
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/**
 * The encoding that a Python file declares in its first or second line, spelt as there, or null when it declares none
 * and is UTF-8. A second line counts only below a blank one or a comment. CR, LF and CRLF each end a line.
 *
 * Source: PEP 263 and `get_coding_spec` of CPython's `Parser/tokenizer.c`.
 */
export function declaredEncoding(bytes: Uint8Array): string | null {
  const start = startsWithBom(bytes) ? BOM_LENGTH : 0;
  const first = lineFrom(bytes, start);
  const cookie = COOKIE.exec(first.text);
  if (cookie !== null) return withoutFlavour(cookie[1] ?? '');
  if (!BLANK_OR_COMMENT.test(first.text)) return null;
  const second = COOKIE.exec(lineFrom(bytes, first.next).text);
  return second === null ? null : withoutFlavour(second[1] ?? '');
}

/** The line that begins at an offset (bytes), without its end; a byte is a character, for a cookie is ASCII. */
function lineFrom(bytes: Uint8Array, start: number): { readonly text: string; readonly next: number } {
  let end = start;
  while (end < bytes.length && bytes[end] !== CR && bytes[end] !== LF) end++;
  const text = Buffer.from(bytes.subarray(start, end)).toString('latin1');
  return { text, next: bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1 };
}

/** CPython reads Emacs's `utf-8-unix` as `utf-8` and `latin-1-dos` as `iso-8859-1`: `get_normal_name`, the first 12 characters. */
function withoutFlavour(name: string): string {
  const plain = name.slice(0, 12).toLowerCase().replaceAll('_', '-');
  if (/^utf-8(-|$)/.test(plain)) return 'utf-8';
  return /^(latin-1|iso-8859-1|iso-latin-1)(-|$)/.test(plain) ? 'iso-8859-1' : name;
}
