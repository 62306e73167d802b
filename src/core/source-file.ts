import { codecFor } from './encoding.js';
import { lineStarts, type Position, positionAt } from './range.js';

export type Newline = '\n' | '\r\n' | '\r';

/** Why a file is left alone, for programs and for people. */
export interface Skip {
  readonly code: string;
  readonly message: string;
}

/** A decoded file. `text` is without the byte order mark; every range of the toolkit counts from its start. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly encoding: string;
  readonly hasBom: boolean;
  /** The line ending that most lines have; `\n` for a file of one line. */
  readonly newline: Newline;
}

const BOM = [0xef, 0xbb, 0xbf] as const;

export function startsWithBom(bytes: Uint8Array): boolean {
  return BOM.every((byte, index) => bytes[index] === byte);
}

/**
 * Decodes a file strictly. `declared` is the encoding that the language reads out of the bytes (PEP 263 for Python).
 * Bytes that would not come back the same are a {@link Skip}, never a guess.
 */
export function decodeSource(path: string, bytes: Uint8Array, declared: string | null): SourceFile | Skip {
  const hasBom = startsWithBom(bytes);
  const codec = codecFor(declared ?? 'utf-8');
  if (codec === null) return { code: 'encoding-unknown', message: `its encoding, ${declared}, is not supported` };
  if (hasBom && codec.name !== 'utf-8') {
    return { code: 'encoding-conflict', message: `it has a UTF-8 byte order mark but declares ${declared}` };
  }
  const content = hasBom ? bytes.subarray(BOM.length) : bytes;
  const text = codec.decode(content);
  if (text === null) return { code: 'encoding-invalid', message: `it is not valid ${codec.name}` };
  const file = { path, text, encoding: codec.name, hasBom, newline: dominantNewline(text) };
  const back = encodeSource(file, text);
  if (back === null || Buffer.compare(back, bytes) !== 0) {
    return { code: 'encoding-lossy', message: `it cannot be decoded from ${codec.name} and encoded back to the same bytes` };
  }
  return file;
}

/** The bytes of a new text in the encoding of its file; null when a character does not exist there. */
export function encodeSource(file: Pick<SourceFile, 'encoding' | 'hasBom'>, text: string): Buffer | null {
  const bytes = codecFor(file.encoding)?.encode(text) ?? null;
  return bytes !== null && file.hasBom ? Buffer.concat([Buffer.from(BOM), bytes]) : bytes;
}

export function dominantNewline(text: string): Newline {
  if (!text.includes('\r')) return '\n';
  const counts = { '\r\n': 0, '\n': 0, '\r': 0 };
  for (const match of text.matchAll(/\r\n|\r|\n/g)) counts[match[0] as Newline]++;
  if (counts['\r\n'] > counts['\n'] && counts['\r\n'] >= counts['\r']) return '\r\n';
  return counts['\r'] > counts['\n'] ? '\r' : '\n';
}

/** The line ending nearest to an offset: that of its own line, else of the line before, else the file's. */
export function newlineNear(file: Pick<SourceFile, 'text' | 'newline'>, offset: number): Newline {
  const isInside = file.text[offset] === '\n' && file.text[offset - 1] === '\r';
  const after = /\r\n|\r|\n/.exec(file.text.slice(isInside ? offset - 1 : offset));
  if (after !== null) return after[0] as Newline;
  const before = file.text.slice(0, offset).match(/\r\n|\r|\n/g);
  return (before?.at(-1) as Newline | undefined) ?? file.newline;
}

export function isSkip(value: object): value is Skip {
  return 'code' in value && 'message' in value;
}

/** Turns offsets of one text into positions, computing its lines once. */
export function positionsOf(text: string): (offset: number) => Position {
  let starts: readonly number[] | null = null;
  return (offset) => {
    starts ??= lineStarts(text);
    return positionAt(starts, offset);
  };
}
