import { type Edit, insertAt, replaceRange } from '../../../core/edit.js';
import type { Range } from '../../../core/range.js';
import { lineEndAt, lineStartAt, skipBreak } from '../../lines.js';
import type { JavaScriptFile } from '../javascript-file.js';

/** Names between braces, with commas between them. */
export interface NameList {
  /** From `{` to `}`. */
  readonly braces: Range;
  readonly elements: readonly (Range & { readonly name: string })[];
}

/** The edits that put names into a list: in order where the list is, else at its end. Null where comments stand in it. */
export function addToList(
  file: JavaScriptFile,
  list: NameList,
  added: readonly { name: string; text: string }[],
): readonly Edit[] | null {
  const { text } = file;
  const last = list.elements.at(-1);
  if (last === undefined || hasComment(file, list.braces)) return null;
  const separator = separatorOf(text, list);
  const isOrdered = isSorted(list.elements.map(({ name }) => name));
  const places = new Map<Range | null, string[]>();
  for (const { name, text: written } of [...added].sort((a, b) => compare(a.name, b.name))) {
    const next = isOrdered ? (list.elements.find((element) => compare(element.name, name) > 0) ?? null) : null;
    places.set(next, [...(places.get(next) ?? []), written]);
  }
  return [...places].map(([next, texts]) => {
    if (next === null) return insertAt(last.end, texts.map((one) => separator + one).join(''));
    return insertAt(next.start, texts.map((one) => one + separator).join(''));
  });
}

/** What stands between two elements: `, `, or a comma, a newline and the indentation. */
function separatorOf(text: string, { braces, elements }: NameList): string {
  const [first] = elements;
  if (first === undefined) return ', ';
  const start = lineStartAt(text, first.start);
  const indent = text.slice(start, first.start);
  if (start <= braces.start || indent.trim() !== '') return ', ';
  const end = lineEndAt(text, start === 0 ? 0 : start - 1);
  const isOnePerLine = elements
    .slice(1)
    .every((element) => text.slice(lineStartAt(text, element.start), element.start).trim() === '');
  const newline = text.slice(start - (text.startsWith('\r\n', start - 2) ? 2 : 1), start);
  return isOnePerLine && end < start ? `,${newline}${indent}` : ', ';
}

/** The edits that take elements out of a list of which some stay. Comments stay. */
export function removeFromList(file: JavaScriptFile, elements: readonly Range[], gone: ReadonlySet<Range>): readonly Edit[] {
  const edits: Edit[] = [];
  for (const [first, last] of stretches(elements, gone)) {
    const { start } = elements[first] ?? { start: 0 };
    const { end } = elements[last] ?? { end: 0 };
    const inner = { start, end };
    if (hasComment(file, inner)) {
      const each = elements.slice(first, last + 1).map((element) => withComma(file, element));
      edits.push(...each.map((range) => replaceRange(file.text, range, '')));
    } else edits.push(replaceRange(file.text, stretchRange(file, elements, first, last, inner), ''));
  }
  return edits;
}

function stretchRange(file: JavaScriptFile, elements: readonly Range[], first: number, last: number, inner: Range): Range {
  const own = ownLines(file, inner);
  if (own !== null) return own;
  const next = elements[last + 1];
  const previous = elements[first - 1];
  if (next !== undefined && !hasComment(file, { start: inner.end, end: next.start }))
    return { start: inner.start, end: next.start };
  if (previous !== undefined && !hasComment(file, { start: previous.end, end: inner.start })) {
    return { start: previous.end, end: inner.end };
  }
  return withComma(file, inner);
}

/** The whole lines of elements that share them with their comma alone. */
function ownLines({ text }: JavaScriptFile, { start, end }: Range): Range | null {
  const lineStart = lineStartAt(text, start);
  const lineEnd = lineEndAt(text, end);
  const isOwn = text.slice(lineStart, start).trim() === '' && /^\s*,?\s*$/.test(text.slice(end, lineEnd));
  const isCut = lineStart > 0 && lineEnd < text.length;
  // A comment that goes on, or begins, on these lines would not be blank.
  return isOwn && isCut ? { start: lineStart, end: skipBreak(text, lineEnd) } : null;
}

function withComma({ tokens }: JavaScriptFile, { start, end }: Range): Range {
  const next = tokens.find((token) => token.start >= end && token.kind !== 'comment');
  const isNear = next?.kind === ',' && !tokens.some((token) => token.start >= end && token.end <= next.start);
  return { start, end: isNear ? next.end : end };
}

/** The first and last index of each run of elements that go. */
function stretches(elements: readonly Range[], gone: ReadonlySet<Range>): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const [index, element] of elements.entries()) {
    if (!gone.has(element)) continue;
    const open = found.at(-1);
    if (open !== undefined && open[1] === index - 1) open[1] = index;
    else found.push([index, index]);
  }
  return found;
}

export function hasComment({ tokens }: JavaScriptFile, { start, end }: Range): boolean {
  return tokens.some((token) => token.kind === 'comment' && token.start < end && token.end > start);
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || compare(names[index - 1] ?? '', name) <= 0);
}

/** As people sort names: without regard to case, unless they are equal otherwise. */
function compare(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left !== right) return left < right ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}
