import * as v from 'valibot';
import { CodemodError } from '../core/errors.js';
import { readChecked } from '../languages/read-checked.js';
import type { Tree } from '../trees/tree.js';
import { type Config, ConfigSchema } from './recipe-schema.js';

/** The settings of a repository, at its top. */
export const CONFIG_FILE = 'codemod.yaml';

const MOST_BYTES = 256 * 1024;
/** What is said where nothing is said. */
export const NO_CONFIG: Config = v.parse(ConfigSchema, {});

/**
 * What a repository's `codemod.yaml` says; nothing where there is none. It may be a stranger's, and names codemods of the
 * toolkit alone.
 *
 * @throws CodemodError `config-invalid`, with line and column.
 */
export async function readConfig(tree: Tree): Promise<Config> {
  const read = await tree.read(CONFIG_FILE, MOST_BYTES);
  if (read.kind === 'content') return readChecked(CONFIG_FILE, read.bytes.toString('utf8'), ConfigSchema);
  const why =
    read.kind === 'skip' ? read.skip.message : read.kind === 'failure' && read.code !== 'file-missing' ? read.message : null;
  // What it excludes and defers must not be lost in silence.
  if (why !== null) throw new CodemodError('config-invalid', `${CONFIG_FILE} cannot be read: ${why}.`, { path: CONFIG_FILE });
  return NO_CONFIG;
}
