const NAMED: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

/**
 * A file name as git writes it in a patch: in double quotes with C escapes when it has a control character, a quote, a
 * backslash or a byte beyond ASCII, else as it is. https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath
 */
export function quotePath(path: string): string {
  const bytes = Buffer.from(path, 'utf8');
  if (bytes.every(isPlain)) return path;
  return `"${Array.from(bytes, escapeByte).join('')}"`;
}

function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f && NAMED[byte] === undefined;
}

function escapeByte(byte: number): string {
  return isPlain(byte) ? String.fromCharCode(byte) : (NAMED[byte] ?? `\\${byte.toString(8).padStart(3, '0')}`);
}
