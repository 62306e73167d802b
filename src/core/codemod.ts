import { NAME } from './codemod-name.js';
import { CodemodError } from './errors.js';
import type { Finding, Fix, FixInit, ForeignRunFacts, Note, Yielded } from './fix.js';
import { type ParamSpecs, type Params, type ParamValue, resolveParams } from './params.js';
import type { Range } from './range.js';
import type { SourceFile } from './source-file.js';
import { isTransform } from './transform-of.js';

/**
 * What each language adds to the toolkit. A language declares itself here by module augmentation, so that `core` knows
 * no parser: `python: { file: PythonFile; services: PythonServices }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: languages augment it
export interface Languages {}

export type LanguageName = keyof Languages & string;

export type FileOf<L extends LanguageName> = Languages[L] extends { file: infer F } ? F : SourceFile;
export type ServicesOf<L extends LanguageName> = Languages[L] extends { services: infer S } ? S : object;

/** What a transform is given beside the file: its parameters, ways to yield, and the services of the language. */
export type Context<L extends LanguageName, S extends ParamSpecs> = CommonContext<S> & ServicesOf<L>;

/** What a transform of any language is given beside the file. */
export interface CommonContext<S extends ParamSpecs> {
  readonly params: Params<S>;
  /** What transforms of other tools have to know of the run. */
  readonly foreign: ForeignRunFacts;
  /** What the `preview` of the file gave; null where there was none. */
  readonly preview: unknown;
  fix(init: FixInit): Fix;
  /** @param code one of the codes that the codemod declares. The message defaults to that code's title. */
  finding(code: string, at: Range, message?: string, question?: string): Finding;
  /** Tells the `project` stage something about this file. */
  note(value: unknown): Note;
  /** What the codemod's `survey` has told of this file; null where it has told nothing. */
  readonly told: Told | null;
}

/** What a `survey` has told of a file. */
export interface Told {
  readonly value: unknown;
  /**
   * Why what the value asks for must not be done after all: it belongs together with a change of another file, which is not made. A
   * transform says so, with a fix that is `manual` and has this caveat. Null: nothing stands against it.
   */
  readonly refused: string | null;
}

/** What a preview is given beside the text. */
export type PreviewContext<S extends ParamSpecs> = Pick<CommonContext<S>, 'params' | 'foreign' | 'finding' | 'note'>;

/**
 * What a preview came to. `unchanged`: there is nothing to do and nothing to tell. `unread`: it has not looked, the file has to be parsed before.
 * Else a value that `transform` finds in its context, so that the work is not done twice.
 */
export type Preview = 'unchanged' | 'unread' | { readonly value: unknown };

/** What a codemod does in one language. */
export interface LanguageTransform<L extends LanguageName, S extends ParamSpecs> {
  /**
   * Strings of which at least one must stand in the file's bytes for the codemod to have anything to do (ASCII). Empty:
   * every file is parsed. A needle must never hide a match; the fixtures check it.
   */
  readonly needles: readonly string[] | ((params: Params<S>) => readonly string[]);
  /** Globs of the files that it looks at, from the root of the run; absent: every file of the language. */
  readonly paths?: readonly string[] | ((params: Params<S>) => readonly string[]);
  /** A cheap second sieve over the decoded text, before parsing. It must never hide a match. */
  where?(text: string, params: Params<S>): boolean;
  /**
   * For transforms of other tools, which read the text by themselves: runs it over a file that is not parsed yet. Most files are as they
   * were afterwards, and need not be parsed at all.
   */
  preview?(source: SourceFile, context: PreviewContext<S>): Promise<Preview>;
  /** Yields fixes, findings and notes for one file. It reads nothing but its arguments. */
  transform(file: FileOf<L>, context: Context<L, S>): Iterable<Yielded> | AsyncIterable<Yielded>;
}

