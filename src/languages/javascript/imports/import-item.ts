import type { Identifier, ImportDeclaration, Node, Statement } from '@babel/types';
import type { Range } from '../../../core/range.js';
import type { JavaScriptFile } from '../javascript-file.js';
import type { JavaScriptImport } from '../services.js';

/** An import with the nodes that it is written with. */
export interface ImportItem extends JavaScriptImport {
  /** The statement that imports; of a `require` the whole declaration. */
  readonly statement: Statement & Range;
  /** What binds the one name: a specifier, a property of a pattern, a declarator; the statement itself where it binds one name or none. */
  readonly node: Node & Range;
  /** The name that is bound; null where none is. */
  readonly identifier: Identifier | null;
  /** The text of the module's name, with its quotes. */
  readonly source: Range;
}

/** Babel's nodes have places whenever they come from a text. */
export function placed<N extends Node>(node: N): N & Range {
  return node as N & Range;
}

/** Where a statement stands, without a semicolon that stands on a line of its own, to keep the next line apart. */
export function extentOf({ tokens, text }: JavaScriptFile, { start, end }: Range): Range {
  if (text[end - 1] !== ';') return { start, end };
  const last = tokens.findLast((token) => token.end < end && token.kind !== 'comment');
  const isApart = last !== undefined && /[\r\n]/.test(text.slice(last.end, end));
  return { start, end: isApart ? last.end : end };
}

/** True for a declaration that has attributes or a phase of its own: another name is not simply put into it. */
export function isSpecial({ attributes, assertions, phase, module }: ImportDeclaration): boolean {
  return (attributes?.length ?? 0) > 0 || (assertions?.length ?? 0) > 0 || phase != null || module != null;
}
