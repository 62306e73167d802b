import { distance } from 'fastest-levenshtein';
import { NAME } from './codemod-name.js';

/**
 * What a comment says that holds codemods back: `codemod: ignore[name, name] reason`. The forms that users know: `noqa` of
 * flake8 (several in one comment), `type: ignore[code]` of mypy (the brackets), ESLint's `-- reason`.
 */
export interface Suppression {
  /** Null: what it names cannot be read, and it holds every codemod back. A wrong edit is worse than a missed one. */
  readonly names: readonly string[] | null;
  /** Empty where none is given. */
  readonly reason: string;
  /** What is wrong with how it is written, or null. */
  readonly fault: string | null;
}

/** Stands in the bytes of every file that has a suppression. */
export const SUPPRESSION_NEEDLE = 'codemod:';

const ANYWHERE = /codemod:[ \t]*ignore\b/;
const DIRECTIVE = /^codemod:[ \t]*ignore\b/;
const WHOLE = /^codemod:[ \t]*ignore\[([^\]]*)\](.*)$/;

/** False for a text in which no comment can be a suppression. */
export function mayHoldSuppression(text: string): boolean {
  return ANYWHERE.test(text);
}

/**
 * The suppressions in a comment, which is given with its marks. One begins a comment, a line of it, or stands behind a
 * further `#` or `//`, as beside `# noqa`. Prose that speaks of suppressions is none.
 */
export function suppressionsIn(comment: string): readonly Suppression[] {
  return partsOf(comment)
    .filter((part) => DIRECTIVE.test(part))
    .map(readPart);
}

/** `#12` in a reason is an issue, and no comment in the comment. */
function partsOf(comment: string): readonly string[] {
  const inside = comment.replace(/^(?:<!--|\/\*+)/, '').replace(/(?:-->|\*+\/)$/, '');
  const lines = inside.split(/\r\n|\r|\n/).map((line) => line.trim().replace(/^\*+\s*/, ''));
  return lines.flatMap((line) => line.split(/(?:^|\s)(?:#+|\/\/+)(?!\d)/)).map((part) => part.trim());
}

function readPart(part: string): Suppression {
  const [, listed, rest] = WHOLE.exec(part) ?? [];
  if (listed === undefined || rest === undefined) {
    return { names: null, reason: '', fault: 'it names no codemod in brackets' };
  }
  const names = listed.split(',').map((name) => name.trim());
  const reason = rest.replace(/^[\s:\u2013\u2014-]+/, '').trim();
  const wrong = names.find((name) => !NAME.test(name));
  if (wrong === undefined) return { names, reason, fault: null };
  return { names: null, reason, fault: wrong === '' ? 'a name is missing in its brackets' : `${wrong} is no name of a codemod` };
}

/** How a suppression concerns a codemod: it names it, names something so near that it is meant, names nothing, or others. */
export type Concern = 'named' | 'nearly' | 'unreadable' | 'none';

/** Misspelt by two letters at most; no two codemods of the toolkit are so near to each other. */
const NEAR = 2;

export function concernOf({ names }: Suppression, codemod: string): Concern {
  if (names === null) return 'unreadable';
  if (names.includes(codemod)) return 'named';
  return nearestName(names, codemod) === null ? 'none' : 'nearly';
}

/** The name of a list that a misspelling of the codemod's is taken for, or null. */
export function nearestName(names: readonly string[], codemod: string): string | null {
  return names.find((name) => name !== codemod && distance(name, codemod) <= NEAR && codemod.length > 2 * NEAR) ?? null;
}
