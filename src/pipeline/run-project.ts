import type { BoundCodemod } from '../core/codemod.js';
import { CodemodError } from '../core/errors.js';
import { type Fix, makeFix, type Wanted } from '../core/fix.js';
import type { ParamSpecs } from '../core/params.js';
import type { NotedFile, ProjectChange, ProjectContext, ProjectFinding } from '../core/project-stage.js';
import type { ProjectTree } from '../core/project-tree.js';
import { positionsOf } from '../core/source-file.js';
import { transformOf } from '../core/transform-of.js';
import { editOpened, type Opened, openFile } from './edit-opened.js';
import { faultIn } from './fault-in.js';
import type { EditedFile, HoldingComment, ProjectResult } from './messages.js';
import { NOTHING } from './no-project.js';
import { looksAt } from './sieve.js';
import { suppressionsOf } from './suppressions.js';
import { readTemplate } from './template.js';

/** A codemod of a run, and where its module is: templates lie beside it. */
export type PlacedCodemod = BoundCodemod & { readonly url?: string };

/** Runs the project stage of a codemod. What it throws is a failure of the stage, and none of its changes count. */
export async function runProject(
  bound: PlacedCodemod,
  tree: ProjectTree,
  files: readonly NotedFile[],
  wanted: Wanted,
): Promise<ProjectResult> {
  const opened = new Map<string, Opened>();
  const fixes = new Map<string, Fix[]>();
  const changes: (ProjectChange | EditedFile)[] = [];
  const findings: ProjectFinding[] = [];
  const heldBack: ProjectFinding[] = [];
  let withheld = false;
  const holding = new Map<string, readonly number[]>();
  try {
    for await (const item of bound.codemod.project?.(tree, makeContext(bound, wanted, tree, files, opened)) ?? []) {
      if (item.kind === 'finding') findings.push(item);
      else if (item.kind === 'edit') fixes.set(item.path, [...(fixes.get(item.path) ?? []), item.fix]);
      else changes.push(item);
    }
    for (const [path, own] of fixes) {
      const file = opened.get(path);
      if (file === undefined) throw new CodemodError('yield-invalid', `the codemod edits ${path}, which it has not opened`);
      const edited = editOpened(file, bound, own, wanted);
      if (edited.change !== null) changes.push(edited.change);
      findings.push(...edited.findings);
      withheld ||= edited.findings.length > 0;
      heldBack.push(...edited.heldBack);
      holding.set(path, edited.holding);
    }
    for (const file of opened.values()) findings.push(...auditOpened(file, bound, new Set(holding.get(file.path))));
  } catch (thrown) {
    return { ...NOTHING, failure: faultIn(thrown) };
  }
  const comments = commentsAt(holding, opened);
  if (!heldBack.some(({ code }) => code === 'withheld-suppressed')) {
    const kept = withheld ? changes.filter(isNoLoss) : changes;
    const lost = withheld ? changes.filter((change) => !isNoLoss(change)).map(leftStanding) : [];
    return { changes: kept, findings: [...findings, ...lost], heldBack, holding: comments, failure: null };
  }
  return { changes: [], findings, heldBack: [...heldBack, ...changes.map(leftOut)], holding: comments, failure: null };
}

function isNoLoss({ kind }: ProjectChange | EditedFile): boolean {
  return kind === 'create' || kind === 'edited';
}

/** What a file holds may have gone into one whose edit is withheld: it must not be lost. */
function leftStanding({ kind, path }: ProjectChange | EditedFile): ProjectFinding {
  const message = `the file is left where it is (${kind}), since an edit that it may belong to is withheld`;
  return { kind: 'finding', code: 'withheld-unsafe', path, message };
}

/**
 * What a stage changes may belong together, such as a job that moves from one file into another: where a comment holds one of
 * its fixes back, nothing of it is done.
 */
function leftOut(change: ProjectChange | EditedFile): ProjectFinding {
  const reason = change.kind === 'edited' ? (change.step.fixes[0]?.reason ?? '') : `${change.kind}: ${change.reason}`;
  const message = `left out with what a comment holds back elsewhere: ${reason}`;
  return { kind: 'finding', code: 'withheld-suppressed', path: change.path, message };
}

/** What is wrong with the comments of an opened file that hold the codemod back, unless its transform has looked at them already. */
function auditOpened({ path, language, parsed }: Opened, bound: PlacedCodemod, used: ReadonlySet<number>): ProjectFinding[] {
  if (transformOf(bound.codemod, language.name) !== null && looksAt(bound, language.name)(path)) return [];
  const position = positionsOf(parsed.file.text);
  return suppressionsOf(parsed, bound.codemod.name)
    .audit(used)
    .map(({ code, message, at }) => ({ kind: 'finding', code, path, message: `line ${position(at.start).line}: ${message}` }));
}

function commentsAt(
  holding: ReadonlyMap<string, readonly number[]>,
  opened: ReadonlyMap<string, Opened>,
): readonly HoldingComment[] {
  return [...holding].flatMap(([path, starts]) => {
    const position = positionsOf(opened.get(path)?.parsed.file.text ?? '');
    return starts.map((start) => ({ path, ...position(start) }));
  });
}

function makeContext(
  { codemod, params, url }: PlacedCodemod,
  { foreign, root }: Wanted,
  tree: ProjectTree,
  files: readonly NotedFile[],
  opened: Map<string, Opened>,
): ProjectContext<ParamSpecs> {
  const context: Omit<ProjectContext<ParamSpecs>, 'open'> & { open: (language: string, path: string) => Promise<object | null> } =
    {
      params,
      foreign: { ...foreign, root: root ?? null },
      files,
      finding(code, path, message, question) {
        const doc = codemod.codes[code];
        if (doc === undefined) throw new CodemodError('code-undeclared', `the codemod reports ${code} but does not declare it`);
        const finding: ProjectFinding = { kind: 'finding', code, path, message: message ?? doc.title };
        return question === undefined ? finding : { ...finding, question };
      },
      async open(language, path) {
        const file = opened.get(path) ?? (await openFile(tree, path, language));
        if (file === null || file.language.name !== language) return null;
        opened.set(path, file);
        return { path, file: file.parsed.file, services: file.parsed.services };
      },
      edit: ({ path }, init) => ({ kind: 'edit', path, fix: makeFix(init) }),
      template: (path, values = {}) => readTemplate(url, path, values),
    };
  // What `open` gives is what the language of that name makes of a file: the types of both say the same.
  return context as ProjectContext<ParamSpecs>;
}