/** A read-only view of the files of a run, as they will be after the fixes. */
export interface ProjectTree {
  /** Paths of all discovered files, `/`-separated, sorted. */
  paths(): Promise<readonly string[]>;
  /** The bytes of a file, or null when there is none. */
  read(path: string): Promise<Buffer | null>;
  /**
   * The folder on disk that the tree stands for; absent where there is none, as for a commit. What is no part of the tree may be read
   * there, such as installed packages; what is part of it may have been changed by codemods before, and is to be read through the tree.
   */
  readonly root?: string | undefined;
}

export interface SurveyContext<S extends ParamSpecs> {
  readonly params: Params<S>;
  /** Paths of the files that are to be transformed: those of the selection whose bytes hold a needle; sorted. */
  readonly files: readonly string[];
  /** Paths of all files of the selection that the codemod may change; sorted. */
  readonly selected: readonly string[];
  /**
   * Says which file the survey works for from now on; null: for none. What is printed is told beside that file, and where the
   * process does not survive it, that file alone fails: the survey is run again without it.
   */
  hold(path: string | null): void;
  finding(code: string, path: string, message?: string, question?: string): ProjectFinding;
}

/** What a survey yields: what the transform of a file is to know, that a file has failed, or a finding. */
export type Surveyed =
  | {
      readonly kind: 'told';
      readonly path: string;
      /** It must survive structured cloning. */
      readonly value: unknown;
      /** Paths of files, itself among them, whose changes are made all or not at all. */
      readonly together?: readonly string[];
    }
  | { readonly kind: 'failure'; readonly path: string; readonly code: string; readonly message: string }
  | ProjectFinding;

/** What `transform` told about one file. */
export interface NotedFile {
  readonly path: string;
  readonly notes: readonly unknown[];
  /** True when the run changes this file, and no comment in it holds a fix of the codemod back. */
  readonly changed: boolean;
}

/** A file that a project stage has opened, as its language parses it. */
export interface OpenedFile<L extends LanguageName = LanguageName> {
  readonly path: string;
  readonly file: FileOf<L>;
  readonly services: ServicesOf<L>;
}

/** A fix of a file that the project stage has opened. */
export interface ProjectEdit {
  readonly kind: 'edit';
  readonly path: string;
  readonly fix: Fix;
}

/** A file that a project stage makes, takes away or moves. */
export type ProjectChange = (
  | { readonly kind: 'create'; readonly path: string; readonly text: string; readonly executable?: boolean }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
) & {
  readonly reason: string;
  /**
   * Path of a file of which the codemod's survey has told that its changes are made all or not at all, with others: this one is made with
   * them. Default: its own path.
   */
  readonly belongsTo?: string;
};

/** A finding of the project stage: it names its file. */
export type ProjectFinding = Omit<Finding, 'at'> & { readonly path: string };

export interface ProjectContext<S extends ParamSpecs> {
  readonly params: Params<S>;
  /** What transforms of other tools have to know of the run. */
  readonly foreign: ForeignRunFacts;
  readonly files: readonly NotedFile[];
  finding(code: string, path: string, message?: string, question?: string): ProjectFinding;
  /**
   * Parses a file of the tree. Null: there is none, it is of another language, does not parse, or is a component with scripts. A file whose ending belongs
   * to no language, such as `build.yml.disabled`, is parsed as what it is asked for.
   */
  open<L extends LanguageName>(language: L, path: string): Promise<OpenedFile<L> | null>;
  /** A fix of an opened file, under the rules of the fixes of a transform. Those of one file must not meet. */
  edit(opened: Pick<OpenedFile, 'path'>, init: FixInit): ProjectEdit;
  /**
   * A file of the folder `template` beside the codemod, with each `{{name}}` exchanged for its value.
   *
   * @throws CodemodError `template-invalid` when there is no such file, or a name and a value do not find each other.
   */
  template(path: string, values?: Readonly<Record<string, string>>): Promise<string>;
}

/** What a project stage yields. */
export type ProjectYield = ProjectChange | ProjectEdit | ProjectFinding;

/** A code that a codemod reports, as `codemod explain` tells it. */
export interface CodeDoc {
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly example?: string;
  /** True for what a person need not act on. */
  readonly information?: boolean;
}

