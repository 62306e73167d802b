import { applyEdits, type Edit } from '../core/edit.js';
import type { ImportRequest } from '../core/fix.js';
import { isSkip } from '../core/source-file.js';
import type { ParsedModule } from '../languages/javascript/imports/parsed-module.js';
import { placeImports } from '../languages/javascript/imports/place-imports.js';
import { parseJavaScript } from '../languages/javascript/parse.js';
import { programPathOf } from '../languages/javascript/scope/program-path.js';
import { javascriptSource } from './javascript-source.js';

/** Parses a text of JavaScript or TypeScript that is known to be valid. */
export function javascriptModule(text: string, path = 'a.js'): ParsedModule {
  const file = parseJavaScript(javascriptSource(text, path));
  if (isSkip(file)) throw new Error(`${file.message}: ${JSON.stringify(text)}`);
  return { file, program: programPathOf(file) };
}

/** The text after the import requests and the other edits, or in angle brackets the reason why they were refused. */
export function placeInJavaScript(
  text: string,
  requests: readonly ImportRequest[],
  path = 'a.js',
  others: readonly Edit[] = [],
): string {
  const result = placeImports(javascriptModule(text, path), requests, others);
  return 'refused' in result ? `<${result.refused}>` : applyEdits(text, [...result.edits, ...others]);
}
