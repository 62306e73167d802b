import { applySteps, type Change } from '../core/change.js';
import { paramsOf } from '../core/codemod.js';
import type { WithheldBecause } from '../core/outcome.js';
import { decodeSource, encodeSource, isSkip } from '../core/source-file.js';
import { openGates } from '../pipeline/gates.js';
import { type LoadedCodemod, loadBuiltIn } from '../pipeline/load-codemod.js';
import { makePlan, type Planned } from '../pipeline/plan.js';
import type { PlacedCodemod } from '../pipeline/run-project.js';
import { inProcess } from '../pipeline/transformer.js';
import { MemoryTree } from '../trees/memory-tree.js';

export type Files = Readonly<Record<string, string | Buffer>>;

export interface RunOptions {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly unsafe?: boolean;
  /** Keys of what a person has rejected. */
  readonly rejected?: Iterable<string>;
  /** Files and folders to stay inside of; default: everything. */
  readonly paths?: readonly string[];
}

/** A run in memory: the plan, and the files as they would be after it. */
export interface MemoryRun extends Planned {
  /** The bytes of every file after the run. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Paths of what the plan touches. */
  readonly changed: readonly string[];
  readonly findings: readonly { readonly path: string; readonly line: number; readonly code: string; readonly message: string }[];
  readonly withheld: readonly {
    readonly path: string;
    readonly line: number;
    readonly because: WithheldBecause;
    readonly caveat: string;
  }[];
  /** A file after the run, as UTF-8. */
  text(path: string): string;
}

/** The judges of all runs of a test process: starting python3 takes longer than most runs. Idle, they keep no process alive. */
const GATES = openGates();

/** Bytes above which a file is skipped, as the command line has it by default. */
const MAX_SIZE = 1024 * 1024;

/** Runs a codemod over files in memory, through the same pipeline as the command line. */
export async function runOn(codemod: string | LoadedCodemod, files: Files, options: RunOptions = {}): Promise<MemoryRun> {
  const loaded = typeof codemod === 'string' ? await loadBuiltIn(codemod) : codemod;
  const bound = {
    codemod: loaded.codemod,
    params: paramsOf(loaded.codemod, options.params ?? {}),
    url: loaded.url,
  };
  return runBound([bound], files, options.unsafe === true ? 'unsafe' : 'safe', options);
}

/** The same for codemods that have their parameters. */
export async function runBound(
  codemods: readonly PlacedCodemod[],
  files: Files,
  threshold: 'safe' | 'unsafe',
  options: Pick<RunOptions, 'rejected' | 'paths'> = {},
): Promise<MemoryRun> {
  const tree = new MemoryTree(files);
  const rejected: ReadonlySet<string> = new Set(options.rejected ?? []);
  const transformer = inProcess(codemods, { threshold, rejected });
  const indexed = codemods.map((bound, index) => ({ ...bound, index }));
  const selection = { paths: options.paths ?? [], include: [], exclude: [], noIgnore: false, maxSize: MAX_SIZE };
  const asked = { kind: 'codemod', name: codemods[0]?.codemod.name ?? '', params: {} } as const;
  const about = { tool: 'test', asked, root: '/', rejected };
  const planned = await makePlan({ tree, codemods: indexed, selection, threshold, ...about, transformer, gates: GATES });
  const after = new Map([...tree.files].map(([path, { bytes }]) => [path, bytes]));
  for (const change of planned.plan.changes) carryOut(change, after);
  return {
    ...planned,
    files: after,
    changed: planned.plan.changes.map(({ path }) => path),
    findings: [
      ...planned.outcomes.flatMap(({ path, findings }) =>
        findings.map(({ line, code, message }) => ({ path, line, code, message })),
      ),
      ...planned.project.findings.map(({ path, code, message }) => ({ path, line: 1, code, message })),
    ],
    withheld: planned.outcomes.flatMap(({ path, withheld }) =>
      withheld.map(({ line, because, fix }) => ({ path, line, because, caveat: fix.caveat })),
    ),
    text(path) {
      const bytes = after.get(path);
      if (bytes === undefined) throw new Error(`there is no ${path} after the run`);
      return bytes.toString('utf8');
    },
  };
}

function carryOut(change: Change, files: Map<string, Buffer>): void {
  const standing = files.get(change.path);
  if (change.kind === 'create') files.set(change.path, created(change));
  else if (standing === undefined) throw new Error(`the plan touches ${change.path}, which is not there`);
  else if (change.kind === 'modify') files.set(change.path, modified(change, standing));
  else files.delete(change.path);
  if (change.kind === 'rename' && standing !== undefined) files.set(change.to, standing);
}

function created({ content, steps }: Change & { kind: 'create' }): Buffer {
  const bytes = Buffer.from(content, 'base64');
  return steps.length === 0 ? bytes : Buffer.from(applySteps(bytes.toString('utf8'), steps));
}

/** Goes the way of apply, from the old bytes and the steps, so that a plan that lies about itself is noticed. */
function modified(change: Change & { kind: 'modify' }, before: Buffer): Buffer {
  const source = decodeSource(change.path, before, change.encoding);
  if (isSkip(source)) throw new Error(`${change.path}: ${source.message}`);
  const bytes = encodeSource(source, applySteps(source.text, change.steps));
  if (bytes === null) throw new Error(`${change.path} cannot be encoded`);
  return bytes;
}
