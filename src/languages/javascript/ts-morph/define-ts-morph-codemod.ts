import type * as tsMorph from 'ts-morph';
import type { CodeDoc } from '../../../core/code-doc.js';
import { type Codemod, defineCodemod } from '../../../core/codemod.js';
import { UNNAMED } from '../../../core/codemod-name.js';
import { applyEdits, type Edit } from '../../../core/edit.js';
import { messageOf } from '../../../core/errors.js';
import type { Yielded } from '../../../core/fix.js';
import type { Context } from '../../../core/language-transform.js';
import type { ParamSpecs, Params } from '../../../core/params.js';
import type { ProjectChange } from '../../../core/project-stage.js';
import { type Rewrite, rewriteOf } from '../foreign/rewrite-of.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { isToldFile, type ToldFile, type ToldFinding } from './told-file.js';

/** What a transform is given beside the source file. */
export interface TsMorphProjectApi<P = Readonly<Record<string, unknown>>> {
  /** Holds all source files of the file's `tsconfig.json`, and those of other projects that import them; types are known. */
  readonly project: tsMorph.Project;
  /** The module `ts-morph`, for `Node.isIdentifier` and `SyntaxKind`. */
  readonly tsMorph: typeof tsMorph;
  readonly params: P;
  /** @param code one of the codes that the codemod declares. The message defaults to that code's title. */
  finding(code: string, node: tsMorph.Node, message?: string): void;
}

/** A transform as the survey calls it. */
export type ProjectTransform = (sourceFile: tsMorph.SourceFile, api: TsMorphProjectApi) => unknown;

export interface TsMorphCodemodInit<S extends ParamSpecs> {
  /** Lower case words joined by `-`. Default: the name of its file, or of the folder where the file is `codemod`, `transform` or `index`. */
  readonly name?: string;
  /** Default: 0.0.0. */
  readonly version?: string;
  readonly summary?: string;
  /** Absent: it takes any parameters. */
  readonly params?: S;
  readonly codes?: Readonly<Record<string, CodeDoc>>;
  /** Strings of which at least one must stand in a file for it to be transformed. Default: none, every file. */
  readonly needles?: readonly string[];
  /** Why the code is changed, as a sentence for the change log. */
  readonly reason?: string;
  /**
   * Changes the source file, or others of its project, in place: https://ts-morph.com/manipulation. It is called once for each file of
   * the run. Nothing is saved: what has changed in the end becomes edits of files of the run, all of one call or none.
   */
  transform(sourceFile: tsMorph.SourceFile, api: TsMorphProjectApi<Params<S>>): void | Promise<void>;
}

/**
 * Declares a codemod that is written for ts-morph, with the types of the whole project at hand: there is one project for each
 * `tsconfig.json`, and one for the files that are in none.
 *
 * @throws CodemodError `codemod-invalid`.
 */
export function defineTsMorphCodemod<const S extends ParamSpecs = ParamSpecs>(init: TsMorphCodemodInit<S>): Codemod {
  const { name = UNNAMED, version = '0.0.0', summary = 'A transform for ts-morph.', needles = [], params } = init;
  const { reason = 'the transform rewrites it' } = init;
  const codemod = defineCodemod({
    name,
    version,
    summary,
    params: {},
    codes: init.codes ?? {},
    foreign: true,
    anyParams: params === undefined,
    languages: { javascript: { needles, transform: (file, context) => editsOf(file, context, reason) } },
    async *survey(tree, context) {
      const { surveyProjects } = await import('./survey-projects.js');
      // The engine hands over the parameters that it has made from these very specifications.
      yield* surveyProjects(init.transform as ProjectTransform, tree, context);
    },
    async *project(_tree, { files }) {
      for (const { notes } of files) for (const note of notes) if (isWholeFile(note)) yield note;
    },
  });
  return params === undefined ? codemod : { ...codemod, params };
}

/** What the survey has told of a file, as fixes and findings of it. */
async function* editsOf(
  file: JavaScriptFile,
  context: Context<'javascript', ParamSpecs>,
  reason: string,
): AsyncGenerator<Yielded> {
  const value = context.told?.value;
  if (!isToldFile(value)) return;
  yield* value.findings.map((finding) => findingOf(finding, context));
  const unchanged: Rewrite = { edits: [], trust: {} };
  const rewrite = value.printed === null ? unchanged : await rewriteOrTwice(value.printed, file, context);
  if (typeof rewrite === 'string') {
    yield context.fix({ reason, at: { start: 0, end: 0 }, applicability: 'manual', caveat: rewrite });
    return;
  }
  const { edits, trust } = rewrite;
  const whole = wholeFiles(file, value, edits, reason);
  const refused = context.told?.refused ?? (await clashOf(edits, file, context));
  const at = edits[0] ?? { start: 0, end: 0 };
  if (refused !== null) {
    if (edits.length + whole.length > 0) yield context.fix({ reason, at, edits, applicability: 'manual', caveat: refused });
    return;
  }
  if (edits.length > 0 && value.path === file.path) yield context.fix({ reason, at, edits, ...trust });
  yield* whole.map((change) => context.note(change));
}

/** A name that is there already is a matter for a person, no fault of the transform. */
async function rewriteOrTwice(
  printed: string,
  file: JavaScriptFile,
  context: Context<'javascript', ParamSpecs>,
): Promise<Rewrite | string> {
  try {
    return await rewriteOf(printed, file, context);
  } catch (thrown) {
    const [, twice] = /is not valid: (.* has already been (?:declared|exported))/.exec(messageOf(thrown)) ?? [];
    if (twice === undefined) throw thrown;
    return `after it, ${twice}`;
  }
}

/** Loaded by who transforms: Babel's scopes take a while. */
async function clashOf(
  edits: readonly Edit[],
  file: JavaScriptFile,
  context: Context<'javascript', ParamSpecs>,
): Promise<string | null> {
  if (edits.length === 0) return null;
  const { nameClash } = await import('./name-clash.js');
  return nameClash(file, () => context.program, edits);
}

/** What the survey itself reports is a code of the toolkit, which no codemod declares. */
function findingOf({ code, start, end, message }: ToldFinding, { finding }: Context<'javascript', ParamSpecs>): Yielded {
  const at = { start, end };
  return code === 'change-outside'
    ? { kind: 'finding', code, message: message ?? '', at }
    : finding(code, at, message ?? undefined);
}

/** A file that is moved and edited is made anew, with no other bytes than an edit in place would leave. */
function wholeFiles(
  file: JavaScriptFile,
  { path, creates }: ToldFile,
  edits: readonly Edit[],
  reason: string,
): readonly ProjectChange[] {
  const about = { reason, belongsTo: file.path };
  const made = creates.map((one): ProjectChange => ({ kind: 'create', ...one, ...about }));
  if (path === file.path) return made;
  if (path === null) return [...made, { kind: 'delete', path: file.path, ...about }];
  if (edits.length === 0) return [...made, { kind: 'rename', path: file.path, to: path, ...about }];
  const text = `${file.hasBom ? '\ufeff' : ''}${applyEdits(file.text, edits)}`;
  return [...made, { kind: 'create', path, text, ...about }, { kind: 'delete', path: file.path, ...about }];
}

function isWholeFile(note: unknown): note is ProjectChange {
  if (typeof note !== 'object' || note === null) return false;
  return (
    ['create', 'delete', 'rename'].includes(String(Reflect.get(note, 'kind'))) && typeof Reflect.get(note, 'path') === 'string'
  );
}
