import { type ParseResult, parse } from '@babel/parser';
import { messageOf } from '../../core/errors.js';
import { isSkip, positionsOf, type Skip, type SourceFile } from '../../core/source-file.js';
import type { BlockFacts, JavaScriptFile } from './javascript-file.js';
import { parserOptions } from './parser-options.js';
import { isDeeperThan, rootOf } from './syntax-object.js';
import { tokensOf } from './tokens.js';

/** Deeper trees are skipped: Babel itself, and the tools that are given the file, walk them by recursion. */
export const MOST_DEPTH = 1_000;

const TOO_DEEP: Skip = { code: 'too-deep', message: `its syntax tree is nested deeper than ${MOST_DEPTH} levels` };

type Source = SourceFile & { readonly block?: BlockFacts };

/** What was parsed last: what edits make of a file is parsed where they are judged, and again where they are applied. */
let last: JavaScriptFile | null = null;

/** What is known last without having been parsed. */
let known: JavaScriptFile | null = null;

/** Takes note of a file whose tokens are known before it is parsed: it is asked for as any other is. */
export function remember(file: JavaScriptFile): void {
  known = file;
}

/** Parses a file, or a script of a component, strictly. What Babel's stack cannot hold is too deep, not a crash. */
export function parseJavaScript(source: Source): JavaScriptFile | Skip {
  // The source may be a file that was parsed itself, with another text: its tree is not that of this one.
  if (last !== null && isSame(last, source)) return { ...source, ast: last.ast, tokens: last.tokens };
  if (known !== null && isSame(known, source)) return known;
  const ast = treeOf(source);
  if (isSkip(ast)) return ast;
  last = { ...source, ast, tokens: tokensOf(ast, source.text) };
  return last;
}

/** Babel's tree of a text, or why there is none. */
export function treeOf(source: Source): ParseResult | Skip {
  try {
    const ast = parse(source.text, parserOptions(source));
    return isDeeperThan(rootOf(ast), MOST_DEPTH) ? TOO_DEEP : ast;
  } catch (thrown) {
    if (thrown instanceof RangeError) return { code: 'too-deep', message: 'it is nested deeper than its parser can follow' };
    return { code: 'syntax-error', message: `line ${lineOf(thrown, source)} is not valid: ${reasonOf(thrown)}` };
  }
}

function isSame(last: JavaScriptFile, { path, text, block }: Source): boolean {
  return last.path === path && last.text === text && last.block === undefined && block === undefined;
}

function lineOf(thrown: unknown, { text, block }: Source): number {
  const offset = typeof thrown === 'object' && thrown !== null && 'pos' in thrown ? thrown.pos : 0;
  const { line } = positionsOf(text)(typeof offset === 'number' ? offset : 0);
  return line + (block?.line ?? 1) - 1;
}

/** Babel's sentence without the place, which it counts otherwise than editors do. */
function reasonOf(thrown: unknown): string {
  return messageOf(thrown)
    .replace(/\s*\(\d+:\d+\)\s*$/, '')
    .replace(/\.$/, '');
}
