import { applyEdits, type Edit } from '../core/edit.js';
import type { ImportRequest } from '../core/fix.js';
import { dominantNewline, isSkip } from '../core/source-file.js';
import { placeImports } from '../languages/python/imports/place-imports.js';
import { parsePython } from '../languages/python/parse.js';
import type { PythonFile } from '../languages/python/python-file.js';
import { makeScopes } from '../languages/python/scope/make-scopes.js';

/** Parses a Python text that is known to be valid. */
export function pythonFile(text: string): PythonFile {
  const file = parsePython({ path: 'a.py', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  if (isSkip(file)) throw new Error(`${file.message}: ${JSON.stringify(text)}`);
  return file;
}

/** The text after the import requests and the other edits, or in angle brackets the reason why they were refused. */
export function placeIn(text: string, requests: readonly ImportRequest[], others: readonly Edit[] = []): string {
  const file = pythonFile(text);
  const result = placeImports(file, makeScopes(file), requests, others);
  return 'refused' in result ? `<${result.refused}>` : applyEdits(text, [...result.edits, ...others]);
}
