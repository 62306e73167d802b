import type { Edit } from '../../core/edit.js';
import type { Yielded } from '../../core/fix.js';
import type { Context } from '../../core/language-transform.js';
import type { ParamSpecs } from '../../core/params.js';
import type { Range } from '../../core/range.js';
import type { SourceFile } from '../../core/source-file.js';
import { trimmedEdit } from '../javascript/minimal-edits/trimmed-edit.js';
import { apart } from './apart.js';
import type { Candidate } from './candidate.js';
import type { Replacement } from './replacement.js';

interface Planned {
  readonly candidate: Candidate;
  readonly edit: Edit;
}

/**
 * The fixes of a file: of matches that overlap the first one, in ast-grep's order, and the others as findings.
 *
 * @param unread the first line that ast-grep could not read, or null.
 */
export function* fixesFor(
  candidates: readonly Candidate[],
  file: SourceFile,
  unread: number | null,
  context: Pick<Context<never, ParamSpecs>, 'fix' | 'finding'>,
): Iterable<Yielded> {
  const fixable = candidates.flatMap((candidate) =>
    candidate.replacement === null ? [] : { ...candidate.replacement, candidate },
  );
  const chosen = apart(fixable);
  const taken = new Set<{ readonly candidate: Candidate }>(chosen);
  for (const { candidate } of fixable.filter((one) => !taken.has(one))) {
    const { rule, at } = candidate;
    yield context.finding(rule.code, at, `${rule.id}: it stands inside of a match that is rewritten. Apply the rule once more.`);
  }
  const planned = chosen.flatMap(({ candidate, ...replacement }) => {
    const edit = editOf(replacement, file);
    return edit === null ? [] : [{ candidate, edit }];
  });
  for (const group of touching(planned)) {
    const [first] = group;
    const init = { reason: reasonOf(group), at: first.candidate.at, edits: [joined(group)] };
    const caveat = `ast-grep's parser cannot read line ${unread} of the file, and has guessed around it`;
    yield context.fix(unread === null ? init : { ...init, applicability: 'unsafe', caveat });
  }
}

function editOf({ start, end, newText }: Replacement, { text, newline }: SourceFile): Edit | null {
  return trimmedEdit(text, { start, end }, newText, newline);
}

type Group = readonly [Planned, ...Planned[]];

/** Edits that touch are one: nothing stands between them that would tell them apart. */
function touching(planned: readonly Planned[]): readonly Group[] {
  const groups: [Planned, ...Planned[]][] = [];
  for (const one of [...planned].sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end)) {
    const group = groups.at(-1);
    if (group !== undefined && (group.at(-1)?.edit.end ?? -1) >= one.edit.start) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

function joined(group: Group): Edit {
  const edits = group.map(({ edit }) => edit);
  const range: Range = { start: group[0].edit.start, end: edits.at(-1)?.end ?? group[0].edit.end };
  return {
    ...range,
    oldText: edits.map(({ oldText }) => oldText).join(''),
    newText: edits.map(({ newText }) => newText).join(''),
  };
}

function reasonOf(group: Group): string {
  return [...new Set(group.map(({ candidate }) => candidate.message))].join('; ');
}
