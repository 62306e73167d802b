import { createRequire } from 'node:module';

/** A pair of functions between bytes and text that refuses rather than replaces. */
export interface Codec {
  readonly name: string;
  /** @returns null when the bytes are not of this encoding. */
  decode(bytes: Uint8Array): string | null;
  /** @returns null when a character does not exist in this encoding. */
  encode(text: string): Buffer | null;
}

const utf8: Codec = {
  name: 'utf-8',
  decode(bytes) {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return null;
    }
  },
  encode: (text) => (text.isWellFormed() ? Buffer.from(text, 'utf8') : null),
};

/** ISO 8859-1 as Python means it: byte n is U+00nn. (The web's "latin1" is windows-1252.) */
const latin1: Codec = {
  name: 'latin-1',
  decode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'),
  encode: (text) => (isBelow(text, 0x100) ? Buffer.from(text, 'latin1') : null),
};

const ascii: Codec = {
  name: 'ascii',
  decode: (bytes) => (bytes.every((byte) => byte < 0x80) ? latin1.decode(bytes) : null),
  encode: (text) => (isBelow(text, 0x80) ? Buffer.from(text, 'latin1') : null),
};

/** Encodings that Python can read source files in, beside those above: each keeps ASCII where it is. */
const OTHERS: readonly string[] = [
  ...['cp1250', 'cp1251', 'cp1252', 'cp1253', 'cp1254', 'cp1255', 'cp1256', 'cp1257', 'cp1258', 'cp437', 'cp850', 'cp866'],
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16].map((part) => `iso8859-${part}`),
  ...['koi8-r', 'koi8-u', 'mac-roman', 'euc-jp', 'shift-jis', 'cp932', 'gbk', 'gb2312', 'gb18030', 'big5', 'euc-kr', 'cp949'],
];

const ALIASES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'utf-8-sig': 'utf-8',
  utf: 'utf-8',
  u8: 'utf-8',
  latin1: 'latin-1',
  latin: 'latin-1',
  l1: 'latin-1',
  'iso-8859-1': 'latin-1',
  'iso8859-1': 'latin-1',
  '8859': 'latin-1',
  cp819: 'latin-1',
  'us-ascii': 'ascii',
  '646': 'ascii',
  'latin-2': 'iso8859-2',
  'latin-9': 'iso8859-15',
  sjis: 'shift-jis',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
};

/**
 * The codec for an encoding's name, spelt as Python allows (`UTF8`, `iso-8859-15`, `windows-1251`), or null when it is
 * not one that can be decoded and encoded back exactly. Names: https://docs.python.org/3/library/codecs.html#standard-encodings
 */
export function codecFor(name: string): Codec | null {
  const plain = name
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^windows-/, 'cp');
  const canonical = ALIASES[plain] ?? plain.replace(/^iso-8859-/, 'iso8859-');
  if (canonical === 'utf-8') return utf8;
  if (canonical === 'latin-1') return latin1;
  if (canonical === 'ascii') return ascii;
  return OTHERS.includes(canonical) ? tableCodec(canonical) : null;
}

/** A codec out of iconv-lite's tables, which replace what they do not know: coming back the same is the proof that nothing was. */
function tableCodec(name: string): Codec {
  // Loaded with the first file that needs it: nearly every one is UTF-8.
  const iconv: typeof import('iconv-lite') = createRequire(import.meta.url)('iconv-lite');
  const label = name === 'mac-roman' ? 'macroman' : name.replaceAll('-', '');
  return {
    name,
    decode(bytes) {
      const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const text = iconv.decode(given, label, { stripBOM: false });
      return iconv.encode(text, label).equals(given) ? text : null;
    },
    encode(text) {
      const bytes = iconv.encode(text, label);
      return iconv.decode(bytes, label, { stripBOM: false }) === text ? bytes : null;
    },
  };
}

function isBelow(text: string, limit: number): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) >= limit) return false;
  return true;
}
