/** Ways to spell a JavaScript text that tools for it are known to trip over. None changes what it means, but for the last, which adds a statement. */
export const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  CRLF: (text) => text.replace(/\r?\n/g, '\r\n'),
  BOM: (text) => `\ufeff${text}`,
  'U+2028': (text) => `${text}\nvar separators = ['a\u2028b', \`c\u2028\u2029\${1}\u2028\`] /* \u2029 */\u2028;\n`,
};
