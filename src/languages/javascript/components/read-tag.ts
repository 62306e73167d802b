import { endOfMustache } from './mustache.js';

/** A tag as it stands in a component: `start` at its `<`, `end` behind its `>`. */
export interface Tag {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** As they are written, without quotes; null for one without a value. */
  readonly attributes: ReadonlyMap<string, string | null>;
  readonly selfClosing: boolean;
}

const OPENING = /<[a-zA-Z][^\s/>]*/y;
const SPACE = /[\s/]*/y;
const NAME = /[^\s=/>]+/y;
const EQUALS = /\s*=\s*/y;
const UNQUOTED = /[^\s>]*/y;

/**
 * The opening tag that begins at an offset; null where none does, or where it does not end.
 *
 * @param mustaches true where braces hold code, in which quotes and `>` end nothing.
 */
export function readTag(text: string, start: number, mustaches: boolean): Tag | null {
  const opening = at(OPENING, text, start);
  if (opening === null) return null;
  const attributes = new Map<string, string | null>();
  let offset = start + opening.length;
  for (;;) {
    const space = at(SPACE, text, offset) ?? '';
    offset += space.length;
    if (offset >= text.length) return null;
    if (text[offset] === '>') {
      return { name: opening.slice(1), start, end: offset + 1, attributes, selfClosing: space.endsWith('/') };
    }
    const attribute = readAttribute(text, offset, mustaches);
    if (attribute === null) return null;
    attributes.set(attribute.name, attribute.value);
    offset = attribute.end;
  }
}

interface Attribute {
  readonly name: string;
  readonly value: string | null;
  readonly end: number;
}

function readAttribute(text: string, start: number, mustaches: boolean): Attribute | null {
  if (mustaches && text[start] === '{') {
    const end = endOfMustache(text, start);
    return end === null ? null : { name: text.slice(start, end), value: null, end };
  }
  const name = at(NAME, text, start) ?? text[start] ?? '';
  const nameEnd = start + name.length;
  const equals = at(EQUALS, text, nameEnd);
  if (equals === null) return { name, value: null, end: nameEnd };
  const valueStart = nameEnd + equals.length;
  const quote = text[valueStart] === '"' || text[valueStart] === "'" ? text[valueStart] : null;
  const end = mustaches ? endWithMustaches(text, valueStart, quote) : endOfValue(text, valueStart, quote);
  if (end === null) return null;
  return { name, value: quote === null ? text.slice(valueStart, end) : text.slice(valueStart + 1, end - 1), end };
}

function endOfValue(text: string, start: number, quote: string | null): number | null {
  if (quote === null) return start + (at(UNQUOTED, text, start) ?? '').length;
  const end = text.indexOf(quote, start + 1);
  return end < 0 ? null : end + 1;
}

function endWithMustaches(text: string, start: number, quote: string | null): number | null {
  let offset = quote === null ? start : start + 1;
  while (offset < text.length) {
    const character = text[offset] ?? '';
    if (character === '{') {
      const end = endOfMustache(text, offset);
      if (end === null) return null;
      offset = end;
    } else if (quote === null ? /[\s>]/.test(character) || text.startsWith('/>', offset) : character === quote) {
      return quote === null ? offset : offset + 1;
    } else offset++;
  }
  return null;
}

function at(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}
