import { lockHeldError } from '../apply/lock-held-error.js';
import { withWorkspace } from '../apply/workspace.js';
import { nodeFileSystem } from '../files/file-system.js';
import { appendResults, type Results } from '../records/results.js';

/**
 * Adds an entry to `.codex/results.md`, unless the last one has the same matrix.
 *
 * @throws CodemodError `lock-held`, `io-error`.
 */
export async function writeResults(root: string, results: Results): Promise<boolean> {
  const done = await withWorkspace(nodeFileSystem, root, async ({ fs, state }) => ({
    kind: 'written' as const,
    added: await appendResults(fs, state, results),
  }));
  if (done.kind === 'locked') throw lockHeldError(done.holder);
  return done.added;
}
