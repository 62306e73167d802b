import type { Skip } from '../core/source-file.js';

/** Why a file's bytes are no text, or null. */
export function inspectBytes(bytes: Buffer): Skip | null {
  if (!bytes.includes(0)) return null;
  const mark = bytes.toString('hex', 0, 2);
  const isUtf16 = mark === 'feff' || mark === 'fffe';
  return { code: 'binary', message: isUtf16 ? 'it is UTF-16 text' : 'it holds NUL bytes, as no text does' };
}

/** Why a text is not for people to edit, or null. */
export function inspectOrigin(bytes: Buffer): Skip | null {
  return isGenerated(bytes) ? { code: 'generated', message: 'it is generated, says a comment at its top' } : null;
}

/** How many bytes may lie before the end of the mark. */
const HEAD = 2048;
const MARK = /@generated|do not edit/i;

/**
 * True when a comment before the first line of code says that a program wrote the file: `@generated` (as linters and
 * review tools read it), "DO NOT EDIT" in capitals (https://go.dev/s/generatedcode), or the same in any case beside the
 * word "generated". Strings and docstrings say nothing about the file that they stand in.
 */
function isGenerated(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, HEAD);
  if (!MARK.test(head)) return false;
  const comment = leadingComment(head.replace(/^\xef\xbb\xbf/, ''));
  if (/(^|[\s#*/!;-])@generated(?![\w'"`])/m.test(comment) || /\bDO NOT EDIT\b/.test(comment)) return true;
  return /\bdo not edit\b/i.test(comment) && /generated\b/i.test(comment);
}

/** The comment lines before the first other line, whatever the language: `#`, `//`, `--`, `;` lines and C or HTML blocks. */
function leadingComment(head: string): string {
  const lines: string[] = [];
  let blockEnd: string | null = null;
  for (const line of head.split(/\r\n|\r|\n/)) {
    const text = line.trim();
    if (blockEnd === null) {
      if (text.startsWith('/*')) blockEnd = '*/';
      else if (text.startsWith('<!--')) blockEnd = '-->';
      else if (text !== '' && !/^(#|\/\/|--|;)/.test(text)) break;
    }
    lines.push(text);
    if (blockEnd !== null && text.includes(blockEnd)) blockEnd = null;
  }
  return lines.join('\n');
}
