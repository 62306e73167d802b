import type { ParamSpecs, Params } from './params.js';
import type { ProjectFinding } from './project-stage.js';

/** What a `survey` has told of a file. */
export interface Told {
  readonly value: unknown;
  /**
   * Why what the value asks for must not be done after all: it belongs together with a change of another file, which is not made. A
   * transform says so, with a fix that is `manual` and has this caveat. Null: nothing stands against it.
   */
  readonly refused: string | null;
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
