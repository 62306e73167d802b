import type { LanguageTransform } from '../../../core/language-transform.js';
import type { ParamSpecs } from '../../../core/params.js';

/** What the engine wants to know of a transform that was written for another tool. */
export interface ForeignOptions {
  /** Strings of which at least one must stand in a file for the transform to have anything to do. Default: none, every file. */
  readonly needles?: readonly string[];
  /** A cheap second sieve over the text. It must never hide a match. */
  readonly where?: (text: string) => boolean;
  /** Why the code is changed, as a sentence for the change log. */
  readonly reason?: string;
}

/** A transform of JavaScript files for `languages` of `defineCodemod`. Declare the codemod `foreign: true`. */
export type ForeignTransform = LanguageTransform<'javascript', ParamSpecs>;
