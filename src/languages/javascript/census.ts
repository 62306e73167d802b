import { contains, type Range } from '../../core/range.js';
import type { JavaScriptFile, JavaScriptToken } from './javascript-file.js';

/**
 * The texts of the comments and, unless only comments are asked for, of the strings and templates that lie wholly inside
 * a range, in the order of the text. What a template holds is part of it when the template lies in the range.
 */
export function census(file: JavaScriptFile, range: Range, only?: 'comments'): readonly string[] {
  const texts: string[] = [];
  let covered = range.start;
  for (const part of only === 'comments' ? file.tokens.filter(isComment) : counted(file.tokens)) {
    if (part.start < covered || !contains(range, part)) continue;
    texts.push(file.text.slice(part.start, part.end));
    covered = part.end;
  }
  return texts;
}

function isComment({ kind }: JavaScriptToken): boolean {
  return kind === 'comment';
}

/** Comments, strings, and templates from backtick to backtick: outer ones before what they hold. */
function counted(tokens: readonly JavaScriptToken[]): readonly Range[] {
  const found: Range[] = [];
  const open: { kind: 'template' | 'brace'; start: number }[] = [];
  for (const { kind, start, end } of tokens) {
    if (kind === 'comment' || kind === 'string') found.push({ start, end });
    else if (kind === '`' && open.at(-1)?.kind === 'template') found.push({ start: open.pop()?.start ?? start, end });
    else if (kind === '`') open.push({ kind: 'template', start });
    else if (kind === '${' || /^[#{]?\{\|?$/.test(kind)) open.push({ kind: 'brace', start });
    else if (/^\|?\}$/.test(kind)) open.pop();
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}
