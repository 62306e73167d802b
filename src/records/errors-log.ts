import { sha256 } from '../core/hash.js';
import type { FileSystem } from '../files/file-system.js';
import type { Folder } from '../files/folder.js';
import { readLines } from './read-lines.js';

export const ERRORS_LOG = 'errors.ndjson';

/** One line of `errors.ndjson`: something that a run could not do, or that a person has to decide. */
export interface ErrorRecord {
  /** UTC, ISO 8601. */
  readonly ts: string;
  readonly run: string;
  /** Where in the way of the data: `read`, `parse`, `transform`, `verify`, `apply`, ... */
  readonly phase: string;
  readonly step: string | null;
  readonly codemod: string | null;
  readonly path: string | null;
  /** Offsets in UTF-16 code units; line and column count from 1. */
  readonly range: { readonly start: number; readonly end: number; readonly line: number; readonly column: number } | null;
  readonly code: string;
  readonly message: string;
  /** `sha256` is that of the bytes that the record is about: with it, the same record is not written for the same bytes again. */
  readonly context: { readonly sha256?: string; readonly [key: string]: unknown };
  /** What a person would have to answer so that the codemod could go on. */
  readonly question: string | null;
}

/** A record as its line, LF included. JSON escapes every line break, so that it is one. */
export function errorLine(record: ErrorRecord): string {
  const { ts, run, phase, step, codemod, path, range, code, message, context, question } = record;
  return `${JSON.stringify({ ts, run, phase, step, codemod, path, range, code, message, context, question })}\n`;
}

/** The records that say something new: not those that the log, or an earlier one of the list, has for the same bytes. */
export function newErrors(fs: FileSystem, folder: Folder, records: readonly ErrorRecord[]): readonly ErrorRecord[] {
  if (records.length === 0) return [];
  const known = new Set<string>();
  for (const line of readLines(fs, folder, ERRORS_LOG)) {
    const identity = identityOf(parseLine(line));
    if (identity !== null) known.add(identity);
  }
  return records.filter((record) => {
    const identity = identityOf(record);
    if (identity === null) return true;
    const isNew = !known.has(identity);
    known.add(identity);
    return isNew;
  });
}

function parseLine(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

const IDENTITY: readonly (keyof ErrorRecord)[] = ['codemod', 'path', 'range', 'code', 'message'];

/** Null for a record that is not about bytes, and for a line that is none. */
function identityOf(record: object): string | null {
  const field = (name: string): unknown => Reflect.get(record, name);
  const context = field('context');
  const bytes: unknown = typeof context === 'object' && context !== null ? Reflect.get(context, 'sha256') : undefined;
  return typeof bytes === 'string' ? sha256(JSON.stringify([bytes, ...IDENTITY.map(field)])) : null;
}
