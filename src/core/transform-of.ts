import type { BoundCodemod, Codemod } from './codemod.js';
import type { Preview } from './language-transform.js';
import type { ParamValue } from './params.js';

type Given = Readonly<Record<string, ParamValue>>;

/** A transform as the engine calls it: what its language hands it fits what it declares in its types. */
export interface AnyTransform {
  readonly needles: readonly string[] | ((params: Given) => readonly string[]);
  readonly paths?: readonly string[] | ((params: Given) => readonly string[]);
  where?(text: string, params: Given): boolean;
  preview?(source: unknown, context: unknown): Promise<Preview>;
  transform(file: unknown, context: unknown): Iterable<unknown> | AsyncIterable<unknown>;
}

/** What a codemod does in a language, or null. */
export function transformOf(codemod: Codemod, language: string): AnyTransform | null {
  const transforms: Readonly<Record<string, unknown>> = codemod.languages;
  const transform = Object.hasOwn(transforms, language) ? transforms[language] : null;
  return isTransform(transform) ? transform : null;
}

/** The needles that a transform declares for these parameters; none: every file is parsed. */
export function needlesOf({ codemod, params }: BoundCodemod, language: string): readonly string[] {
  const needles = transformOf(codemod, language)?.needles ?? [];
  return typeof needles === 'function' ? needles(params) : needles;
}

/** The globs of the files that a transform looks at for these parameters; null: all of the language. */
export function pathsOf({ codemod, params }: BoundCodemod, language: string): readonly string[] | null {
  const paths = transformOf(codemod, language)?.paths ?? null;
  return typeof paths === 'function' ? paths(params) : paths;
}

/** True for what the engine can call. */
export function isTransform(value: unknown): value is AnyTransform {
  if (typeof value !== 'object' || value === null) return false;
  const needles: unknown = Reflect.get(value, 'needles');
  const where: unknown = Reflect.get(value, 'where');
  const hasNeedles = typeof needles === 'function' || (Array.isArray(needles) && needles.every((one) => typeof one === 'string'));
  return (
    hasNeedles && (where === undefined || typeof where === 'function') && typeof Reflect.get(value, 'transform') === 'function'
  );
}
