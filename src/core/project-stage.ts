import type { Finding, Fix, FixInit, ForeignRunFacts } from './fix.js';
import type { FileOf, LanguageName, ServicesOf } from './languages.js';
import type { ParamSpecs, Params } from './params.js';

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
