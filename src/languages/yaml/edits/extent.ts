import type { Range } from '../../../core/range.js';
import type { YamlFile } from '../yaml-file.js';
import { columnOf, isFirstOnLine, lineAfter, lineStart, nextLine, ownLineComments } from './lines.js';
import { type Collection, entriesOf } from './owners.js';

/**
 * Where the lines of an entry in block style end, with the comments below that belong to it: those that stand deeper than
 * what follows, and those in its own column that touch it and not what follows. The offset is the start of a line, or the
 * end of a text without a final newline.
 */
export function endOfLines(file: YamlFile, entry: Range, rule: 'entry' | 'key' = 'entry'): number {
  const { text } = file;
  const column = columnOf(text, entry.start);
  const comments = ownLineComments(file);
  const first = lineAfter(text, entry.end);
  // At the end of a document, comments in the first column are as good as outside.
  const following = rule === 'key' || column === 0 ? column : nextColumn(file, first, comments);
  let end = first;
  let touches = true;
  for (let at = first; at < text.length; at = nextLine(text, at)) {
    const comment = comments.get(at);
    if (comment === undefined) {
      if (!isBlank(text, at)) break;
      touches = false;
      continue;
    }
    const commentColumn = columnOf(text, comment.start);
    const isOwn = following < column ? commentColumn >= column : commentColumn > column;
    if (!isOwn && !(rule === 'entry' && commentColumn === column && touches && groupIsAlone(file, at, comments))) break;
    end = nextLine(text, at);
    touches = true;
  }
  return end;
}

/** Where an entry begins: at the comments that stand right above it in its column, but for those that head the document. */
export function startOfLines(file: YamlFile, container: Collection, index: number): number {
  const { text } = file;
  const entries = entriesOf(container);
  const entry = entries[index];
  if (entry === undefined) return container.start;
  if (!isFirstOnLine(text, entry.start)) return entry.start;
  const column = columnOf(text, entry.start);
  const previous = entries[index - 1];
  let start = lineStart(text, entry.start);
  if (previous === undefined && column === 0) return start;
  const comments = ownLineComments(file);
  const floor = previous === undefined ? 0 : lineAfter(text, previous.end);
  while (start > floor) {
    const above = lineStart(text, start - 1);
    const comment = comments.get(above);
    if (comment === undefined || columnOf(text, comment.start) !== column) break;
    start = above;
  }
  return start;
}

/** True when most entries of a collection have a blank line between them; null when there is nothing to tell by. */
export function isSpaced({ text }: YamlFile, container: Collection): boolean | null {
  const entries = entriesOf(container);
  const gaps = entries.slice(1).map((entry, index) => /\n[ \t]*\r?\n/.test(text.slice(entries[index]?.end ?? 0, entry.start)));
  if (gaps.length === 0) return null;
  return gaps.filter(Boolean).length * 2 > gaps.length;
}

export function isBlank(text: string, at: number): boolean {
  return text.slice(at, nextLine(text, at)).trim() === '';
}

type Comments = ReturnType<typeof ownLineComments>;

/** The column of what follows behind comments and blank lines; -1 for the end of the document. */
function nextColumn({ text }: YamlFile, from: number, comments: Comments): number {
  for (let at = from; at < text.length; at = nextLine(text, at)) {
    if (comments.has(at) || isBlank(text, at)) continue;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(at, at + 4))) return -1;
    return text.slice(at).search(/[^ \t]/);
  }
  return -1;
}

/** True when the comment lines from here on end at a blank line or at the end of the document. */
function groupIsAlone({ text }: YamlFile, from: number, comments: Comments): boolean {
  let at = from;
  while (comments.has(at)) at = nextLine(text, at);
  return at >= text.length || isBlank(text, at) || /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(at, at + 4));
}
