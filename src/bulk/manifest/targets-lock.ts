import * as v from 'valibot';
import { CodemodError } from '../../core/errors.js';
import { canonicalJson } from '../../core/plan.js';
import type { FileSystem } from '../../files/file-system.js';
import { type Folder, labelIn } from '../../files/folder.js';
import { appendLines } from '../../records/line-log.js';
import { readLines } from '../../records/read-lines.js';

/** In the folder of the campaign: append-only, the last line of a repository counts. */
export const TARGETS_LOCK = 'targets.lock.jsonl';

const LockedTargetSchema = v.strictObject({
  repo: v.string(),
  url: v.string(),
  branch: v.string(),
  commit: v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)),
});

/** What a repository's change was made on. */
export type LockedTarget = Readonly<v.InferOutput<typeof LockedTargetSchema>>;

/**
 * By the key of the repository. A line that a kill has torn is passed over; one that is whole and not ours is an error.
 *
 * @throws CodemodError `io-error`, `campaign-invalid` with the line.
 */
export function readTargetsLock(fs: FileSystem, folder: Folder): ReadonlyMap<string, LockedTarget> {
  const found = new Map<string, LockedTarget>();
  let number = 0;
  for (const line of readLines(fs, folder, TARGETS_LOCK)) {
    number++;
    const data = parsed(line);
    if (data === undefined) continue;
    const checked = v.safeParse(LockedTargetSchema, data);
    const label = `${labelIn(folder, TARGETS_LOCK)}:${number}:1`;
    if (!checked.success)
      throw new CodemodError('campaign-invalid', `${label}: this is no line of a lock file.`, { path: label });
    found.set(checked.output.repo, checked.output);
  }
  return found;
}

/**
 * Appends those that the file does not say already; they are on the disk when this returns.
 *
 * @throws CodemodError `io-error`, `campaign-invalid`.
 */
export async function lockTargets(fs: FileSystem, folder: Folder, targets: readonly LockedTarget[]): Promise<void> {
  const known = readTargetsLock(fs, folder);
  const lines = targets.map((target) => ({ target, line: canonicalJson(target) }));
  const news = lines.filter(({ target, line }) => {
    const before = known.get(target.repo);
    return before === undefined || canonicalJson(before) !== line;
  });
  await appendLines(
    fs,
    folder,
    TARGETS_LOCK,
    news.map(({ line }) => `${line}\n`),
  );
}

function parsed(line: string): unknown {
  try {
    return line.trim() === '' ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}
