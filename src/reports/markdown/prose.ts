import { codeSpan, markdownText } from '../../core/display.js';

/** A zero-width space, written so that a reader of the source sees it. */
const NOTHING = '&#8203;';

/**
 * Plain prose for GitHub. It makes mentions, references and links of finished text, where a backslash is gone already: a
 * character without width keeps their parts apart.
 */
export function prose(text: string): string {
  return markdownText(text)
    .replaceAll('\\@', `\\@${NOTHING}`)
    .replaceAll('\\#', `\\#${NOTHING}`)
    .replaceAll('://', `:${NOTHING}//`)
    .replace(/\bwww\./gi, `$&${NOTHING}`);
}

/** Code in a cell of a table, which a `|` would end even there. */
export function codeCell(text: string): string {
  return text.includes('|') ? prose(text) : codeSpan(text);
}
