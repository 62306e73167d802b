import { diffArrays } from 'diff';
import { quotePath } from './quote-path.js';

/** One hunk of a unified diff. Lines count from 1 and end at LF alone, as git counts them; a CR stays part of its line. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** Each begins with ` `, `-`, `+` or `\`, and is without its LF. */
  readonly lines: readonly string[];
}

const CONTEXT = 3;
/** Beyond this many changed lines the search for the shortest diff is given up: it takes time quadratic in them. */
const MAX_EDIT_LENGTH = 2000;
/** Milliseconds. A net for slow machines only: the limit above is what ends the search, so that equal inputs give equal diffs. */
const TIMEOUT = 5000;
/** The mode of a file that cannot be run: a header that tells it is left out. */
const PLAIN = 0o644;
const NO_NEWLINE = '\\ No newline at end of file';

/**
 * The unified diff of one file, as `git apply` and `patch -p1` take it; empty when the texts are equal. A null is a file
 * that does not exist. Texts with a byte order mark must carry it.
 *
 * @param mode of a file that is made or deleted: permission bits.
 */
export function unifiedDiff(path: string, before: string | null, after: string | null, mode = PLAIN): string {
  if (before === after) return '';
  const hunks = diffHunks(before ?? '', after ?? '');
  if (hunks.length === 0) return `${extendedHeader(path, before === null, mode)}\n\n`;
  const isPlain = (before !== null && after !== null) || gitMode(mode) === gitMode(PLAIN);
  const header = [
    ...(isPlain ? [] : [extendedHeader(path, before === null, mode)]),
    `--- ${before === null ? '/dev/null' : headerName(`a/${path}`)}`,
    `+++ ${after === null ? '/dev/null' : headerName(`b/${path}`)}`,
  ];
  return `${[...header, ...hunks.flatMap((hunk) => [hunkHeader(hunk), ...hunk.lines])].join('\n')}\n`;
}

/** The diff of a file that changes its name alone. */
export function renameDiff(from: string, to: string): string {
  const names = `${quotePath(`a/${from}`)} ${quotePath(`b/${to}`)}`;
  return `diff --git ${names}\nsimilarity index 100%\nrename from ${quotePath(from)}\nrename to ${quotePath(to)}\n\n`;
}

/**
 * The hunks that lead from one text to the other. Equal lines at both ends are set aside, so that a small change of a large
 * file is cheap. They are never handed to the search: among repeated lines it would move a change to the end of what it is
 * given, and a hunk without context behind it is one that `git apply` takes for the end of the file.
 */
export function diffHunks(before: string, after: string): readonly Hunk[] {
  if (before === after) return [];
  const old = splitLines(before);
  const now = splitLines(after);
  const head = countEqual(Math.min(old.length, now.length), (index) => old[index] === now[index]);
  const tail = countEqual(Math.min(old.length, now.length) - head, (index) => old.at(-1 - index) === now.at(-1 - index));
  const first = Math.max(0, head - CONTEXT);
  const script = [
    ...marked(' ', old.slice(first, head)),
    ...changedLines(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...marked(' ', old.slice(old.length - tail, old.length - tail + CONTEXT)),
  ];
  return hunksOf(script, first + 1);
}

/** `@@ -1,4 +1,5 @@`. An empty side is numbered by the line before it. */
export function hunkHeader(hunk: Hunk): string {
  const side = (start: number, lines: number): string => `${lines === 0 ? start - 1 : start},${lines}`;
  return `@@ -${side(hunk.oldStart, hunk.oldLines)} +${side(hunk.newStart, hunk.newLines)} @@`;
}

/** A line with its LF, kept, removed or added. */
interface MarkedLine {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
}

function marked(mark: MarkedLine['mark'], lines: readonly string[]): MarkedLine[] {
  return lines.map((line) => ({ mark, line }));
}

/** The shortest way from one to the other, or, where it would take too long to find, all of one away and all of the other there. */
function changedLines(old: readonly string[], now: readonly string[]): MarkedLine[] {
  const changes = diffArrays([...old], [...now], { maxEditLength: MAX_EDIT_LENGTH, timeout: TIMEOUT });
  if (changes === undefined) return [...marked('-', old), ...marked('+', now)];
  return changes.flatMap(({ added, removed, value }) => marked(added ? '+' : removed ? '-' : ' ', value));
}

/** Changes with at most twice the context between them share a hunk. `first` is the number of the first line, the same on both sides. */
function hunksOf(script: readonly MarkedLine[], first: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let oldStart = first;
  let newStart = first;
  let done = 0;
  for (const [start, end] of stretches(script)) {
    const skipped = start - done;
    const lines = script.slice(start, end);
    const oldLines = lines.filter(({ mark }) => mark !== '+').length;
    const newLines = lines.filter(({ mark }) => mark !== '-').length;
    oldStart += skipped;
    newStart += skipped;
    hunks.push({ oldStart, oldLines, newStart, newLines, lines: lines.flatMap(({ mark, line }) => markLine(mark, line)) });
    oldStart += oldLines;
    newStart += newLines;
    done = end;
  }
  return hunks;
}

/** The parts of a script that hunks show: each change with the context around it, as half-open ranges that do not touch. */
function stretches(script: readonly MarkedLine[]): readonly (readonly [start: number, end: number])[] {
  const found: [number, number][] = [];
  for (const [index, { mark }] of script.entries()) {
    if (mark === ' ') continue;
    const end = Math.min(script.length, index + 1 + CONTEXT);
    const last = found.at(-1);
    if (last !== undefined && index - CONTEXT <= last[1]) last[1] = end;
    else found.push([Math.max(0, index - CONTEXT), end]);
  }
  return found;
}

function markLine(mark: string, line: string): string[] {
  return line.endsWith('\n') ? [mark + line.slice(0, -1)] : [mark + line, NO_NEWLINE];
}

/** Lines with their LF; the last may be without. */
function splitLines(text: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed + 1;
    lines.push(text.slice(start, end));
    start = end;
  }
  return lines;
}

function countEqual(limit: number, isEqual: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && isEqual(count)) count++;
  return count;
}

/** `patch` ends a name at white space, unless a tab says that the name goes on to there; git writes it so too. */
function headerName(name: string): string {
  const quoted = quotePath(name);
  return quoted.includes(' ') && !quoted.startsWith('"') ? `${quoted}\t` : quoted;
}

/**
 * What a file's names and hunks do not tell: that it is made or deleted though it has no content, and that it can be run. Where no
 * hunk follows, a blank line must: without it git reads the next file's `---` as one of these headers.
 */
function extendedHeader(path: string, isNew: boolean, mode: number): string {
  return `diff --git ${quotePath(`a/${path}`)} ${quotePath(`b/${path}`)}\n${isNew ? 'new' : 'deleted'} file mode ${gitMode(mode)}`;
}

/** Git knows whether the owner may run a file, and no more. */
function gitMode(mode: number): string {
  return (mode & 0o100) === 0 ? '100644' : '100755';
}
