import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { ParamValue } from '../core/params.js';
import { childPool } from '../pipeline/child-pool.js';
import { openGates } from '../pipeline/gates.js';
import type { LoadedCodemod } from '../pipeline/load-codemod.js';
import { makePlan, type Planned } from '../pipeline/plan.js';
import type { Targets } from '../trees/targets.js';
import { WorkTree } from '../trees/work-tree.js';
import type { Terminal } from './terminal.js';
import { toolVersion } from './tool-version.js';

export interface PlanOptions {
  readonly threshold: 'safe' | 'unsafe';
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly noIgnore: boolean;
  /** Bytes. */
  readonly maxSize: number;
  /** Child processes at most. */
  readonly jobs?: number;
}

/** Milliseconds after which a run shows how far it is, and between two such lines. */
const PROGRESS_AFTER = 1_000;
const PROGRESS_EVERY = 100;

/**
 * Runs one codemod over the user's paths, in children, and writes nothing.
 *
 * @throws CodemodError `promise-broken` when a file was lost on the way.
 */
export async function planTargets(
  { codemod, url, params }: LoadedCodemod & { readonly params: Readonly<Record<string, ParamValue>> },
  targets: Targets,
  { threshold, jobs, ...selection }: PlanOptions,
  terminal: Terminal,
): Promise<Planned> {
  const transformer = childPool({
    codemods: [{ url, params }],
    threshold,
    eager: true,
    ...(jobs === undefined ? {} : { jobs }),
    onOutput: (line) => terminal.err(`${codemod.name}: ${visibleLine(line)}\n`),
  });
  const gates = openGates();
  try {
    const planned = await makePlan({
      tree: new WorkTree(targets.root, targets.repository),
      codemods: [{ codemod, params, index: 0 }],
      selection: { ...selection, paths: targets.paths },
      threshold,
      tool: toolVersion().version,
      transformer,
      gates,
      onProgress: progressLine(codemod.name, terminal),
    });
    checkConservation(planned);
    return planned;
  } finally {
    await Promise.all([transformer.close(), gates.close()]);
  }
}

function progressLine(name: string, terminal: Terminal): (progress: { done: number; discovered: number }) => void {
  let next = Date.now() + PROGRESS_AFTER;
  return ({ done, discovered }) => {
    if (Date.now() < next) return;
    next = Date.now() + PROGRESS_EVERY;
    terminal.progress(`${name}: ${done} of ${discovered} files`);
  };
}

/** Files in = changed + unchanged + findings + skipped + failed, or something was lost on the way. */
function checkConservation({ counts }: Planned): void {
  const { discovered, changed, unchanged, findings, skipped, failed } = counts;
  if (discovered === changed + unchanged + findings + skipped + failed) return;
  throw new CodemodError('promise-broken', `The outcomes do not add up to the files: ${JSON.stringify(counts)}.`);
}
