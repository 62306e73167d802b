/**
 * Names and contents of files are data. These functions show what a terminal, Markdown or a bidi-aware renderer would
 * obey. (Trojan Source: CVE-2021-42574.)
 */

/** C0 and C1 controls, bidi controls, zero-width characters, line separators, lone surrogates; not newline and tab. */
const HOSTILE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu;

/** A text of several lines, every hostile character shown as an escape. */
export function visible(text: string): string {
  return text.replace(HOSTILE, escapeCharacter);
}

/** The same for what must stay on one line: newlines and tabs are shown too. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** A stretch of a text as it is shown; an escape stands for a character that must not be obeyed. */
export interface VisiblePart {
  readonly text: string;
  readonly isEscape: boolean;
}

/** `visible`, for who draws the escapes in another way than the text around them. */
export function visibleParts(text: string): readonly VisiblePart[] {
  const parts: VisiblePart[] = [];
  let done = 0;
  for (const match of text.matchAll(HOSTILE)) {
    if (match.index > done) parts.push({ text: text.slice(done, match.index), isEscape: false });
    parts.push({ text: escapeCharacter(match[0]), isEscape: true });
    done = match.index + match[0].length;
  }
  if (done < text.length) parts.push({ text: text.slice(done), isEscape: false });
  return parts;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\r') return '\\r';
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** A Markdown code span that its content cannot leave. CommonMark 0.31, section 6.1. */
export function codeSpan(text: string): string {
  const content = visibleLine(text);
  const fence = '`'.repeat(longestRun(content, '`') + 1);
  const pad = content.startsWith('`') || content.endsWith('`') || content === '' ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/** A Markdown fenced block that its content cannot leave. CommonMark 0.31, section 4.5. */
export function fencedBlock(language: string, content: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(content, '`') + 1));
  const end = content === '' || content.endsWith('\n') ? '' : '\n';
  return `${fence}${language}\n${content}${end}${fence}`;
}

/** Plain prose in Markdown: nothing in it becomes markup, a link, a mention or HTML. */
export function markdownText(text: string): string {
  return visibleLine(text).replace(/[\\`*_{}[\]<>()#+!|&@~]/g, '\\$&');
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const current of text) {
    run = current === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
