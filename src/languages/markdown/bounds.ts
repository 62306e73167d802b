import type { Skip } from '../../core/source-file.js';

/** The parser takes seconds for longer texts. In UTF-16 code units. */
export const MOST_LENGTH = 200 * 1024;

const MOST_LINES = 20_000;

/** The parser's time grows with the square of what is nested: these are the most that it is shown, in one line ... */
const MOST_CONTAINERS = 100;

/** ... and between two blank lines. */
const MOST_MARKS: readonly { readonly what: string; readonly pattern: RegExp; readonly most: number }[] = [
  { what: 'brackets', pattern: /\]/g, most: 5_000 },
  { what: 'cells', pattern: /\|/g, most: 20_000 },
  { what: 'underlines', pattern: /^ {0,3}(?:=+|-+)[ \t]*$/g, most: 1_000 },
  { what: 'images', pattern: /!\[/g, most: 1_000 },
  // An underscore between letters is none.
  { what: 'marks of emphasis', pattern: /(?<!\w)_+|_+(?!\w)|\*+|~+/g, most: 3_000 },
];

/** Lists nest by two columns at least. */
const MOST_INDENT = 4 * MOST_CONTAINERS;

const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+/;
const BREAK = /^[ \t]*([-*])(?:[ \t]*\1)*[ \t]*$/;

/** Why a text is not given to the parser, or null. */
export function boundsFault(text: string): Skip | null {
  if (text.length > MOST_LENGTH) return tooLarge(`${text.length} characters`, MOST_LENGTH);
  const lines = text.split(/\r\n|\r|\n/);
  return lines.length > MOST_LINES ? tooLarge(`${lines.length} lines`, MOST_LINES) : nestingFault(lines);
}

function tooLarge(size: string, most: number): Skip {
  return { code: 'too-large', message: `it has ${size}; Markdown is read up to ${most}, because its parser is slow` };
}

function nestingFault(lines: readonly string[]): Skip | null {
  const counts = MOST_MARKS.map(() => 0);
  for (const [index, line] of lines.entries()) {
    if (containersIn(line) > MOST_CONTAINERS) return tooDeep(index, `stands in more than ${MOST_CONTAINERS} quotes and lists`);
    const isBlank = line.trim() === '';
    for (const [kind, { what, pattern, most }] of MOST_MARKS.entries()) {
      const count = isBlank ? 0 : (counts[kind] ?? 0) + (line.match(pattern)?.length ?? 0);
      if (count > most) return tooDeep(index, `ends a paragraph with more than ${most} ${what}`);
      counts[kind] = count;
    }
  }
  return null;
}

function tooDeep(index: number, what: string): Skip {
  return { code: 'too-deep', message: `line ${index + 1} ${what}, which may be nested` };
}

function containersIn(line: string): number {
  const [prefix = ''] = CONTAINERS.exec(line) ?? [];
  if (prefix !== '' && line.search(/[^ \t]/) > MOST_INDENT) return MOST_CONTAINERS + 1;
  return prefix.length <= MOST_CONTAINERS || BREAK.test(line) ? 0 : (prefix.match(/[>*+-]|\d+/g) ?? []).length;
}
