import type { NodePath } from '@babel/traverse';
import type { Program } from '@babel/types';
import type { JavaScriptFile } from '../javascript-file.js';

/** A file and what its names mean. */
export interface ParsedModule {
  readonly file: JavaScriptFile;
  readonly program: NodePath<Program>;
}
