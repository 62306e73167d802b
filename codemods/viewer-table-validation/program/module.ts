import type { PythonFile, PythonServices } from 'codex-codemod';

/** One Python file with what the toolkit knows of it. */
export interface Module extends Pick<PythonServices, 'scope' | 'imports' | 'statements'> {
  readonly file: PythonFile;
}
