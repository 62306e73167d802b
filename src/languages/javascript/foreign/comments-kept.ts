import { applyEdits, insertAt, replaceRange } from '../../../core/edit.js';
import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile, JavaScriptToken } from '../javascript-file.js';
import { reparsed } from '../minimal-edits/reparsed.js';

/** A separator that a printer has written into a comment. */
interface Swallowed {
  readonly separator: string;
  /** Where it stands now. */
  readonly at: number;
  /** Where it was meant to stand; null where one stands already. */
  readonly meant: number | null;
}

/**
 * Takes what a printer has added to comments at the ends of lines out of them again: recast ends the members of types with `;`, also behind
 * the comment that it has printed last. The separator goes before the comment, since the next line may go on with this one otherwise.
 */
export function withCommentsKept(printed: string, file: JavaScriptFile): string {
  if (!/\/\/.*[;,][ \t]*$/m.test(printed)) return printed;
  const after = reparsed(file, printed);
  if (isSkip(after)) return printed;
  const swallowed = swallowedIn(after, file);
  if (swallowed.length === 0) return printed;
  const cut = swallowed.map(({ separator, at }) => replaceRange(printed, { start: at, end: at + separator.length }, ''));
  const meant = new Map(swallowed.flatMap((one) => (one.meant === null ? [] : [[one.meant, one.separator]])));
  const put = [...meant].map(([at, separator]) => insertAt(at, separator));
  const ways = [[...cut, ...put], cut].map((edits) => applyEdits(printed, edits));
  return ways.find((text) => !isSkip(reparsed(file, text))) ?? printed;
}

function swallowedIn({ text, tokens }: JavaScriptFile, before: JavaScriptFile): readonly Swallowed[] {
  const more = count(text, tokens);
  for (const [comment, many] of count(before.text, before.tokens)) more.set(comment, (more.get(comment) ?? 0) - many);
  const found: Swallowed[] = [];
  const take = (comment: string, many: number): void => void more.set(comment, (more.get(comment) ?? 0) + many);
  for (const [index, token] of tokens.entries()) {
    const written = commentIn(text, token);
    const separator = written.slice(-1);
    const meant = written.slice(0, -1).trimEnd();
    if (!/^\/\/.*[;,]$/.test(written) || (more.get(written) ?? 0) <= 0 || (more.get(meant) ?? 0) >= 0) continue;
    take(written, -1);
    take(meant, 1);
    const last = tokens.slice(0, index).findLast(({ kind }) => kind !== 'comment');
    const isThere = last === undefined || /^[;,]$/.test(text.slice(last.start, last.end));
    found.push({ separator, at: token.start + written.length - 1, meant: isThere ? null : last.end });
  }
  return found;
}

/** How often each comment stands in a text, without the white space at its end. */
function count(text: string, tokens: readonly JavaScriptToken[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) {
    const comment = commentIn(text, token);
    if (comment !== '') counts.set(comment, (counts.get(comment) ?? 0) + 1);
  }
  return counts;
}

function commentIn(text: string, { kind, start, end }: JavaScriptToken): string {
  return kind === 'comment' ? text.slice(start, end).trimEnd() : '';
}
