import type { Change, ContentId } from '../core/change.js';
import { keyOfFile } from '../core/fix-key.js';
import { followedBy } from '../core/follow.js';
import { inGroups } from '../core/groups.js';
import { sha256 } from '../core/hash.js';
import { unsafePath } from '../core/paths.js';
import type { NotedFile, ProjectChange, ProjectFinding } from '../core/project-stage.js';
import type { ProjectTree } from '../core/project-tree.js';
import type { MemoryFile } from '../trees/memory-tree.js';
import { OverlayTree } from '../trees/overlay-tree.js';
import type { Tree } from '../trees/tree.js';
import type { EditedFile, HoldingComment, ProjectFailure } from './messages.js';
import type { IndexedCodemod, PlanRequest } from './plan.js';
import type { PlannedFile } from './planned-file.js';

/** What the project stages of a run came to. Their files are not among the discovered ones. */
export interface ProjectOutcome {
  readonly findings: readonly (ProjectFinding & { readonly codemod: string })[];
  readonly failures: readonly (ProjectFailure & { readonly codemod: string })[];
  /** Fixes and files that comments or persons hold back. They count as no findings. */
  readonly heldBack: readonly (ProjectFinding & { readonly codemod: string })[];
}

/** The changes of a run with those of its project stages, and what they leave of each file. */
export interface ProjectStage {
  readonly outcome: ProjectOutcome;
  readonly changes: readonly Change[];
  readonly results: ReadonlyMap<string, MemoryFile | null>;
  readonly holding: readonly (HoldingComment & { readonly codemod: string })[];
}

interface Request extends Pick<PlanRequest, 'tree' | 'codemods' | 'transformer' | 'gates' | 'rejected'> {
  /** See `Surveys`. */
  groupsOf(codemod: string, path: string): readonly string[];
}

