import type { SyntaxNode } from '../../../core/syntax-node.js';

/** A literal without its spelling. Values of one kind that are equal are equal to Python. */
export interface StringValue {
  readonly kind: 'text' | 'bytes' | 'format';
  readonly value: string;
}

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs;

/**
 * The kind of a `string` node, and the value of a part of it, which is the whole content of a plain string and a run of
 * literal text of an f-string. Escapes are those of
 * https://docs.python.org/3/reference/lexical_analysis.html#spelt-sequences; `\N{...}` is kept as it is written.
 */
export function stringValue(string: SyntaxNode, part: string): StringValue {
  const prefix = prefixOf(string);
  const kind = prefix.includes('b') ? 'bytes' : prefix.includes('f') ? 'format' : 'text';
  const lines = part.replace(/\r\n?/g, '\n');
  const literal = kind === 'format' ? lines.replaceAll('{{', '{').replaceAll('}}', '}') : lines;
  return { kind, value: prefix.includes('r') ? literal : decoded(literal, kind === 'bytes') };
}

/** What stands between the quotes. */
export function contentOf(string: SyntaxNode): string {
  const start = string.childOfType('string_start');
  const end = string.childOfType('string_end');
  return string.text.slice(start === null ? 0 : start.end - string.start, end === null ? undefined : end.start - string.start);
}

function prefixOf(string: SyntaxNode): string {
  return (/^[A-Za-z]*/.exec(string.text)?.[0] ?? '').toLowerCase();
}

function decoded(text: string, bytes: boolean): string {
  return text.replace(ESCAPE, (spelt: string, octal?: string, hex?: string, short?: string, long?: string, other?: string) => {
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    const wide = short ?? long;
    if (wide !== undefined) return bytes ? spelt : codePoint(wide, spelt);
    return SIMPLE[other ?? ''] ?? spelt;
  });
}

function codePoint(hex: string, spelt: string): string {
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : spelt;
}
