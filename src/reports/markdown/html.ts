import { visibleLine } from '../../core/display.js';

/** Plain text in HTML, where Markdown is not read: no tag, no entity, no attribute comes of it. */
export function htmlText(text: string): string {
  return visibleLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** What is folded away until somebody opens it. The blank lines let Markdown begin and end within HTML. */
export function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content.trimEnd()}\n\n</details>\n`;
}

/** The cells are Markdown, and hold no `|` that is not escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : [row(head), `|${head.map(() => ' --- |').join('')}\n`, ...rows.map(row)].join('');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
