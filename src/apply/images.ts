import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { together } from '../core/together.js';
import { type Folder, labelIn } from '../files/folder.js';
import { readWhole, syncFolder, WRITTEN_TOGETHER, writeNew } from '../files/write-new.js';
import type { FileStep, StalePath } from './file-step.js';
import { difference, stateOfPath } from './path-state.js';
import type { Workspace } from './workspace.js';

/**
 * Copies the bytes that each step starts from into the journal, on the disk when this returns.
 *
 * @returns the paths that changed since they were checked; the rest is not copied then.
 */
export async function saveImages(
  workspace: Workspace,
  images: Folder,
  steps: readonly FileStep[],
): Promise<readonly StalePath[]> {
  const stale = await together(WRITTEN_TOGETHER, async (begin) => {
    for (const [index, step] of steps.entries()) {
      const found = await stateOfPath(workspace, step);
      const change = difference(step.path, found, step.before);
      if (change !== null) return [change];
      if (found.kind !== 'file' || found.bytes === null) continue;
      const { bytes } = found;
      const label = labelIn(images, String(index));
      await begin(() => writeNew(workspace.fs, images, String(index), bytes, { mode: 0o600, owner: null, label }));
    }
    return [];
  });
  if (stale.length === 0) await syncFolder(workspace.fs, images);
  return stale;
}

/** The bytes that a step's path had before the run. */
export function readImage({ fs }: Workspace, images: Folder, step: FileStep, index: number): Buffer {
  const label = labelIn(images, String(index));
  const bytes = readWhole(fs, images, String(index), label);
  if (sha256(bytes) === step.before?.sha256) return bytes;
  throw new CodemodError('journal-damaged', `${label}, the copy of ${step.path}, is damaged.`, { path: step.path });
}

/** The same, found by path. */
export function imageReader(workspace: Workspace, images: Folder, steps: readonly FileStep[]): (path: string) => Buffer {
  const byPath = new Map(steps.map((step, index) => [step.path, { step, index }]));
  return (path) => {
    const found = byPath.get(path);
    if (found === undefined) throw new CodemodError('internal', `The run has no copy of ${path}.`, { path });
    return readImage(workspace, images, found.step, found.index);
  };
}
