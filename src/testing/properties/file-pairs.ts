import fc from 'fast-check';

/** A file before and after a change; null where there is none. */
export interface FilePair {
  readonly before: string | null;
  readonly after: string | null;
}

const line = fc.oneof(
  fc.constantFrom(
    ...['a', 'b', 'c', '', ' ', '@@ -1 +1 @@', '--- a/x', '\\ No newline', '```'],
    ...['é中😀', '\f', '\v', '\u2028', 'lone\rreturn', '\r', '\ufeff'],
  ),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\n', '')),
);
/** Files repeat themselves, and there a change can be told in several places: so few lines are the harder case. */
const repeated = fc.constantFrom('a', '', ' ');

/** Lines with newlines of one kind or of several, and an end with or without one. */
export function contentOf(lines: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const newlines = fc.constantFrom(['\n'], ['\r\n'], ['\r'], ['\n', '\n', '\r\n'], ['\n', '\r\n', '\r']);
  return newlines
    .chain((kinds) => fc.array(fc.tuple(lines, fc.constantFrom(...kinds)), { maxLength: 30 }))
    .chain((all) => fc.tuple(fc.constant(all), fc.oneof(fc.constant(''), lines)))
    .map(([all, end]) => all.map(([text, newline]) => text + newline).join('') + end)
    .filter((text) => text.isWellFormed() && !text.includes('\0'));
}

/** A text and a small variation of it, or two unrelated ones, or a file that comes or goes. */
export function pairsOf(content: fc.Arbitrary<string>): fc.Arbitrary<FilePair> {
  return fc.oneof(
    fc.record({ before: content, after: content }),
    fc.tuple(content, content, fc.nat(), fc.nat()).map(([text, insert, at, length]) => {
      const start = at % (text.length + 1);
      const after = text.slice(0, start) + insert + text.slice(start + (length % 5));
      return { before: text, after: after.toWellFormed() };
    }),
    fc.record({ before: fc.constant(null), after: content }),
    fc.record({ before: content, after: fc.constant(null) }),
  );
}

/** Texts in UTF-8, with and without a byte order mark. */
export const filePairs: fc.Arbitrary<FilePair> = fc
  .tuple(fc.oneof(pairsOf(contentOf(line)), pairsOf(contentOf(repeated))), fc.constantFrom('', '', '\ufeff'))
  .map(([{ before, after }, mark]) => ({
    before: before === null ? null : mark + before,
    after: after === null ? null : mark + after,
  }));
