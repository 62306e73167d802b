import type { Range } from '../../../core/range.js';
import type { JavaScriptFile } from '../javascript-file.js';

/** Comments that tools read as being about what stands below them, over blank lines and other comments. */
const OF_NEXT =
  /@ts-(?:ignore|expect-error)\b|[\w-]*(?:disable|ignore)-(?:next|line)|\b(?:istanbul|c8|v8|node:coverage) (?:ignore|disable)|(?:prettier|biome|deno-lint|deno-fmt|oxlint)-(?:ignore|disable)|codemod: ignore/;

/** Comments about the file. Some of them count only where they are the first. */
const OF_FILE =
  /^\/\*!|@(?:flow|noflow|license|licence|preserve|copyright|file|fileoverview|module|jest|vitest|jsx|ts-check|ts-nocheck|format|prettier|generated|author|babel|oncall)|copyright|licen[sc]e|SPDX-|\beslint(?:-env|-disable|\s)|\bglobals?\s|\bexported\s|jshint|jslint|-\*-|\bvim?:|<reference/i;

export function isOfNext({ text }: JavaScriptFile, { start, end }: Range): boolean {
  return OF_NEXT.test(text.slice(start, end));
}

export function isOfFile(file: JavaScriptFile, comment: Range): boolean {
  return OF_FILE.test(file.text.slice(comment.start, comment.end)) && !isOfNext(file, comment);
}

/** The comments between an offset, or the code above it, and the code that stands at it. */
export function commentsAbove({ tokens }: JavaScriptFile, offset: number): readonly Range[] {
  const last = tokens.findLastIndex(({ kind, end }) => kind !== 'comment' && end <= offset);
  return tokens.slice(last + 1).filter(({ end }) => end <= offset);
}
