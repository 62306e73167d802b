import type { CodeDoc } from './code-doc.js';
import { NAME } from './codemod-name.js';
import { CodemodError } from './errors.js';
import type { LanguageTransform } from './language-transform.js';
import type { LanguageName } from './languages.js';
import { type ParamSpecs, type ParamValue, resolveParams } from './params.js';
import type { ProjectContext, ProjectYield } from './project-stage.js';
import type { ProjectTree } from './project-tree.js';
import type { SurveyContext, Surveyed, Told } from './survey.js';
import { isTransform } from './transform-of.js';

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
