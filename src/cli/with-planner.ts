import path from 'node:path';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { FileOutcome } from '../core/outcome.js';
import type { ParamValue } from '../core/params.js';
import type { Asked, PlanOptions } from '../core/plan.js';
import { childPool } from '../pipeline/child-pool.js';
import { openGates } from '../pipeline/gates.js';
import type { LoadedCodemod } from '../pipeline/load-codemod.js';
import { neededToRun, type Permission } from '../pipeline/permissions.js';
import type { Planned, PlanRequest } from '../pipeline/plan.js';
import type { Targets } from '../trees/targets.js';
import { WorkTree } from '../trees/work-tree.js';
import type { Terminal } from './terminal.js';
import { toolVersion } from './tool-version.js';

/** What a run looks at within its targets, and how far it goes. */
export interface RunOptions extends Omit<PlanOptions, 'paths'> {
  readonly asked: Asked;
  readonly rejected: ReadonlySet<string>;
  /** See `PlanRequest`. */
  readonly onFile?: (outcome: FileOutcome) => void;
  /** Child processes at most. */
  readonly jobs?: number;
  /** What transforms may do beside what the engine itself needs. */
  readonly allow?: readonly Permission[];
}

const MAX_SIZE = 1024 * 1024;

/** The options of a command that has none of its own. */
export function optionsFor(kind: Asked['kind'], name: string, given: Partial<RunOptions> = {}): RunOptions {
  const asked = { kind, name, params: {} };
  const selection = { include: [], exclude: [], noIgnore: false, maxSize: MAX_SIZE };
  return { asked, rejected: new Set(), threshold: 'safe', ...selection, ...given };
}

/** Everything of a plan but its codemods. */
export type Planner = Omit<PlanRequest, 'codemods'>;

/** Files after which a child that loads no compiled parser is replaced. */
const FILES_OF_TRANSFORMS = 5_000;

/** Milliseconds after which a run shows how far it is, and between two such lines. */
const PROGRESS_AFTER = 1_000;
const PROGRESS_EVERY = 100;

/**
 * Starts the children and judges that plans need, for as long as `use` takes.
 *
 * @param codemods those of all plans; each is told by its index here.
 */
export async function withPlanner<T>(
  codemods: readonly (LoadedCodemod & { readonly params: Readonly<Record<string, ParamValue>> })[],
  targets: Targets,
  { asked, rejected, threshold, foreign, jobs, allow = [], onFile, ...selection }: RunOptions,
  terminal: Terminal,
  use: (planner: Planner) => Promise<T>,
): Promise<T> {
  const shown = (name: string): string => visibleLine(path.relative(process.cwd(), path.join(targets.root, name)));
  const label = /^\.\.?\//.test(asked.name) ? shown(asked.name) : visibleLine(asked.name);
  const needed = neededToRun(codemods.map(({ codemod }) => codemod));
  const [first, ...more] = codemods;
  const transformer = childPool({
    codemods: codemods.map(({ url, params }) => ({ url, params })),
    wanted: { threshold, rejected, root: targets.root, ...(foreign === undefined ? {} : { foreign }) },
    allowed: [...needed, ...allow],
    // Without compiled parsers nothing holds memory that V8 does not see, and a new child has all to learn again.
    ...(needed.length === 0 ? { files: FILES_OF_TRANSFORMS } : {}),
    ...(codemods.some(({ codemod }) => codemod.foreign) ? { folder: process.cwd() } : {}),
    eager: true,
    ...(first?.warm === undefined || more.length > 0 ? {} : { warm: first.warm }),
    ...(jobs === undefined ? {} : { jobs }),
    onOutput: (line, file) => terminal.err(`${label}: ${file === null ? '' : `${shown(file)}: `}${visibleLine(line)}\n`),
  });
  const gates = openGates();
  try {
    return await use({
      tree: new WorkTree(targets.root, targets.repository),
      selection: { ...selection, paths: targets.paths },
      threshold,
      tool: toolVersion().version,
      asked,
      root: targets.root,
      rejected,
      ...(foreign === undefined ? {} : { foreign }),
      transformer,
      gates,
      onProgress: progressLine(label, terminal),
      ...(onFile === undefined ? {} : { onFile }),
    });
  } finally {
    await Promise.all([transformer.close(), gates.close()]);
  }
}

function progressLine(label: string, terminal: Terminal): (progress: { done: number; discovered: number }) => void {
  let next = Date.now() + PROGRESS_AFTER;
  return ({ done, discovered }) => {
    if (Date.now() < next) return;
    next = Date.now() + PROGRESS_EVERY;
    terminal.progress(`${label}: ${done} of ${discovered} files`);
  };
}

/**
 * Files in = changed + unchanged + findings + skipped + failed, or something was lost on the way.
 *
 * @throws CodemodError `promise-broken`.
 */
export function checkConservation({ counts }: Pick<Planned, 'counts'>): void {
  const { discovered, changed, unchanged, findings, skipped, failed } = counts;
  if (discovered === changed + unchanged + findings + skipped + failed) return;
  throw new CodemodError('promise-broken', `The outcomes do not add up to the files: ${JSON.stringify(counts)}.`);
}
