import type { Change } from '../core/change.js';
import type { BoundCodemod, NotedFile, ProjectChange, ProjectFinding, ProjectTree } from '../core/codemod.js';
import { sha256 } from '../core/hash.js';
import { unsafePath } from '../core/paths.js';
import type { Tree } from '../trees/tree.js';
import type { Gates } from './gates.js';
import type { PlannedFile } from './planned-file.js';
import type { Transformer } from './transformer.js';

/** What the project stages of a run came to. Their files are not among the discovered ones. */
export interface ProjectOutcome {
  readonly changes: readonly Change[];
  readonly findings: readonly (ProjectFinding & { readonly codemod: string })[];
  readonly failures: readonly {
    readonly codemod: string;
    readonly code: string;
    readonly message: string;
    readonly path?: string;
  }[];
}

interface ProjectRequest {
  readonly tree: Tree;
  readonly codemods: readonly BoundCodemod[];
  readonly transformer: Transformer;
  readonly gates: Gates;
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Runs the project stage of every codemod that has one, over the tree as the fixes leave it. */
export async function runProjects(request: ProjectRequest, files: readonly PlannedFile[]): Promise<ProjectOutcome> {
  const total = {
    changes: [] as Change[],
    findings: [] as ProjectOutcome['findings'][number][],
    failures: [] as ProjectOutcome['failures'][number][],
  };
  const tree = overlay(request.tree, files);
  for (const { codemod } of request.codemods) {
    if (codemod.project === undefined) continue;
    const result = await request.transformer.project(codemod.name, tree, notedBy(codemod.name, files));
    if (result.failure !== null) {
      total.failures.push({ codemod: codemod.name, ...result.failure });
      continue;
    }
    total.findings.push(...result.findings.map((finding) => ({ ...finding, codemod: codemod.name })));
    for (const change of result.changes) await take(change, codemod, request.tree, request.gates, total);
  }
  return total;
}

async function take(
  wanted: ProjectChange,
  { name, version }: BoundCodemod['codemod'],
  tree: Tree,
  gates: Gates,
  total: { changes: Change[]; findings: ProjectOutcome['findings'][number][]; failures: ProjectOutcome['failures'][number][] },
): Promise<void> {
  const fault = await faultOf(wanted, gates);
  if (fault !== null) {
    total.failures.push({ codemod: name, path: wanted.path, ...fault });
    return;
  }
  const standing = await tree.read(wanted.path, NO_LIMIT);
  const by = { codemod: name, version, reason: wanted.reason };
  if (wanted.kind === 'create') {
    const bytes = Buffer.from(wanted.text);
    if (standing.kind === 'failure' && standing.code === 'file-missing') {
      const mode = wanted.executable === true ? 0o755 : 0o644;
      const after = { sha256: sha256(bytes), size: bytes.length, mode };
      total.changes.push({ kind: 'create', path: wanted.path, after, content: bytes.toString('base64'), ...by });
    } else if (standing.kind !== 'content' || !standing.bytes.equals(bytes)) {
      const message = 'something stands where this file would be made; it is left as it is';
      total.findings.push({ kind: 'finding', code: 'create-exists', path: wanted.path, message, codemod: name });
    }
    return;
  }
  if (standing.kind !== 'content') return;
  const before = { sha256: sha256(standing.bytes), size: standing.bytes.length, mode: standing.mode };
  if (wanted.kind === 'delete') total.changes.push({ kind: 'delete', path: wanted.path, before, ...by });
  else total.changes.push({ kind: 'rename', path: wanted.path, to: wanted.to, before, ...by });
}

async function faultOf(wanted: ProjectChange, gates: Gates): Promise<{ code: string; message: string } | null> {
  const unsafe = unsafePath(wanted.path) ?? (wanted.kind === 'rename' ? unsafePath(wanted.to) : null);
  if (unsafe !== null) return { code: 'path-refused', message: unsafe };
  if (wanted.kind !== 'create') return null;
  const verdict = await gates.check(wanted.path, null, Buffer.from(wanted.text));
  return verdict.kind === 'refused' ? { code: 'output-refused', message: verdict.reason } : null;
}

function notedBy(codemod: string, files: readonly PlannedFile[]): readonly NotedFile[] {
  return files.flatMap(({ outcome, notes, change }) => {
    const own = notes[codemod];
    return own === undefined ? [] : [{ path: outcome.path, notes: own, changed: change !== null }];
  });
}

/** The tree as it will be: changed files are seen with their new bytes. */
function overlay(tree: Tree, files: readonly PlannedFile[]): ProjectTree {
  const changed = new Map(
    files.flatMap(({ outcome, after }) => (after === null ? [] : [[outcome.path, Buffer.from(after)] as const])),
  );
  return {
    async paths() {
      const paths = new Set<string>();
      const everything = { accepts: () => true, paths: [], include: [], exclude: [], noIgnore: false, maxSize: NO_LIMIT };
      for await (const { path, skip } of tree.entries(everything, () => {})) if (skip === null) paths.add(path);
      return [...paths].sort();
    },
    async read(path) {
      const known = changed.get(path);
      if (known !== undefined) return known;
      const read = await tree.read(path, NO_LIMIT);
      return read.kind === 'content' ? read.bytes : null;
    },
  };
}
