import type { Finding, Fix, FixInit, ForeignRunFacts, Note, Yielded } from './fix.js';
import type { FileOf, LanguageName, ServicesOf } from './languages.js';
import type { ParamSpecs, Params } from './params.js';
import type { Range } from './range.js';
import type { SourceFile } from './source-file.js';
import type { Told } from './survey.js';

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
