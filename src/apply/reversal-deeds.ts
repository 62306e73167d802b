import { renameDiff } from '../core/diff.js';
import { codeSpan } from '../core/display.js';
import { codecFor } from '../core/encoding.js';
import { groupBy } from '../core/group-by.js';
import type { LogEntry } from '../records/change-log.js';
import { changeLogEntry, type Deed } from '../records/change-log-entry.js';
import type { Reversal, ReversalStep } from './reversal.js';
import { textDiff } from './text-diff.js';

/** A path that goes back, or two of them that are one rename. */
export interface ReversalDeed {
  readonly kind: 'modify' | 'create' | 'delete' | 'rename';
  readonly step: ReversalStep;
  /** The new name, for a rename. */
  readonly to: string | null;
}

/** What an undo or redo does, file by file, in the order of paths. */
export function reversalDeeds({ steps }: Pick<Reversal, 'steps'>): readonly ReversalDeed[] {
  const renames = renamesOf(steps);
  const targets = new Set(renames.values());
  return [...steps]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap((step): readonly ReversalDeed[] => {
      if (targets.has(step.path)) return [];
      const to = renames.get(step.path) ?? null;
      if (to !== null) return [{ kind: 'rename', step, to }];
      return [{ kind: step.before === null ? 'create' : step.after === null ? 'delete' : 'modify', step, to: null }];
    });
}

/** Old names and new ones: a content that goes from one path alone, and comes to one path alone. */
export function renamesOf(steps: readonly ReversalStep[]): ReadonlyMap<string, string> {
  const key = (content: ReversalStep['before']): string => `${content?.sha256} ${content?.mode}`;
  const coming = groupBy(
    steps.filter(({ before }) => before === null),
    ({ after }) => key(after),
  );
  const going = groupBy(
    steps.filter(({ after }) => after === null),
    ({ before }) => key(before),
  );
  const pairs = [...going].flatMap(([content, [from, ...others]]): readonly (readonly [string, string])[] => {
    const [to, ...more] = coming.get(content) ?? [];
    return from === undefined || to === undefined || others.length + more.length > 0 ? [] : [[from.path, to.path]];
  });
  return new Map(pairs);
}

/** Entries of the change log: each says which run it undoes or redoes. */
export function reversalEntries(
  reversal: Reversal,
  run: { readonly id: string; readonly time: string },
  tool: string,
): readonly LogEntry[] {
  const deeds = reversalDeeds(reversal).map((deed) => deedOf(deed, reversal, tool));
  return deeds.map((deed, index) => {
    const place = { run: run.id, time: run.time, number: index + 1, total: deeds.length };
    return { key: `${run.id}/${place.number}`, text: changeLogEntry(deed, place) };
  });
}

function deedOf({ kind, step, to }: ReversalDeed, reversal: Reversal, tool: string): Deed {
  const { path, before, after, bytesBefore, bytesAfter, encoding } = step;
  const why = `${reversal.kind === 'undo' ? 'Undo' : 'Redo'} of run ${codeSpan(reversal.of)}`;
  return {
    action: kind,
    path,
    to,
    codemod: reversal.kind,
    version: tool,
    reasons: [why],
    before: before?.sha256 ?? null,
    after: kind === 'rename' ? (before?.sha256 ?? null) : (after?.sha256 ?? null),
    diff: kind === 'rename' && to !== null ? renameDiff(path, to) : logDiff(path, bytesBefore, bytesAfter, encoding),
  };
}

/** Null where one side is not text: the log shows no diff then. */
function logDiff(path: string, before: Buffer | null, after: Buffer | null, encoding: string): string | null {
  const codec = codecFor(encoding);
  const isText = [before, after].every((side) => side === null || (codec?.decode(side) ?? null) !== null);
  const diff = isText ? textDiff(path, before, after, encoding) : '';
  return diff === '' ? null : diff;
}
