import type { SyntaxNode } from 'codex-codemod';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences */
const ESCAPE = /\\(\r\n|[\s\S](?:(?<=x)[0-9a-fA-F]{2}|(?<=u)[0-9a-fA-F]{4}|(?<=U)[0-9a-fA-F]{8}|(?<=[0-7])[0-7]{0,2})?)/g;

/** The prefix of a string literal in lower case: `f`, `rb`, or nothing. */
export function stringPrefix(string: SyntaxNode): string {
  return /^[a-z]*/i.exec(string.childOfType('string_start')?.text ?? '')?.[0].toLowerCase() ?? '';
}

/** What a piece of a string literal's content means. */
export function contentText(content: SyntaxNode, prefix: string): string {
  const braces = prefix.includes('f') ? content.text.replaceAll('{{', '{').replaceAll('}}', '}') : content.text;
  return prefix.includes('r') ? braces : braces.replace(ESCAPE, (_, sequence: string) => unescaped(sequence));
}

function unescaped(sequence: string): string {
  const [first = ''] = sequence;
  if (first === '\r' || first === '\n') return '';
  if ('xuU'.includes(first) && sequence.length > 1) return codePoint(Number.parseInt(sequence.slice(1), 16));
  if (/^[0-7]/.test(first)) return codePoint(Number.parseInt(sequence, 8));
  return SIMPLE[first] ?? `\\${sequence}`;
}

function codePoint(value: number): string {
  return value <= 0x10ffff ? String.fromCodePoint(value) : '';
}

/** The text of a plain string literal, also of several that stand side by side; null for f-strings with fields and all else. */
export function stringText(node: SyntaxNode): string | null {
  const strings = node.type === 'concatenated_string' ? node.namedChildren : [node];
  const texts: string[] = [];
  for (const string of strings) {
    if (string.type !== 'string' || string.childOfType('interpolation') !== null) return null;
    const prefix = stringPrefix(string);
    for (const child of string.children) if (child.type === 'string_content') texts.push(contentText(child, prefix));
  }
  return texts.join('');
}
