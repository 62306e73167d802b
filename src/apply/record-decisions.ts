import { type FileSystem, nodeFileSystem } from '../files/file-system.js';
import type { ApplyResult } from './apply-result.js';
import { executeRun } from './execute-run.js';
import { newRunId } from './run-id.js';

/** Appends lines to `decisions.ndjson` under the repository's lock, as a run without changes does. */
export async function recordDecisions(
  root: string,
  tool: string,
  decisions: readonly string[],
  fileSystem: FileSystem = nodeFileSystem,
): Promise<ApplyResult> {
  const now = new Date();
  const description = {
    id: newRunId(now),
    time: now.toISOString(),
    kind: 'apply',
    of: null,
    tool,
    plan: null,
    codemods: [],
  } as const;
  const nothing = { planText: null, steps: [], left: [], emptied: [], errors: [], entries: () => [] };
  return await executeRun({ root, fileSystem, breakHardLinks: false, signal: null, description, ...nothing, decisions });
}
