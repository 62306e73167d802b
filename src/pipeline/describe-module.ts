import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { CodemodError } from '../core/errors.js';
import { Child } from './child-process.js';
import { describedCodemod } from './description.js';
import { type LoadedCodemod, loadModule, RULE_FILE } from './load-codemod.js';
import { neededToLoad, type Permission } from './permissions.js';

/**
 * Learns from a child process what a module that the user named exports. A transform of another tool is evaluated there alone, under the
 * permissions that it runs with; a codemod of our own form is evaluated here as well, since it may compute what it looks at.
 *
 * @param kept what becomes of the process: it is ended, or kept to run the codemod, if this process lives so long.
 * @throws CodemodError `codemod-unloadable` when there is no such module, it cannot be evaluated or it exports no codemod.
 */
export async function describeFile(
  file: string,
  allowed: readonly Permission[] = [],
  kept: 'ended' | 'kept' = 'ended',
): Promise<LoadedCodemod> {
  if (!existsSync(file))
    throw new CodemodError('codemod-unloadable', `The codemod ${file} cannot be loaded: there is no such file.`);
  const url = pathToFileURL(file).href;
  if (RULE_FILE.test(file)) return await loadModule(url);
  const child = new Child({ type: 'describe', url, folder: process.cwd() }, [...allowed, ...neededToLoad([url])], {}, null);
  let warm: Child | null = null;
  try {
    const answer = await child.first();
    if (answer.kind === 'broken') throw answer.error;
    if (answer.kind === 'failure') {
      throw new CodemodError('codemod-unloadable', `The codemod ${file} cannot be loaded: ${answer.failure.message}.`);
    }
    const description = answer.message.type === 'described' ? answer.message.description : null;
    if (description === null) return await loadModule(url);
    const loaded = { codemod: describedCodemod(description), url };
    if (kept === 'ended') return loaded;
    child.rest();
    warm = child;
    return { ...loaded, warm };
  } finally {
    if (warm === null) await child.close();
  }
}
