import { decodeSource, isSkip } from '../../core/source-file.js';
import { declaredEncoding } from '../../languages/python/declared-encoding.js';
import { parsePython } from '../../languages/python/parse.js';
import { makeScopes } from '../../languages/python/scope/make-scopes.js';
import { asCompiled } from './as-compiled.js';
import { type Comparison, compareTables } from './compare-tables.js';
import { contradictionsIn } from './contradictions.js';
import { ourTables } from './our-tables.js';
import type { SymtableAnswer } from './symtable-process.js';

export type FileResult =
  | { readonly kind: 'compared'; readonly comparison: Comparison }
  | { readonly kind: 'left out'; readonly reason: string };

/** Compares our scopes of one file with CPython's. */
export async function compareFile(
  path: string,
  bytes: Uint8Array,
  version: readonly [number, number],
  ask: (text: string) => Promise<SymtableAnswer | null>,
): Promise<FileResult> {
  const source = decodeSource(path, bytes, declaredEncoding(bytes));
  if (isSkip(source)) return { kind: 'left out', reason: `not decoded: ${source.code}` };
  const answer = await ask(source.text);
  if (answer === null) return { kind: 'left out', reason: 'CPython died over it' };
  if ('refused' in answer) return { kind: 'left out', reason: 'CPython does not compile it' };
  const file = parsePython(source);
  if (isSkip(file)) return { kind: 'left out', reason: `CPython compiles it, our parser does not: ${file.code}` };
  const scopes = makeScopes(file);
  const comparison = compareTables(asCompiled(ourTables(source, scopes), version), answer.module);
  for (const { line, message } of contradictionsIn(source, scopes))
    comparison.mismatches.push({ where: 'our own answers', line, message });
  return { kind: 'compared', comparison };
}
