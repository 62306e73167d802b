import type * as tsMorph from 'ts-morph';
import { CodemodError, messageOf } from '../../../core/errors.js';
import { decodeSource, isSkip } from '../../../core/source-file.js';
import { withoutOverflow } from '../foreign/run-foreign.js';
import { parseJavaScript } from '../parse.js';
import type { ProjectTransform } from './define-ts-morph-codemod.js';
import { type Deed, deedOf, type Ledger } from './ledger.js';
import { manipulationSettings } from './manipulation-settings.js';
import { openProject, type ProjectParts } from './open-project.js';
import { placeBefore } from './place-before.js';
import { nameOf, type Undo } from './project-files.js';

/** What the transforms of one project are run with. */
export interface ProjectRun extends Omit<ProjectParts, 'onSave'> {
  readonly morph: typeof tsMorph;
  readonly ledger: Ledger;
  readonly transform: ProjectTransform;
  readonly params: Readonly<Record<string, unknown>>;
  /** Says which file is worked on. */
  hold(path: string): void;
  /** @throws CodemodError `code-undeclared`. */
  checkCode(code: string): void;
  /** Why what a transform did must not be done, or null. */
  refusal(deed: Deed): Promise<string | null>;
}

/** What became of one file: why its transform failed, or why all that it did was taken back. */
export interface Fate {
  readonly path: string;
  /** It does not parse, and was not transformed. */
  readonly isBroken: boolean;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly refusal: { readonly message: string; readonly at: number } | null;
}

interface Finding {
  readonly sourceFile: tsMorph.SourceFile;
  readonly text: string;
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly message: string | null;
}

/**
 * Runs the transform on each of the given files, in a project that is opened once. What one of them throws, or is refused, is taken back
 * whole: the others see nothing of it.
 *
 * @param paths as they were at first.
 */
export async function* transformProject(run: ProjectRun, paths: readonly string[]): AsyncGenerator<Fate> {
  let saving = false;
  let warned = false;
  const onSave = (): void => {
    if (saving || warned) return;
    warned = true;
    console.warn('save() writes nothing here: what the transform changes is planned, and written by the run as a whole');
  };
  const project = openProject(run.morph, { ...run, onSave });
  const flush = (): Undo => {
    saving = true;
    try {
      project.saveSync();
    } finally {
      saving = false;
    }
    return run.files.takeUndo();
  };
  for (const path of paths) {
    const now = run.ledger.pathNow(path);
    const sourceFile = now === null ? undefined : project.getSourceFile(now);
    if (sourceFile === undefined) continue;
    run.hold(path);
    if (isBroken(sourceFile)) yield { path, isBroken: true, failure: null, refusal: null };
    else yield await transformOne(run, project, sourceFile, path, flush);
  }
}

/** TypeScript reads on where it cannot. What it takes for an error, such as types of Flow, may be none. */
function isBroken({ compilerNode }: tsMorph.SourceFile): boolean {
  const faults: unknown = Reflect.get(compilerNode, 'parseDiagnostics');
  if (Array.isArray(faults) && faults.length === 0) return false;
  const source = decodeSource(compilerNode.fileName, Buffer.from(compilerNode.text), null);
  return isSkip(source) || isSkip(parseJavaScript(source));
}

async function transformOne(
  run: ProjectRun,
  project: tsMorph.Project,
  sourceFile: tsMorph.SourceFile,
  path: string,
  flush: () => Undo,
): Promise<Fate> {
  const findings: Finding[] = [];
  const before = sourceFile.getFullText();
  project.manipulationSettings.set(manipulationSettings(run.morph, before));
  const failure = await failureOf(() => call(run, project, sourceFile, findings));
  const undo = flush();
  const deed = deedOf(run.files, undo);
  // What is taken back has been seen by then.
  if (movesModules(deed)) run.resolver.forget();
  const refusal = failure === null ? await run.refusal(deed) : null;
  if (failure === null && refusal === null) {
    run.ledger.enter(path, deed, undo);
    tell(run, findings);
    return { path, isBroken: false, failure, refusal };
  }
  const at = firstDifference(before, run.files.read(run.ledger.pathNow(path) ?? path) ?? before);
  await takeBack(run, project, undo);
  if (failure === null) tell(run, findings);
  return { path, isBroken: false, failure, refusal: refusal === null ? null : { message: refusal, at } };
}

function movesModules({ made, removed, moved, changed }: Deed): boolean {
  return made.length + removed.length + moved.size > 0 || changed.some((path) => nameOf(path) === 'package.json');
}

async function call(
  { transform, morph, params, checkCode }: ProjectRun,
  project: tsMorph.Project,
  sourceFile: tsMorph.SourceFile,
  findings: Finding[],
): Promise<void> {
  await withoutOverflow(async () =>
    transform(sourceFile, {
      project,
      tsMorph: morph,
      params,
      finding(code, node, message) {
        checkCode(code);
        const found = node.getSourceFile();
        findings.push({
          sourceFile: found,
          text: found.getFullText(),
          code,
          start: node.getStart(),
          end: node.getEnd(),
          message: message ?? null,
        });
      },
    }),
  );
}

async function failureOf(run: () => Promise<void>): Promise<Fate['failure']> {
  try {
    await run();
    return null;
  } catch (thrown) {
    return { code: thrown instanceof CodemodError ? thrown.code : 'codemod-threw', message: messageOf(thrown) };
  }
}

function tell({ ledger, files }: ProjectRun, findings: readonly Finding[]): void {
  for (const { sourceFile, text, code, start, end, message } of findings) {
    if (sourceFile.wasForgotten()) continue;
    const path = ledger.pathBefore(sourceFile.getFilePath());
    if (path === null) continue;
    const place = placeBefore(ledger.textBefore(files, path), text);
    ledger.find(path, { code, start: place(start), end: Math.max(place(start), place(end)), message });
  }
}

/** Puts the files and the project back to where they were. */
async function takeBack({ files }: ProjectRun, project: tsMorph.Project, undo: Undo): Promise<void> {
  files.takeBack(undo);
  for (const [path, before] of undo) {
    const sourceFile = project.getSourceFile(path);
    if (before === null) sourceFile?.forget();
    else if (sourceFile === undefined) project.addSourceFileAtPath(path);
    else await sourceFile.refreshFromFileSystem();
  }
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return Math.min(at, Math.max(0, a.length - 1));
}
