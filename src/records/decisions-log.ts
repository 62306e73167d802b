import * as v from 'valibot';
import { CodemodError } from '../core/errors.js';
import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import { withFolder, withRoot } from '../files/folder.js';
import { ioCode } from '../files/io-error.js';
import { readLines } from './read-lines.js';

export const DECISIONS_LOG = 'decisions.ndjson';

/** One line of `decisions.ndjson`. The last one about a key counts; nothing is ever taken out. */
export interface DecisionEntry {
  readonly codemodDecisions: 1;
  /** UTC, ISO 8601. */
  readonly ts: string;
  /** `forget` takes back a rejection. */
  readonly action: 'reject' | 'forget';
  readonly codemod: string;
  readonly path: string;
  /** See `fixKey`. */
  readonly key: string;
  /** What was decided at once: one hunk may have several keys. */
  readonly hunk: string;
  /** Why; empty where nothing was said. */
  readonly reason: string;
}

const EntrySchema = v.object({
  codemodDecisions: v.literal(1),
  ts: v.string(),
  action: v.picklist(['reject', 'forget']),
  codemod: v.string(),
  path: v.string(),
  key: v.string(),
  hunk: v.string(),
  reason: v.string(),
});

/** An entry as its line, LF included. */
export function decisionLine({ ts, action, codemod, path, key, hunk, reason }: Omit<DecisionEntry, 'codemodDecisions'>): string {
  return `${JSON.stringify({ codemodDecisions: 1, ts, action, codemod, path, key, hunk, reason })}\n`;
}

/**
 * What was rejected in a repository and not forgotten since, by key, the oldest first. What is no entry is skipped: a line
 * that was torn, or one of a later version.
 *
 * @param root the folder in which `.codex` stands.
 */
export async function readRejections(root: string, fs: FileSystem = nodeFileSystem): Promise<ReadonlyMap<string, DecisionEntry>> {
  const standing = new Map<string, DecisionEntry>();
  try {
    await withRoot(fs, root, (top) =>
      withFolder(fs, top, '.codex', async (folder) => {
        for (const line of readLines(fs, folder, DECISIONS_LOG)) take(standing, line);
      }),
    );
  } catch (thrown) {
    if (ioCode(thrown) !== 'ENOENT') throw unreadable(thrown);
  }
  return standing;
}

/** The keys of what lines of a log reject, and no later line forgets. */
export function standingRejections(lines: Iterable<string>): ReadonlySet<string> {
  const standing = new Map<string, DecisionEntry>();
  for (const line of lines) take(standing, line);
  return new Set(standing.keys());
}

function take(standing: Map<string, DecisionEntry>, line: string): void {
  const entry = parseEntry(line);
  if (entry?.action === 'reject') standing.set(entry.key, entry);
  else if (entry !== null) standing.delete(entry.key);
}

function parseEntry(line: string): DecisionEntry | null {
  try {
    const parsed = v.safeParse(EntrySchema, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function unreadable(thrown: unknown): CodemodError {
  return thrown instanceof CodemodError
    ? thrown
    : new CodemodError('io-error', `.codex/${DECISIONS_LOG} cannot be read.`, { cause: thrown });
}