interface Draft {
  readonly findings: ProjectOutcome['findings'][number][];
  readonly failures: ProjectOutcome['failures'][number][];
  readonly heldBack: ProjectOutcome['heldBack'][number][];
  readonly holding: ProjectStage['holding'][number][];
  changes: readonly Change[];
  readonly results: Map<string, MemoryFile | null>;
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Runs the project stage of every codemod that has one, each over the tree as the fixes and the stages before leave it. */
export async function runProjects(request: Request, files: readonly PlannedFile[]): Promise<ProjectStage> {
  const draft: Draft = {
    findings: [],
    failures: [],
    heldBack: [],
    holding: [],
    changes: files.flatMap(({ change }) => change ?? []),
    results: new Map(files.flatMap(resultOf)),
  };
  for (const bound of request.codemods) {
    if (bound.codemod.project === undefined) continue;
    const tree = new OverlayTree(request.tree, draft.results);
    const { name } = bound.codemod;
    const result = await request.transformer.project(bound.index, projectTree(tree), notedBy(name, files));
    if (result.failure !== null) {
      draft.failures.push({ codemod: name, ...result.failure });
      continue;
    }
    draft.findings.push(...result.findings.map((finding) => ({ ...finding, codemod: name })));
    draft.heldBack.push(...result.heldBack.map((finding) => ({ ...finding, codemod: name })));
    draft.holding.push(...result.holding.map((comment) => ({ ...comment, codemod: name })));
    for (const wanted of result.changes) await take(wanted, bound, tree, request, draft);
  }
  const { findings, failures, heldBack, changes, results, holding } = draft;
  return { outcome: { findings, failures, heldBack }, changes, results, holding };
}

function resultOf({ change, after }: PlannedFile): readonly (readonly [string, MemoryFile])[] {
  return change === null || after === null ? [] : [[change.path, { bytes: Buffer.from(after), mode: change.after.mode }]];
}

/** Enters one change into the draft, or tells why it is not made. */
async function take(
  wanted: ProjectChange | EditedFile,
  bound: IndexedCodemod,
  tree: Tree,
  request: Request,
  draft: Draft,
): Promise<void> {
  const { name: codemod } = bound.codemod;
  const fault = await faultOf(wanted, request);
  if (fault !== null) {
    draft.failures.push({ codemod, path: wanted.path, ...fault });
    return;
  }
  const made = await changeOf(wanted, bound, tree);
  if (made === 'nothing') return;
  if (made === 'exists') {
    const message = 'something stands where this file would be made; it is left as it is';
    draft.findings.push({ kind: 'finding', code: 'create-exists', path: wanted.path, message, codemod });
    return;
  }
  const change = wanted.kind === 'edited' ? made.change : inItsGroups(made.change, wanted, request);
  if (change.kind !== 'modify' && request.rejected.has(keyOfFile(change))) {
    const { path, reason } = change;
    draft.heldBack.push({ kind: 'finding', code: 'withheld-rejected', path, message: reason, codemod });
    return;
  }
  draft.changes = followedBy(draft.changes, [change]);
  for (const [path, file] of made.results) draft.results.set(path, file);
}

function inItsGroups(change: Change, { path, belongsTo = path }: ProjectChange, { groupsOf }: Request): Change {
  return change.kind === 'modify' ? change : inGroups(change, groupsOf(change.codemod, belongsTo));
}

interface Made {
  readonly change: Change;
  readonly results: readonly (readonly [string, MemoryFile | null])[];
}

async function changeOf(
  wanted: ProjectChange | EditedFile,
  { codemod: { name, version } }: IndexedCodemod,
  tree: Tree,
): Promise<Made | 'nothing' | 'exists'> {
  const { path } = wanted;
  const standing = await tree.read(path, NO_LIMIT);
  if (wanted.kind === 'create') {
    const bytes = Buffer.from(wanted.text);
    if (standing.kind !== 'failure' || standing.code !== 'file-missing') {
      return standing.kind === 'content' && standing.bytes.equals(bytes) ? 'nothing' : 'exists';
    }
    const mode = wanted.executable === true ? 0o755 : 0o644;
    const by = { codemod: name, version, reason: wanted.reason };
    const change: Change = {
      kind: 'create',
      path,
      after: idOf(bytes, mode),
      content: bytes.toString('base64'),
      steps: [],
      ...by,
    };
    return { change, results: [[path, { bytes, mode }]] };
  }
  if (standing.kind !== 'content') return 'nothing';
  const { bytes, mode } = standing;
  const before = idOf(bytes, mode);
  if (wanted.kind === 'edited') {
    const { encoding, hasBom, newline, step } = wanted;
    const after = Buffer.from(wanted.after);
    const facts = { encoding, hasBom, newline, before, after: idOf(after, mode), steps: [step] };
    return { change: { kind: 'modify', path, ...facts }, results: [[path, { bytes: after, mode }]] };
  }
  const by = { codemod: name, version, reason: wanted.reason };
  if (wanted.kind === 'delete') return { change: { kind: 'delete', path, before, ...by }, results: [[path, null]] };
  const { to } = wanted;
  return {
    change: { kind: 'rename', path, to, before, ...by },
    results: [
      [path, null],
      [to, { bytes, mode }],
    ],
  };
}

function idOf(bytes: Buffer, mode: number): ContentId {
  return { sha256: sha256(bytes), size: bytes.length, mode };
}

async function faultOf(wanted: ProjectChange | EditedFile, { gates }: Request): Promise<ProjectFailure | null> {
  const unsafe = unsafePath(wanted.path) ?? (wanted.kind === 'rename' ? unsafePath(wanted.to) : null);
  if (unsafe !== null) return { code: 'path-refused', message: unsafe };
  if (wanted.kind !== 'create' && wanted.kind !== 'edited') return null;
  const [before, after] = wanted.kind === 'create' ? [null, Buffer.from(wanted.text)] : [wanted.before, wanted.after];
  const verdict = await gates.check(wanted.path, before, after);
  return verdict.kind === 'refused' ? { code: 'output-refused', message: verdict.reason } : null;
}

function notedBy(codemod: string, files: readonly PlannedFile[]): readonly NotedFile[] {
  return files.flatMap(({ outcome, notes, change }) => {
    const own = notes[codemod];
    const isHeld = outcome.heldBack.withheld.some((held) => held.codemod === codemod);
    return own === undefined ? [] : [{ path: outcome.path, notes: own, changed: change !== null && !isHeld }];
  });
}

/** A tree as codemods see it. */
export function projectTree(tree: Tree): ProjectTree {
  return {
    root: tree.root,
    async paths() {
      const paths = new Set<string>();
      const everything = { accepts: () => true, paths: [], include: [], exclude: [], noIgnore: false, maxSize: NO_LIMIT };
      for await (const { path, skip } of tree.entries(everything, () => {})) if (skip === null) paths.add(path);
      return [...paths].sort();
    },
    async read(path) {
      const read = await tree.read(path, NO_LIMIT);
      return read.kind === 'content' ? read.bytes : null;
    },
  };
}
