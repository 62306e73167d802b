import type { SourceFile } from './source-file.js';

/**
 * What each language adds to the toolkit. A language declares itself here by module augmentation, so that `core` knows
 * no parser: `python: { file: PythonFile; services: PythonServices }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: languages augment it
export interface Languages {}

export type LanguageName = keyof Languages & string;

export type FileOf<L extends LanguageName> = Languages[L] extends { file: infer F } ? F : SourceFile;
export type ServicesOf<L extends LanguageName> = Languages[L] extends { services: infer S } ? S : object;
