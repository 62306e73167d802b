export const STATE_FOLDER = '.codex';
export const RUNS_FOLDER = 'runs';

/** Folders that are on their way out; renamed first, so that half a run is never taken for one. */
export const TRASH = '.trash-';

export function isTrash(name: string): boolean {
  return name.startsWith(TRASH);
}
