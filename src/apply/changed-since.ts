import { sha256 } from '../core/hash.js';
import type { Family } from './family.js';
import { PERMISSIONS } from './path-state.js';
import type { RunFile } from './run-file.js';

/** A later run that has changed a path. */
export interface Later {
  readonly run: string;
  readonly kind: RunFile['kind'];
  /** The application that it is, undoes or redoes. */
  readonly application: string;
  /** True when the path is just what that run left. */
  readonly isExact: boolean;
}

/**
 * The last run outside of a family that changed a path after it.
 *
 * @param runs oldest first.
 * @param now what stands at the path; null for no file.
 */
export function changedSince(
  runs: readonly RunFile[],
  { id, members }: Family,
  path: string,
  now: { readonly bytes: Buffer | null; readonly mode: number | null } | null,
): Later | null {
  const own = members.filter(({ steps }) => steps.some((step) => step.path === path)).at(-1) ?? members[0];
  for (const run of runs.toReversed()) {
    if (run.sequence <= own.sequence) break;
    const step = run.steps.find((one) => one.path === path);
    if (step === undefined || (run.of ?? run.id) === id) continue;
    const isExact =
      now === null || step.after === null
        ? now === step.after
        : now.bytes !== null && sha256(now.bytes) === step.after.sha256 && now.mode === (step.after.mode & PERMISSIONS);
    return { run: run.id, kind: run.kind, application: run.of ?? run.id, isExact };
  }
  return null;
}
