import type { Context, YamlNode, YamlPair } from 'codex-codemod';
import type { PARAMS } from './params.js';
import type { Spelling } from './spelling.js';
import type { Tool } from './tools.js';

/** What is read of one file, for each of the tools. */
export interface Run {
  readonly context: Context<'yaml', typeof PARAMS>;
  /** The entries of `repos`, with aliases followed. */
  readonly repos: YamlNode | null;
  /** `repos` itself; null where it is missing. */
  readonly pair: YamlPair | null;
  readonly spelling: Spelling;
  /** The place where a comment holds a hook of the tool, or null. */
  commentOf(tool: Tool): { readonly start: number; readonly end: number } | null;
}

/** What the transform tells the project stage. */
export type Told = 'empty' | 'has-baseline';
