import type { SyntaxNode } from '../../../core/syntax-node.js';
import type { PythonFile } from '../python-file.js';

/** A physical line without code. Offsets as in {@link ModuleLine}. */
export interface GapLine {
  readonly kind: 'blank' | 'comment';
  readonly start: number;
  readonly contentEnd: number;
  readonly end: number;
}

/** A logical line at module level: one compound statement, or simple statements joined by `;`. */
export interface ModuleLine {
  readonly statements: readonly SyntaxNode[];
  /** The comments and blank lines between the line before and this one. */
  readonly above: readonly GapLine[];
  /** Where its first physical line begins. */
  readonly start: number;
  /** Before its newline, after a trailing comment. */
  readonly contentEnd: number;
  /** After its newline; `contentEnd` where the file ends without one. */
  readonly end: number;
}

/** A module, cut into lines that cover its text without a hole. */
export interface ModuleLines {
  readonly lines: readonly ModuleLine[];
  /** What follows the last line. */
  readonly tail: readonly GapLine[];
}

const cache = new WeakMap<PythonFile, ModuleLines>();

export function moduleLines(file: PythonFile): ModuleLines {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const made = cutLines(file);
  cache.set(file, made);
  return made;
}

function cutLines({ text, root }: PythonFile): ModuleLines {
  const lines: ModuleLine[] = [];
  let statements: SyntaxNode[] = [];
  let from = 0;
  for (const statement of root.namedChildren) {
    if (statement.type === 'line_continuation') continue;
    statements.push(statement);
    const contentEnd = skipToLineEnd(text, statement.end);
    if (newlineAt(text, contentEnd) === 0 && contentEnd < text.length) continue;
    const above = gapLines(text, from, statements[0]?.start ?? from);
    const end = contentEnd + newlineAt(text, contentEnd);
    lines.push({ statements, above, start: above.at(-1)?.end ?? from, contentEnd, end });
    statements = [];
    from = end;
  }
  return { lines, tail: gapLines(text, from, text.length) };
}

/** Passes what may follow a statement on its line; stops at a newline, the end of the file or the next statement. */
function skipToLineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '#') return endOfPhysicalLine(text, at);
    if (character === '\\' && newlineAt(text, at + 1) > 0) at += 1 + newlineAt(text, at + 1);
    else if (character === ' ' || character === '\t' || character === '\f' || character === ';') at++;
    else break;
  }
  return at;
}

/** The lines of blanks and comments that begin before an offset; the line of code that holds the offset is left out. */
function gapLines(text: string, from: number, to: number): readonly GapLine[] {
  const gap: GapLine[] = [];
  for (let start = from; start < to; ) {
    const contentEnd = endOfPhysicalLine(text, start);
    const content = text.slice(start, contentEnd).replace(/^[ \t\f]+/, '');
    if (content !== '' && !content.startsWith('#')) break;
    const end = contentEnd + newlineAt(text, contentEnd);
    gap.push({ kind: content === '' ? 'blank' : 'comment', start, contentEnd, end });
    start = end;
  }
  return gap;
}

function endOfPhysicalLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** The length of the line break at an offset; 0 where there is none. */
function newlineAt(text: string, at: number): number {
  if (text[at] === '\r') return text[at + 1] === '\n' ? 2 : 1;
  return text[at] === '\n' ? 1 : 0;
}
