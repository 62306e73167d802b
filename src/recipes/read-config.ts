import * as v from 'valibot';
import type { Tree } from '../trees/tree.js';
import { readChecked } from './read-checked.js';
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
  return read.kind === 'content' ? readChecked(CONFIG_FILE, read.bytes.toString('utf8'), ConfigSchema) : NO_CONFIG;
}
