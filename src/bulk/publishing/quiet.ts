import { codeSpan, visibleLine } from '../../core/display.js';
import { prose } from '../../reports/markdown/prose.js';
import { leanEscapes } from './lean-escapes.js';

/** A character without width: as an entity where Markdown reads it, else as it is. */
const NOTHING = { entity: '&#8203;', plain: '\u200b' } as const;

/** What a host takes for a reference to an issue or a request, wherever it stands: `#1`, `!1`, `ABC-1`, an address. */
const REFERENCE = /[#!]\d|\b[A-Z][A-Z0-9]*-\d|:\/\//;

/**
 * Strangers' prose in Markdown: no markup, and it pings, links, closes and commands nothing at GitHub, GitLab and Gitea. What stands
 * between two backticks is code, as its author meant it.
 */
export function quietProse(text: string): string {
  const parts = text.split(/`([^`]*[^`\s][^`]*)`/);
  const quiet = parts.map((part, at) => (at % 2 === 0 ? quietWords(part) : quietCode(part))).join('');
  return quiet.replace(/^\//, '\\/');
}

/** The same with every backtick as it is. */
function quietWords(text: string): string {
  const quiet = prose(text)
    .replace(/\$/g, '\\$&')
    .replace(/\\(?:!(?=\d)|~)/g, `$&${NOTHING.entity}`)
    .replace(/\b([A-Z][A-Z0-9]*-)(?=\d)/g, `$1${NOTHING.entity}`);
  return leanEscapes(quiet);
}

/**
 * A name of a file, or a code. GitLab looks for what a request closes in code as well, so that what looks like a reference is told
 * as prose.
 */
export function quietCode(text: string): string {
  return REFERENCE.test(text) ? quietWords(text) : codeSpan(text);
}

/** The same for a cell of a table, which a `|` would end even in code. */
export function quietCell(text: string): string {
  return text.includes('|') ? quietWords(text) : quietCode(text);
}

/** One line of plain text, for titles and commit messages, where hosts look for mentions and references too. */
export function quietLine(text: string): string {
  return visibleLine(text)
    .replace(/@(?=\w)/g, `@${NOTHING.plain}`)
    .replace(/([#!])(?=\d)/g, `$1${NOTHING.plain}`)
    .replace(/\b([A-Z][A-Z0-9]*-)(?=\d)/g, `$1${NOTHING.plain}`)
    .replaceAll('://', `:${NOTHING.plain}//`);
}
