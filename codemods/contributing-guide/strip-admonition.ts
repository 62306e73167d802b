const PLAIN_TITLE = '(?:[ \\t]+"(?:ci|workflows|(?:github )?actions|warning|note)")?';

/**
 * The text of an admonition without its marks: GitHub's `[!NOTE]`, `!!! note` of Python-Markdown, `:::{note}` of MyST. One
 * with a title that says something, or without an end, is left as it is.
 */
export function stripAdmonition(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^\[!(?:note|tip|important|warning|caution)\][ \t]*/i, '')
    .replace(new RegExp(`^!!![ \\t]*\\w+${PLAIN_TITLE}[ \\t]*\\n`, 'i'), '')
    .replace(/^:::+[ \t]*\{?\w+\}?[ \t]*\n([\s\S]*)\n:::+[ \t]*$/, '$1')
    .trim();
}

/** True for the first line of an admonition of Python-Markdown, with or without the text below it. */
export function opensAdmonition(text: string): boolean {
  return /^(?:!!!|\?\?\?)/.test(text);
}

/** True for that line alone, with a title that says nothing. */
export function isAdmonitionHead(text: string): boolean {
  return new RegExp(`^!!![ \\t]*\\w+${PLAIN_TITLE}$`, 'i').test(text.trim());
}

/** True for the info of a code block that is an admonition of MyST. */
export function isAdmonitionInfo(info: string): boolean {
  return /^\{(?:warning|caution|danger|important|note|attention|admonition)\}/i.test(info);
}

/** True where a `:::` admonition is open at the end of a text. */
export function endsInAdmonition(text: string): boolean {
  const marks = [...text.matchAll(/^[ \t]*:::+(.*)$/gm)].map(([, rest = '']) => (rest.trim() === '' ? -1 : 1));
  return marks.reduce((open, mark) => Math.max(open + mark, 0), 0) > 0;
}