export interface CodemodInit<S extends ParamSpecs> {
  /** Lower case words joined by `-`; the name of its folder. */
  readonly name: string;
  /** Semantic version of the transformation itself. */
  readonly version: string;
  /** One sentence for `codemod list`. */
  readonly summary: string;
  readonly params: S;
  readonly codes: Readonly<Record<string, CodeDoc>>;
  /** How many passes it may take to settle, the last of which changes nothing. Default 2. */
  readonly passes?: number;
  /** True for transforms of other tools, which run once. */
  readonly foreign?: boolean;
  /** True for one of these that loads compiled modules, which such transforms may not otherwise. */
  readonly addons?: boolean;
  /** True where it takes parameters that `params` does not specify: transforms of other tools take any options. */
  readonly anyParams?: boolean;
  /** `repository`: it is about a repository as a whole, and cannot be run over a part of one. Default: any files. */
  readonly scope?: 'repository';
  readonly languages: { readonly [L in LanguageName]?: LanguageTransform<L, S> };
  /**
   * Looks at all files together, before each is transformed by itself: what it tells of a file is `told` in the context of that
   * file's transform, whether or not the file holds a needle; a file of which it tells nothing is not transformed. For what takes more
   * than one file to know, such as types.
   */
  survey?(tree: ProjectTree, context: SurveyContext<S>): AsyncIterable<Surveyed>;
  /** Changes whole files, after every file was transformed. */
  project?(tree: ProjectTree, context: ProjectContext<S>): AsyncIterable<ProjectYield>;
}

/** A codemod as the engine sees it: the types of its parameters are gone, their values are checked at the border. */
export type Codemod = CodemodInit<ParamSpecs> & { readonly passes: number; readonly foreign: boolean };

/**
 * The values of a codemod's parameters, see {@link resolveParams}.
 *
 * @throws CodemodError `param-unknown` or `param-invalid`.
 */
export function paramsOf(
  { name, params, anyParams = false }: Pick<Codemod, 'name' | 'params' | 'anyParams'>,
  given: Readonly<Record<string, unknown>>,
): Record<string, ParamValue> {
  return resolveParams(name, params, given, anyParams ? 'taken' : 'refused');
}

const VERSION = /^\d+\.\d+\.\d+$/;
const CODE = /^[A-Z]+\d{3}$/;

/**
 * Declares a codemod. The value is checked when its module is loaded.
 *
 * @throws CodemodError `codemod-invalid`.
 */
export function defineCodemod<const S extends ParamSpecs>(init: CodemodInit<S>): Codemod {
  const refuse = (why: string): never => {
    throw new CodemodError('codemod-invalid', `The codemod ${JSON.stringify(init.name)} is not valid: ${why}.`);
  };
  if (!NAME.test(init.name)) refuse('its name must be lower case words joined by "-"');
  if (!VERSION.test(init.version)) refuse('its version must be like 1.0.0');
  if (init.summary.trim() === '') refuse('it needs a summary');
  if (Object.keys(init.languages).length === 0 && init.project === undefined) refuse('it does nothing');
  for (const [language, transform] of Object.entries(init.languages)) {
    if (!isTransform(transform))
      refuse(`its ${language} part must have needles (a list of texts, or a function) and a transform`);
  }
  for (const code of Object.keys(init.codes)) if (!CODE.test(code)) refuse(`the code ${code} must be like ABC001`);
  const passes = init.foreign === true ? 1 : (init.passes ?? 2);
  if (!Number.isInteger(passes) || passes < 1 || passes > MOST_PASSES) refuse(`passes must be 1 to ${MOST_PASSES}`);
  // The engine hands a transform the parameters that resolveParams made from these very specifications.
  return { ...(init as unknown as CodemodInit<ParamSpecs>), passes, foreign: init.foreign === true };
}

/** No file is transformed more often than this in one run, whatever a codemod declares. */
export const MOST_PASSES = 10;

/** A codemod with the parameters of one run. */
export interface BoundCodemod {
  readonly codemod: Codemod;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** What its survey has told of the file at hand. */
  readonly told?: Told;
  /** What its preview gave of the file at hand. */
  readonly preview?: unknown;
}
