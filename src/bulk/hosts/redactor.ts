/** Puts {@link MASK} in place of every secret, however it is spelt. */
export interface Redactor {
  redact(text: string): string;
  /** The same for bytes that may be no UTF-8; what holds no secret is answered as it is. */
  redactBytes(bytes: Uint8Array): Uint8Array;
  /** A text of which more is to come: what can be written of it, redacted, and the end of it that may be the beginning of a secret. */
  split(text: string): readonly [done: string, rest: string];
}

export const MASK = '[secret]';

/** For who has none: it costs nothing. */
export const NO_REDACTOR: Redactor = { redact: (text) => text, redactBytes: (bytes) => bytes, split: (text) => [text, ''] };

/**
 * Secrets are found by their value: as they are, percent-encoded in whole or in part (once or twice, in either case), as JSON and
 * HTML escape them, in hexadecimal, and in base64, whatever stands in front of them there (`user:secret`, at each of the three
 * alignments; the alphabets of RFC 4648, sections 4 and 5).
 *
 * @param secrets printable ASCII, as {@link tokenFault} checks.
 */
export function makeRedactor(secrets: Iterable<string>): Redactor {
  // The longest first: one may begin another.
  const values = [...new Set(secrets)].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  if (values.length === 0) return NO_REDACTOR;
  const spellings = values.flatMap(spellingsOf);
  const found = new RegExp(spellings.map(({ whole }) => whole).join('|'), 'g');
  const opened = new RegExp(`(?:(?:${spellings.map(({ begun }) => begun).join('|')})(?:${HALF_ESCAPE})?|${HALF_ESCAPE})$`);
  const longest = Math.max(...values.map((value) => value.length)) * LONGEST_SPELLING;
  const redact = (text: string): string => text.replace(found, MASK);
  return {
    redact,
    redactBytes(bytes) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      const clean = redact(text);
      return clean === text ? bytes : Buffer.from(clean, 'latin1');
    },
    split(text) {
      let end = text.length - (opened.exec(text.slice(-longest))?.[0].length ?? 0);
      // A secret is not cut in two because its last characters may begin another one.
      for (const match of text.matchAll(found)) if (match.index < end) end = Math.max(end, match.index + match[0].length);
      return [redact(text.slice(0, end)), text.slice(end)];
    },
  };
}

/** One character of a secret may be as long as `%255Cu002f`. */
const LONGEST_SPELLING = 12;
const HALF_ESCAPE = '%[0-9a-fA-F]{0,5}|\\\\+u?[0-9a-fA-F]{0,3}|&(?:#?[xX]?[0-9a-fA-F]*|[a-z]*)';

interface Spelling {
  /** A regular expression for all of it. */
  readonly whole: string;
  /** For each beginning of it, the longest there is. */
  readonly begun: string;
}

function spellingsOf(secret: string): readonly Spelling[] {
  // A run of backslashes is any run of them: each may be escaped again, and telling them apart would take exponential time.
  const plain = [...secret.replace(/\\+/g, '\\')].map(escapesOf);
  const hex = [...Buffer.from(secret, 'latin1').toString('hex')].map(eitherCase);
  return [sequence(plain), sequence(hex), ...base64Of(secret), ...base64Of(encodeURIComponent(secret))];
}

function sequence(parts: readonly string[], before = '', after = ''): Spelling {
  return {
    whole: `${before}${parts.join('')}${after}`,
    // a(?:b(?:c)?)? : what was begun and goes to the end of the text.
    begun: `${before}${parts.reduceRight((rest, part) => (rest === '' ? part : `${part}(?:${rest})?`), '')}${after}`,
  };
}

/** Every way in which a character of a URL, a JSON text or a page may be written. */
function escapesOf(character: string): string {
  const code = character.charCodeAt(0);
  const hex = [...code.toString(16).padStart(2, '0')].map(eitherCase).join('');
  const named = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }[character];
  const spaced = character === ' ' ? ['\\+'] : [];
  const forms = [
    ...[`%(?:25)*${hex}`, `\\\\+u00${hex}`, `&#0*${code};`, `&#[xX]0*${hex};`],
    ...(named === undefined ? [] : [named]),
    ...spaced,
    character === '\\' ? '\\\\+' : `\\\\*${literal(character)}`,
  ];
  return `(?:${forms.join('|')})`;
}

const BASE64 = '[A-Za-z0-9+/_-]';

/** What of the base64 of `...secret...` hangs on the secret alone, and a character at either side that does in part. */
function base64Of(secret: string): readonly Spelling[] {
  const bytes = Buffer.from(secret, 'latin1');
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const core = encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    const parts = [...core].map((character) => {
      if (character === '+') return '(?:[+-]|%2[bB]|\\\\u002[bB])';
      return character === '/' ? '(?:\\\\*/|_|%2[fF]|\\\\u002[fF])' : character;
    });
    return sequence(parts, shift === 0 ? '' : `${BASE64}?`, `${BASE64}?(?:=|%3[dD]){0,2}`);
  });
}

function eitherCase(character: string): string {
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  return lower === upper ? character : `[${lower}${upper}]`;
}

function literal(character: string): string {
  return /[A-Za-z0-9]/.test(character) ? character : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
