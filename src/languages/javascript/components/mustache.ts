/** What may stand before a regular expression; behind anything else a slash divides. */
const BEFORE_REGEX = /(?:[({[,;:=!?&|+\-*%~^<>]|\b(?:return|typeof|in|of|case|await|as|then|if|each|html|const|key))\s*$/;

/** How far back that is looked for: behind a comment or more blanks, a slash divides. */
const LOOK_BACK = 64;

/** Templates in each other; no person writes more. */
const MOST_DEPTH = 50;

/**
 * Where the braces that begin at an offset are closed: behind the last one. Strings, templates, comments and regular expressions in them may
 * hold others. Null: they are not closed.
 */
export function endOfMustache(text: string, start: number, nesting = 0): number | null {
  if (nesting > MOST_DEPTH) return null;
  // `{/if}` closes a block of Svelte: no regular expression.
  if (/^\{\s*\/[a-z]/.test(text.slice(start, start + 20))) return behind(text, '}', start);
  let depth = 0;
  for (let offset = start; offset < text.length; ) {
    const character = text[offset];
    if (character === '{') depth++;
    if (character === '}' && --depth === 0) return offset + 1;
    const end = endOfToken(text, offset, nesting);
    if (end === null) return null;
    offset = end;
  }
  return null;
}

function endOfToken(text: string, offset: number, nesting: number): number | null {
  const character = text[offset] ?? '';
  if (character === '"' || character === "'") return endOfString(text, offset, character);
  if (character === '`') return endOfTemplate(text, offset, nesting);
  if (text.startsWith('/*', offset)) return behind(text, '*/', offset + 2);
  if (text.startsWith('//', offset)) return behind(text, '\n', offset);
  if (character === '/' && BEFORE_REGEX.test(text.slice(Math.max(0, offset - LOOK_BACK), offset)))
    return endOfRegex(text, offset);
  return offset + 1;
}

function endOfString(text: string, start: number, quote: string): number | null {
  for (let offset = start + 1; offset < text.length; offset++) {
    if (text[offset] === '\\') offset++;
    else if (text[offset] === quote) return offset + 1;
  }
  return null;
}

function endOfTemplate(text: string, start: number, nesting: number): number | null {
  for (let offset = start + 1; offset < text.length; ) {
    if (text[offset] === '`') return offset + 1;
    if (text.startsWith('${', offset)) {
      const end = endOfMustache(text, offset + 1, nesting + 1);
      if (end === null) return null;
      offset = end;
    } else offset += text[offset] === '\\' ? 2 : 1;
  }
  return null;
}

function endOfRegex(text: string, start: number): number | null {
  let inClass = false;
  for (let offset = start + 1; offset < text.length; offset++) {
    const character = text[offset] ?? '';
    if (character === '\n') return null;
    if (character === '\\') offset++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return offset + 1;
  }
  return null;
}

function behind(text: string, mark: string, from: number): number | null {
  const found = text.indexOf(mark, from);
  return found < 0 ? null : found + mark.length;
}
