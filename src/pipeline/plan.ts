import { byCodeUnits } from '../core/by-code-units.js';
import type { Change } from '../core/change.js';
import type { BoundCodemod } from '../core/codemod.js';
import type { ForeignWanted } from '../core/fix.js';
import { inGroups } from '../core/groups.js';
import { inOrder } from '../core/in-order.js';
import { leftOf } from '../core/left.js';
import { type Counts, countOutcomes, type FileOutcome } from '../core/outcome.js';
import type { Asked, Plan } from '../core/plan.js';
import { together } from '../core/together.js';
import type { MemoryFile } from '../trees/memory-tree.js';
import type { Pruned, ReadResult, Selection, Tree } from '../trees/tree.js';
import { allOrNone } from './all-or-none.js';
import { makeBreather } from './breather.js';
import type { Gates } from './gates.js';
import { changedFile, type PlannedFile, plainOutcome, transformedFile } from './planned-file.js';
import { type ProjectOutcome, runProjects } from './project-stage.js';
import { makeSieves, type Sieves } from './sieve.js';
import { runSurveys, type Surveys } from './survey-stage.js';
import { failedTransform } from './transform-file.js';
import type { Transformer } from './transformer.js';
import { isOpen, withoutUsedLater } from './used-later.js';

/** A codemod with its place in the list that the transformer was made with. */
export type IndexedCodemod = BoundCodemod & { readonly index: number };

/** Everything a plan depends on. */
export interface PlanRequest {
  readonly tree: Tree;
  readonly codemods: readonly IndexedCodemod[];
  readonly selection: Omit<Selection, 'accepts'>;
  readonly threshold: 'safe' | 'unsafe';
  /** Version of the toolkit. */
  readonly tool: string;
  readonly asked: Asked;
  /** The folder of the tree: absolute. */
  readonly root: string;
  /** Keys of fixes and whole files that a person has rejected before. The transformer was made with the same. */
  readonly rejected: ReadonlySet<string>;
  /** The transformer was made with the same. */
  readonly foreign?: ForeignWanted;
  readonly transformer: Transformer;
  /** They judge the new texts; the caller closes them. */
  readonly gates: Gates;
  /** Told after each file, and before each that a survey works for. `done` of `discovered` files are finished. */
  readonly onProgress?: (progress: { readonly done: number; readonly discovered: number }) => void;
  /**
   * Told of each file that is worth a word as soon as all is known about it: in the order in which they are discovered, then of
   * those about which only the project stages know.
   */
  readonly onFile?: (outcome: FileOutcome) => void;
}

/** A plan, and what became of every file on the way to it. */
export interface Planned {
  readonly plan: Plan;
  /** What the plan leaves of the files that it touches; null for one that is gone. */
  readonly results: ReadonlyMap<string, MemoryFile | null>;
  /** Files worth a word, sorted by path; one that nothing was found in is only counted. */
  readonly outcomes: readonly FileOutcome[];
  readonly counts: Counts;
  readonly pruned: readonly Pruned[];
  readonly project: ProjectOutcome;
  /** What the transforms noted, file by file. */
  readonly notes: readonly { readonly path: string; readonly codemod: string; readonly values: readonly unknown[] }[];
  /** Who judged the new texts, such as `python3 (CPython 3.11.2)`; empty when no text was changed or nobody was there. */
  readonly judges: readonly string[];
  /** Changed files that only our own parser has judged, with the reason. */
  readonly unjudged: readonly { readonly path: string; readonly reason: string }[];
}

/** Files that may be in the hands of the transformer at one time; more would only hold memory. */
const IN_FLIGHT = 64;

/**
 * The way of the data: discover, prefilter, survey where a codemod asks for it, parse and transform (in the transformer), judge, then
 * the project stages.
 * Nothing is written anywhere.
 */
export async function makePlan(request: PlanRequest): Promise<Planned> {
  const sieves = makeSieves(request.codemods);
  const surveys = await runSurveys(request, sieves);
  const { files: transformed, pruned, without, open } = await transformAll(request, sieves, surveys);
  const { outcome, changes, results, holding } = await runProjects({ ...request, groupsOf: surveys.groupsOf }, transformed);
  const project = withSurveys(outcome, surveys);
  const files = transformed.map((file) => withoutUsedLater(file, holding));
  const all = files.map(({ outcome }) => outcome);
  const outcomes = all.filter(isWorthAWord);
  for (const outcome of outcomes) if (open.has(outcome.path)) request.onFile?.(outcome);
  const counts = countOutcomes(all, without);
  return {
    plan: { ...assemble(request, request.codemods, changes), left: leftOf([{ step: null, outcomes, project }]), counts },
    results,
    outcomes,
    counts,
    pruned,
    project,
    notes: files.flatMap(({ outcome: { path }, notes }) =>
      Object.entries(notes).map(([codemod, values]) => ({ path, codemod, values })),
    ),
    judges: request.gates.judges(),
    unjudged: files.flatMap(({ change, unjudged: reason }) =>
      change === null || reason === null ? [] : [{ path: change.path, reason }],
    ),
  };
}

/** How many fixes and findings comments, or rejections in a review, hold back. */
export function countHeldBack(
  { outcomes, project }: Pick<Planned, 'outcomes' | 'project'>,
  because: 'suppressed' | 'rejected',
): number {
  const inFiles = outcomes.map(({ heldBack: { withheld, findings } }) => {
    const fixes = withheld.filter((one) => one.because === because).length;
    return because === 'suppressed' ? fixes + findings.length : fixes;
  });
  const ofProjects = project.heldBack.filter(({ code }) => code === `withheld-${because}`).length;
  return inFiles.reduce((sum, count) => sum + count, ofProjects);
}

