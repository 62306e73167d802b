import { type ParseResult, parse } from '@babel/parser';
import { messageOf } from '../../core/errors.js';
import { positionsOf, type Skip, type SourceFile } from '../../core/source-file.js';
import type { JavaScriptFile } from './javascript-file.js';
import { parserOptions } from './parser-options.js';
import { isDeeperThan, rootOf } from './syntax-object.js';
import { tokensOf } from './tokens.js';

/** Deeper trees are skipped: Babel itself, and the tools that are given the file, walk them by recursion. */
export const MOST_DEPTH = 1_000;

const TOO_DEEP: Skip = { code: 'too-deep', message: `its syntax tree is nested deeper than ${MOST_DEPTH} levels` };

/** What was parsed last: what edits make of a file is parsed where they are judged, and again where they are applied. */
let last: JavaScriptFile | null = null;

/** Parses a file strictly. What Babel's stack cannot hold is too deep, not a crash. */
export function parseJavaScript(source: SourceFile): JavaScriptFile | Skip {
  if (last !== null && last.path === source.path && last.text === source.text) return { ...last, ...source };
  let ast: ParseResult;
  try {
    ast = parse(source.text, parserOptions(source.path, source.text));
  } catch (thrown) {
    if (thrown instanceof RangeError) return { code: 'too-deep', message: 'it is nested deeper than its parser can follow' };
    return { code: 'syntax-error', message: `line ${lineOf(thrown, source.text)} is not valid: ${reasonOf(thrown)}` };
  }
  if (isDeeperThan(rootOf(ast), MOST_DEPTH)) return TOO_DEEP;
  last = { ...source, ast, tokens: tokensOf(ast, source.text) };
  return last;
}

function lineOf(thrown: unknown, text: string): number {
  const offset = typeof thrown === 'object' && thrown !== null && 'pos' in thrown ? thrown.pos : 0;
  return positionsOf(text)(typeof offset === 'number' ? offset : 0).line;
}

/** Babel's sentence without the place, which it counts otherwise than editors do. */
function reasonOf(thrown: unknown): string {
  return messageOf(thrown)
    .replace(/\s*\(\d+:\d+\)\s*$/, '')
    .replace(/\.$/, '');
}
