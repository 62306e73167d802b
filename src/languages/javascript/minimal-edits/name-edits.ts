import type { Edit } from '../../../core/edit.js';
import type { SourceFile } from '../../../core/source-file.js';
import type { JavaScriptFile, JavaScriptToken } from '../javascript-file.js';
import { CONTEXTUAL_WORDS, RESERVED_WORDS } from '../reserved-words.js';
import { trimmedEdit } from './trimmed-edit.js';

const NAME = /[\p{ID_Start}$_](?:[\p{ID_Continue}$]|\u200c|\u200d)*/uy;
const JSX_NAME = /[\p{ID_Start}$_](?:[\p{ID_Continue}$-]|\u200c|\u200d)*/uy;

/**
 * The edits where the two texts differ in names alone, to the byte: then there is nothing of the printer's to leave out. Null for all other
 * texts. Only the new one has to be parsed: up to the first name that differs both are the same, and so is what a parser makes of them; a name
 * in the place of a name changes nothing about how the text goes on.
 */
export function nameEdits(before: Pick<SourceFile, 'text' | 'newline'>, after: JavaScriptFile): readonly Edit[] | null {
  const edits: Edit[] = [];
  let grown = 0;
  let next = 0;
  for (let at = 0; ; ) {
    at = firstDifference(before.text, after.text, at, grown);
    if (at === after.text.length && at - grown === before.text.length) return edits;
    while ((after.tokens[next]?.end ?? at) < at) next++;
    const found =
      nameAt(after.tokens[next], before.text, at - grown, at) ?? nameAt(after.tokens[next + 1], before.text, at - grown, at);
    if (found === null) return null;
    const old = { start: found.start - grown, end: endOfName(found, before.text, found.start - grown) };
    const [was, is] = [before.text.slice(old.start, old.end), after.text.slice(found.start, found.end)];
    if (!isPlain(was) || !isPlain(is) || before.text[old.end] === '\\') return null;
    const edit = trimmedEdit(before.text, old, is, before.newline);
    if (edit === null) return null;
    edits.push(edit);
    at = found.end;
    grown = found.end - old.end;
  }
}

/** The first offset of the new text from which on the old one, so much shorter up to there, is another. */
function firstDifference(old: string, fresh: string, from: number, grown: number): number {
  let at = from;
  while (at < fresh.length && old.charCodeAt(at - grown) === fresh.charCodeAt(at)) at++;
  return at;
}

/** The token where it is a name and the old text has another at its place: they part inside of it, or the old one goes on behind its end. */
function nameAt(token: JavaScriptToken | undefined, old: string, oldAt: number, at: number): JavaScriptToken | null {
  if (token === undefined || (token.kind !== 'name' && token.kind !== 'jsxName')) return null;
  if (token.start > at || at > token.end) return null;
  const oldStart = token.start - (at - oldAt);
  return at < token.end || endOfName(token, old, oldStart) > oldAt ? token : null;
}

/** Where the name ends that begins there; the beginning itself where none does. */
function endOfName({ kind }: JavaScriptToken, text: string, start: number): number {
  const pattern = kind === 'name' ? NAME : JSX_NAME;
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** True for a name that is spelt as it is, and means nothing to a parser. */
function isPlain(name: string): boolean {
  return name !== '' && !name.includes('\\') && !RESERVED_WORDS.has(name) && !CONTEXTUAL_WORDS.has(name);
}