/** A file that is only as it was before is counted, and no more. */
function isWorthAWord({ kind, heldBack }: FileOutcome): boolean {
  return kind !== 'unchanged' || heldBack.findings.length + heldBack.withheld.length > 0;
}

function withSurveys(outcome: ProjectOutcome, { outcome: surveyed }: Surveys): ProjectOutcome {
  const findings = [...surveyed.findings, ...outcome.findings];
  return { ...outcome, findings, failures: [...surveyed.failures, ...outcome.failures] };
}

interface Transformed {
  readonly files: readonly PlannedFile[];
  readonly pruned: readonly Pruned[];
  /** How many files had no needle. */
  readonly without: number;
  /** Paths of files about which not all was known when they were transformed. */
  readonly open: ReadonlySet<string>;
}

async function transformAll(request: PlanRequest, sieves: Sieves, surveys: Surveys): Promise<Transformed> {
  const selection = { ...request.selection, accepts: sieves.accepts };
  const read = (path: string): Promise<ReadResult> =>
    request.tree.read(path, request.selection.maxSize, surveys.concerns(path) ? sieves.any : sieves.of(path));
  const open = new Set(surveys.together.flat());
  const files: PlannedFile[] = [];
  const pruned: Pruned[] = [];
  let without = 0;
  let discovered = 0;
  let underWay = 0;
  const breathe = makeBreather();
  const takePlace = inOrder(request.onFile ?? (() => {}));
  const enter = (file: PlannedFile, fill: ReturnType<typeof takePlace>): void => {
    files.push(file);
    if (isOpen(file.outcome)) open.add(file.outcome.path);
    fill(isWorthAWord(file.outcome) && !open.has(file.outcome.path) ? file.outcome : null);
  };
  const tell = (): void => request.onProgress?.({ done: files.length + without, discovered });
  await together(IN_FLIGHT, async (begin) => {
    for await (const entry of request.tree.entries(selection, (folder) => pruned.push(folder))) {
      discovered++;
      const result = entry.skip === null ? await read(entry.path) : { kind: 'skip' as const, skip: entry.skip };
      if (result.kind === 'content') {
        const fill = takePlace();
        underWay++;
        await begin(async () => {
          enter(await planFile(request, entry.path, result, surveys), fill);
          underWay--;
          tell();
        });
      } else if (result.kind === 'gone') discovered--;
      else if (result.kind === 'left') without++;
      else enter(plainOutcome(entry.path, result), takePlace());
      tell();
      if (underWay > 0) await breathe();
    }
  });
  const whole = await allOrNone(files, surveys.together, async (path, refused) => {
    const result = await read(path);
    return result.kind === 'content' ? planFile(request, path, result, surveys, refused) : notReadAgain(path);
  });
  const grouped = whole.map((file) => inItsGroups(file, surveys));
  return { files: [...grouped].sort((a, b) => byCodeUnits(a.outcome.path, b.outcome.path)), pruned, without, open };
}

function inItsGroups(file: PlannedFile, { groupsOf }: Surveys): PlannedFile {
  const { change } = file;
  if (change === null) return file;
  const steps = change.steps.map((step) => {
    const groups = groupsOf(step.codemod, change.path);
    return groups.length === 0 ? step : { ...step, fixes: step.fixes.map((fix) => inGroups(fix, groups)) };
  });
  return { ...file, change: { ...change, steps } };
}

function notReadAgain(path: string): PlannedFile {
  return plainOutcome(path, { kind: 'failure', code: 'file-missing', message: 'it was there, and cannot be read any more' });
}

async function planFile(
  request: PlanRequest,
  path: string,
  read: ReadResult & { kind: 'content' },
  surveys: Surveys,
  refused?: string,
): Promise<PlannedFile> {
  const failure = surveys.failure(path);
  if (failure !== null) return transformedFile(path, read, failedTransform(failure));
  const which = request.codemods.map(({ index }) => index);
  const transform = await request.transformer.file(which, path, read.bytes, surveys.told(path, refused));
  if (transform.after === null || transform.source === null) return transformedFile(path, read, transform);
  const verdict = await request.gates.check(path, read.bytes, transform.after);
  return changedFile(path, read, { ...transform, after: transform.after, source: transform.source }, verdict);
}

/** The plan of a request, but for what it leaves. */
export function assemble(
  {
    tool,
    asked,
    selection,
    threshold,
    foreign,
    root,
    tree,
  }: Pick<PlanRequest, 'tool' | 'asked' | 'selection' | 'threshold' | 'foreign' | 'root' | 'tree'>,
  codemods: readonly BoundCodemod[],
  changes: readonly Change[],
): Omit<Plan, 'left' | 'counts'> {
  const { paths, include, exclude, noIgnore, maxSize } = selection;
  return {
    codemodPlan: 1,
    tool,
    asked,
    codemods: codemods.map(({ codemod: { name, version }, params }) => ({ name, version, params })),
    options: { threshold, paths, include, exclude, noIgnore, maxSize, ...(foreign === undefined ? {} : { foreign }) },
    root,
    head: tree.head,
    changes: [...changes].sort((a, b) => byCodeUnits(a.path, b.path)),
  };
}
