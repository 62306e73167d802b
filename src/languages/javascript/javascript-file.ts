import type { ParseResult } from '@babel/parser';
import type { Position, Range } from '../../core/range.js';
import type { SourceFile } from '../../core/source-file.js';

/** A token or comment of a JavaScript or TypeScript file. */
export interface JavaScriptToken extends Range {
  /** Babel's label, such as `name`, `string`, `template`, `(`; `comment` for comments of either form. */
  readonly kind: string;
  /** The name, or the value of a string or of text of JSX; null where the text of the token says it all. */
  readonly value: string | null;
}

export type ScriptLang = 'js' | 'jsx' | 'ts' | 'tsx';

/** What a script of a component is written in, and where in the component its text begins. */
export interface BlockFacts extends Position {
  readonly lang: ScriptLang;
  readonly offset: number;
  /** What the other script declares at its top level: such a name may be bound, though no scope of this script knows it. */
  readonly boundBeside: readonly string[];
  /** The modules that the other script imports. */
  readonly importedBeside: readonly string[];
}

/** A parsed JavaScript or TypeScript file, or a script of a component of Vue or Svelte: then the path is that of the component. */
export interface JavaScriptFile extends SourceFile {
  /** Babel's tree, its `start` and `end` in units of `text`. It may be deep: walk it with `nodes()`, do not recurse. */
  readonly ast: ParseResult;
  /** Tokens and comments in the order of the text; white space and the end of the file are none. */
  readonly tokens: readonly JavaScriptToken[];
  /** Of a script of a component. */
  readonly block?: BlockFacts;
}

/** A path with the ending of what the file holds: that of a script in a component tells nothing. */
export function scriptPath({ path, block }: Pick<JavaScriptFile, 'path' | 'block'>): string {
  return block === undefined ? path : `${path}.${block.lang}`;
}
