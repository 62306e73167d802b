import { CodemodError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { together } from '../core/together.js';
import { splitPath, withFolder } from '../files/folder.js';
import { type NewFile, syncFolder, WRITTEN_TOGETHER, writeNew } from '../files/write-new.js';
import type { PlannedStep } from './file-step.js';
import { PERMISSIONS } from './path-state.js';
import type { Ownership, RunFile } from './run-file.js';
import { ensureFolder, type Workspace } from './workspace.js';

/** The name of a step's new bytes, in the folder of its target: a rename from there never crosses file systems. */
export function stagedName(run: string, index: number): string {
  return `.codex-${run}-${index}`;
}

/** Writes every new file beside its target, all of it on the disk when this returns. Nothing that was there before is touched. */
export async function stageFiles(
  workspace: Workspace,
  run: RunFile,
  steps: readonly PlannedStep[],
  original: (path: string) => Buffer,
  checkStopped: () => void,
): Promise<void> {
  await makeFolders(workspace, run.folders);
  const folders = new Set<string>();
  await together(WRITTEN_TOGETHER, async (begin) => {
    for (const [index, step] of steps.entries()) {
      if (step.after === null) continue;
      checkStopped();
      const { folder } = splitPath(step.path);
      const bytes = contentOf(step, step.after, original);
      const model = step.like === null ? run.steps[index] : run.steps.find(({ path }) => path === step.like);
      // No set-id bits with it: what a journal says, which may have come with the repository, must not make a program of root.
      const former = step.formerOwner === null ? null : { ...step.formerOwner, mode: 0 };
      const file = attributesOf(step.after.mode, model?.was ?? former, step.path);
      await withFolder(workspace.fs, workspace.root, folder, (parent) =>
        begin(() => writeNew(workspace.fs, parent, stagedName(run.id, index), bytes, file)),
      );
      folders.add(folder);
    }
  });
  for (const folder of folders) await withFolder(workspace.fs, workspace.root, folder, (open) => syncFolder(workspace.fs, open));
}

/** What a file gets besides its bytes: the planned permissions, the set-id bits it had and, where root runs, its owner. */
export function attributesOf(mode: number, was: Ownership | null, label: string): NewFile {
  const special = (was?.mode ?? 0) & ~PERMISSIONS;
  return { mode: (mode & PERMISSIONS) | special, owner: process.getuid?.() === 0 ? was : null, label };
}

function contentOf(step: PlannedStep, after: NonNullable<PlannedStep['after']>, original: (path: string) => Buffer): Buffer {
  const bytes = step.content(original);
  if (sha256(bytes) === after.sha256 && bytes.length === after.size) return bytes;
  throw new CodemodError('plan-inconsistent', `The plan does not lead to the content that it promises for ${step.path}.`, {
    path: step.path,
  });
}

async function makeFolders({ fs, root }: Workspace, folders: readonly string[]): Promise<void> {
  for (const path of folders) {
    const { folder, name } = splitPath(path);
    await withFolder(fs, root, folder, (parent) => ensureFolder(fs, parent, name, 0o777));
  }
}
