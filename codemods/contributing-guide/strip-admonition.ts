/** The text of an admonition without its marks: GitHub's `[!NOTE]`, `!!! note` of Python-Markdown, `:::{note}` of MyST. */
export function stripAdmonition(text: string): string {
  return text
    .replace(/^\[!(?:note|tip|important|warning|caution)\][ \t]*/i, '')
    .replace(/^!!![ \t]*\w+(?:[ \t]+"[^"\n]*")?[ \t]*(?:\n|$)/, '')
    .replace(/^:::+[ \t]*\{?\w+\}?[^\n]*\n/, '')
    .replace(/\n:::+[ \t]*$/, '')
    .trim();
}

/** True for the first line of an admonition of Python-Markdown that stands alone. */
export function opensAdmonition(text: string): boolean {
  return /^!!![ \t]*\w+(?:[ \t]+"[^"\n]*")?$/.test(text.trim());
}

/** True for the info of a code block that is an admonition of MyST. */
export function isAdmonitionInfo(info: string): boolean {
  return /^\{(?:warning|caution|danger|important|note|attention|admonition)\}/i.test(info);
}
