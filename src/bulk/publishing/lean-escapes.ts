/** What stands around an escaped character: all that is before it, and the character behind it; empty at an end. */
interface Around {
  readonly before: string;
  readonly last: string;
  readonly next: string;
}

const isWord = (character: string): boolean => /^[A-Za-z0-9]$/.test(character);
const isPlain = (character: string): boolean => /^[A-Za-z0-9 ]$/.test(character);
/** Nothing that only counts at the beginning of a line. */
const isInLine = ({ before }: Around): boolean => /\S/.test(before);

/** When a character needs no backslash, because what is before and behind it lets it mean nothing in Markdown. */
const NEEDLESS: Readonly<Record<string, (around: Around) => boolean>> = {
  // Both stand for a link only behind a "]", which keeps its own.
  '(': ({ last }) => isPlain(last),
  ')': (around) => isInLine(around),
  // In the middle of a word there is no emphasis.
  _: ({ last, next }) => isWord(last) && isWord(next),
  '*': (around) => isInLine(around) && around.last === ' ' && around.next === ' ',
  '+': (around) => isInLine(around) && isPlain(around.last),
  '>': (around) => isInLine(around) && !around.before.endsWith('--'),
  '<': ({ next }) => next === ' ' || next === '=',
  '&': ({ next }) => next === ' ',
  '!': ({ next }) => isPlain(next) || next === '.',
  // GitLab marks what was added or removed with `{+ +}` and `{- -}`.
  '{': ({ next }) => isPlain(next) || next === '}',
  '}': ({ last }) => isPlain(last) || last === '{',
};

/** Markdown in which every character that could mean something is escaped, without the backslashes that do nothing. */
export function leanEscapes(escaped: string): string {
  return escaped.replace(/\\([\s\S])/g, (pair, character: string, at: number) => {
    const around = { before: escaped.slice(0, at), last: escaped[at - 1] ?? '', next: escaped[at + 2] ?? '' };
    return NEEDLESS[character]?.(around) === true ? character : pair;
  });
}
