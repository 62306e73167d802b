import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { builtInNames, type LoadedCodemod, loadBuiltIn, loadFromFile } from '../pipeline/load-codemod.js';
import { localModule } from './local-modules.js';

const MODULE = /\.([cm]?js|[cm]?ts)$/;

/**
 * Loads the codemod that a person named: a name of the toolkit's own, or a path (it has a `/` or the ending of a
 * module). Nothing else is ever searched for one, the repository at hand least of all.
 *
 * @throws CodemodError `codemod-unknown`, `codemod-unloadable` or `usage`.
 */
export async function loadNamed(argument: string): Promise<LoadedCodemod> {
  if (argument.startsWith('npm:')) {
    throw new CodemodError('usage', 'Codemods from npm packages are not supported yet. Give the path of its module instead.');
  }
  if (argument.includes('/') || MODULE.test(argument)) return loadFromFile(path.resolve(argument));
  const standing = (await builtInNames()).includes(argument) ? null : localModule(argument);
  if (standing === null) return loadBuiltIn(argument);
  const message = `There is no codemod "${argument}" in the toolkit. One of your own is named by its path: ${standing}`;
  throw new CodemodError('codemod-unknown', message);
}
