import { TextDecoder } from 'node:util';

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

/** Python's name of a single-byte encoding to the WHATWG label that Node's TextDecoder knows it by. */
const SINGLE_BYTE: Readonly<Record<string, string>> = {
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1252: 'windows-1252',
  cp1253: 'windows-1253',
  cp1254: 'windows-1254',
  cp1257: 'windows-1257',
  'iso8859-2': 'iso-8859-2',
  'iso8859-5': 'iso-8859-5',
  'iso8859-7': 'iso-8859-7',
  'iso8859-15': 'iso-8859-15',
  'koi8-r': 'koi8-r',
  'koi8-u': 'koi8-u',
};

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
  'latin-9': 'iso8859-15',
  'koi8-r': 'koi8-r',
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
  const label = SINGLE_BYTE[canonical];
  return label === undefined ? null : singleByteCodec(canonical, label);
}

function singleByteCodec(name: string, label: string): Codec {
  const decoder = new TextDecoder(label, { fatal: true });
  const toByte = new Map<string, number>();
  const toText: (string | null)[] = [];
  for (let byte = 0; byte < 0x100; byte++) {
    const character = decodeByte(decoder, byte);
    toText.push(character);
    if (character !== null) toByte.set(character, byte);
  }
  return {
    name,
    decode(bytes) {
      const characters = Array.from(bytes, (byte) => toText[byte] ?? null);
      return characters.includes(null) ? null : characters.join('');
    },
    encode(text) {
      const bytes = Array.from(text, (character) => toByte.get(character));
      return bytes.includes(undefined) ? null : Buffer.from(bytes as number[]);
    },
  };
}

function decodeByte(decoder: TextDecoder, byte: number): string | null {
  try {
    const character = decoder.decode(Uint8Array.of(byte));
    // WHATWG maps undefined bytes of some code pages to C1 controls; Python refuses them.
    return byte >= 0x80 && character.charCodeAt(0) === byte && byte < 0xa0 ? null : character;
  } catch {
    return null;
  }
}

function isBelow(text: string, limit: number): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) >= limit) return false;
  return true;
}
